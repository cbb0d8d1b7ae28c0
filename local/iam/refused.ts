import type { Decision } from '../../policy/decide';
import type { AuthorizationQuestion } from '../../policy/types';

/** A question to IAM, with its answer. */
export interface Decided {
  readonly question: AuthorizationQuestion;
  readonly decision: Decision;
}

/** What IAM refused, and whom. */
export interface Refused extends Decided {
  /** An ARN, an AWS service, a web identity, or `anonymous`. Holds no secret. */
  readonly caller: string;
}
