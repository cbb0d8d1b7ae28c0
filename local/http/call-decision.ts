import type { Asked } from '../iam/refused';

/**
 * One answer of IAM's on which a call stands or falls: an allow as well as a refusal, of the call or of one item of it. Either who signed
 * it may do that or may not, or a role trusts whoever is to have it or does not.
 */
export interface CallDecision extends Asked {
  /** The call's ID, which its answer carries. */
  readonly requestId: string;
  /** The signing name: `s3`, `cognito-identity`, `sts` … */
  readonly service: string;
  /** What was called, by the API's name for it. */
  readonly operation: string;
  /** The access key ID that signed the call. Absent: it came unsigned. */
  readonly accessKeyId?: string;
}

/** Told of every {@link CallDecision}, in the order in which they are made. */
export type OnDecision = (decision: CallDecision) => void;
