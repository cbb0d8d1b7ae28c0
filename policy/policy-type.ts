/** The kinds of policy that have a say in a request, by the names that AWS's access-denied sentences give them. */
export type PolicyType =
  | 'identity-based policy'
  | 'session policy'
  | 'permissions boundary'
  | 'resource-based policy'
  | 'role trust policy';

const definite: Readonly<Record<PolicyType, string>> = {
  'identity-based policy': 'an identity-based policy',
  'session policy': 'a session policy',
  'permissions boundary': 'a permissions boundary',
  'resource-based policy': 'a resource-based policy',
  'role trust policy': 'the role trust policy',
};

/** The type with its article: `an identity-based policy`, but `the role trust policy`. */
export function withArticle(type: PolicyType): string {
  return definite[type];
}
