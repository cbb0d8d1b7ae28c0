import type { Decision } from '../../policy/decide';
import type { AuthorizationQuestion } from '../../policy/types';

/** A question to IAM, with its answer. */
export interface Decided {
  readonly question: AuthorizationQuestion;
  readonly decision: Decision;
}

/** The same, with whom it is about. */
export interface Asked extends Decided {
  /** An ARN, an AWS service, a web identity, or `anonymous`. Holds no secret. */
  readonly caller: string;
  /** What made this the role that is asked for. Absent: the caller named it, or it is about no role. */
  readonly choice?: RoleChosen;
  /** The access key ID of the session that an allow has led to. Absent: none. */
  readonly minted?: string;
}

/** A role that an identity pool picked. */
export interface RoleChosen {
  readonly identityPoolId: string;
  /** By what, in words: `the pool's role for guests`. */
  readonly by: string;
}

/** What IAM refused, and whom. */
export type Refused = Asked;

/** Ends the call by a refusal; whoever runs the cloud is told. */
export type Refuse = (refused: Refused) => never;

/** The refusals of one who may be several principals, as one: the first of them, with the reasons of all. */
export function allRefused(first: Decided, others: readonly Decided[]): Decided {
  if (others.length === 0) return first;
  const reasons = () => [first, ...others].map(({ decision }) => decision.explain()).join('\n');
  return { question: first.question, decision: explained(first.decision, reasons) };
}

/** A decision for reasons that its policies do not know. */
export function explained(decision: Decision, explain: () => string): Decision {
  const { allowed, kind } = decision;
  return { allowed, kind, explain, reason: () => decision.reason(), sentence: (caller) => decision.sentence(caller) };
}
