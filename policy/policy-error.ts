/**
 * A policy that the evaluator does not understand whole. It is thrown when the policy is compiled, never while a request
 * is judged: an element that is skipped could be the one that refuses.
 */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
}

/** Makes the error for one place of a policy: `player role: Statement[2] (Sid 'Own'): <problem>`. */
export type Refuse = (problem: string) => PolicyError;
