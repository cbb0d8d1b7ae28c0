import type { Refused } from '../iam/refused';

/**
 * A call that IAM refused, or one item of it, for `--explain`: who signed it may not do that, or a role does not trust whoever is to
 * have it.
 */
export interface Refusal extends Refused {
  /** The signing name: `s3`, `cognito-identity`, `sts` … */
  readonly service: string;
  /** What was called, by the API's name for it. */
  readonly operation: string;
}
