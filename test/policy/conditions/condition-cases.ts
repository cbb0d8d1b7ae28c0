import { allowEverything, ask, identityPolicy, type Keys } from '../fixtures';

/**
 * A claim, a `Condition`, the request's keys, and whether the condition holds; `unclear` where AWS's answer is unconfirmed: then
 * an Allow does not apply and a Deny does.
 */
export type ConditionCase = readonly [claim: string, condition: object, keys: Keys, holds: boolean | 'unclear'];

/** Puts every case under an Allow and under a Deny: a condition means the same in both. */
export function conditionCases(title: string, cases: readonly ConditionCase[]): void {
  describe(title, () => {
    test.each(cases)('%s', (_claim, condition, keys, holds) => {
      const allow = identityPolicy({ ...allowEverything, Condition: condition });
      const deny = identityPolicy(allowEverything, {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: condition,
      });
      const allowed = ask('s3:GetObject', 'arn:aws:s3:::b/k', { identityPolicies: [allow], keys });
      const denied = ask('s3:GetObject', 'arn:aws:s3:::b/k', { identityPolicies: [deny], keys });
      expect(allowed.kind).toBe(holds === true ? 'allow' : 'implicit-deny');
      expect(denied.kind).toBe(holds === false ? 'allow' : 'explicit-deny');
    });
  });
}
