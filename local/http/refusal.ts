import type { Refused } from '../iam/refused';

/** A call that IAM refused, for `--explain`: whether its signer may not do it, or a role does not trust its web identity. */
export interface Refusal extends Refused {
  /** The signing name: `s3`, `cognito-identity`, `sts` … */
  readonly service: string;
  /** What was called, by the API's name for it. */
  readonly operation: string;
}
