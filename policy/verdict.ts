import type { CompiledPolicy } from './compile';
import { denial, grant, type JudgedRequest, permission } from './judged-request';
import type { PolicyType } from './policy-type';
import type { CompiledStatement } from './statement';

/** The policies that have a say in a request. */
export interface PoliciesInForce {
  /** The account that owns the resource; absent: the principal's own. */
  readonly account?: string;
  readonly identityPolicies: readonly CompiledPolicy[];
  readonly permissionsBoundary?: CompiledPolicy;
  /** One union, intersected with the rest; absent: the session has none. An empty list allows nothing. */
  readonly sessionPolicies?: readonly CompiledPolicy[];
  readonly resourcePolicy?: CompiledPolicy;
}

/** The statement that settled it. */
interface Deciding {
  readonly type: PolicyType;
  readonly policy: CompiledPolicy;
  readonly statement: CompiledStatement;
}

/** What the policies say, and which of them settled it. */
export type Verdict =
  | (Deciding & { readonly kind: 'allow' })
  | (Deciding & { readonly kind: 'explicit-deny' })
  /** No policy of this type allows the request. */
  | { readonly kind: 'implicit-deny'; readonly type: PolicyType; readonly policies: readonly CompiledPolicy[] };

type Missing = Extract<Verdict, { readonly kind: 'implicit-deny' }>;

/**
 * AWS's evaluation logic, in its order.
 *
 * 1. An applicable Deny in any policy settles it (documented).
 * 2. A principal without identity policies (federated, service, anonymous) is judged by the resource policy alone; a
 *    trust policy must allow in any case (documented: "IAM role trust policies … are exceptions").
 * 3. From another account: the resource policy **and** the caller's own side must allow (documented).
 * 4. In the same account either side suffices, and how closely the resource policy names the caller decides what still
 *    limits it (documented): the session itself, a user, or `*`: nothing; the session's role: permissions boundary and
 *    session policies; the account: that only lets the account's own policies decide.
 * 5. The caller's own side: identity-based policies ∩ permissions boundary ∩ (union of the session policies).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function judge(request: JudgedRequest, policies: PoliciesInForce): Verdict {
  return firstDenial(request, policies) ?? allowance(request, policies);
}

function firstDenial(request: JudgedRequest, policies: PoliciesInForce): Verdict | undefined {
  const { resourcePolicy, permissionsBoundary, sessionPolicies } = policies;
  if (resourcePolicy !== undefined) {
    const statement = denial(resourcePolicy, request);
    if (statement !== undefined)
      return settled('explicit-deny', resourceType(resourcePolicy), resourcePolicy, statement);
  }
  for (const policy of policies.identityPolicies) {
    const statement = denial(policy, request);
    if (statement !== undefined) return settled('explicit-deny', 'identity-based policy', policy, statement);
  }
  if (permissionsBoundary !== undefined) {
    const statement = denial(permissionsBoundary, request);
    if (statement !== undefined)
      return settled('explicit-deny', 'permissions boundary', permissionsBoundary, statement);
  }
  if (sessionPolicies !== undefined) {
    for (const policy of sessionPolicies) {
      const statement = denial(policy, request);
      if (statement !== undefined) return settled('explicit-deny', 'session policy', policy, statement);
    }
  }
  return undefined;
}

function allowance(request: JudgedRequest, policies: PoliciesInForce): Verdict {
  const { resourcePolicy } = policies;
  const granted = resourcePolicy === undefined ? undefined : grant(resourcePolicy, request);
  const byResource =
    resourcePolicy === undefined || granted === undefined
      ? undefined
      : settled('allow', resourceType(resourcePolicy), resourcePolicy, granted.statement);

  const { principal } = request;
  const hasOwnPolicies = ['assumed-role', 'user', 'federated-user'].includes(principal.kind);
  if (!hasOwnPolicies) return byResource ?? noResourcePolicy(resourcePolicy);

  const crossAccount =
    policies.account !== undefined && 'account' in principal && policies.account !== principal.account;
  const mustAllow = crossAccount || resourcePolicy?.kind === 'trust';
  if (mustAllow && byResource === undefined) return noResourcePolicy(resourcePolicy);
  if (!crossAccount && byResource !== undefined && granted !== undefined) {
    if (granted.naming === 'self') return byResource;
    if (granted.naming === 'role') return limits(request, policies) ?? byResource;
  }
  return byIdentity(request, policies) ?? noIdentityPolicy(policies);
}

/** What the caller's own side says; undefined when no identity-based policy allows. */
function byIdentity(request: JudgedRequest, policies: PoliciesInForce): Verdict | undefined {
  for (const policy of policies.identityPolicies) {
    const statement = permission(policy, request);
    if (statement !== undefined) {
      return limits(request, policies) ?? settled('allow', 'identity-based policy', policy, statement);
    }
  }
  return undefined;
}

/** The boundary or the session policies, where they do not allow. */
function limits(request: JudgedRequest, policies: PoliciesInForce): Missing | undefined {
  const { permissionsBoundary, sessionPolicies } = policies;
  if (permissionsBoundary !== undefined && permission(permissionsBoundary, request) === undefined) {
    return missing('permissions boundary', [permissionsBoundary]);
  }
  if (sessionPolicies === undefined) return undefined;
  for (const policy of sessionPolicies) if (permission(policy, request) !== undefined) return undefined;
  return missing('session policy', sessionPolicies);
}

function settled<Kind extends 'allow' | 'explicit-deny'>(
  kind: Kind,
  type: PolicyType,
  policy: CompiledPolicy,
  statement: CompiledStatement,
): Deciding & { readonly kind: Kind } {
  return { kind, type, policy, statement };
}

function missing(type: PolicyType, policies: readonly CompiledPolicy[]): Missing {
  return { kind: 'implicit-deny', type, policies };
}

function noIdentityPolicy(policies: PoliciesInForce): Missing {
  return missing('identity-based policy', policies.identityPolicies);
}

function noResourcePolicy(policy: CompiledPolicy | undefined): Missing {
  return policy === undefined ? missing('resource-based policy', []) : missing(resourceType(policy), [policy]);
}

function resourceType(policy: CompiledPolicy): PolicyType {
  return policy.kind === 'trust' ? 'role trust policy' : 'resource-based policy';
}
