import type { Refuse } from '../policy-error';
import type { Principal } from '../types';

/**
 * How closely a resource policy names a principal, which decides what else limits the grant (see `decide`): its account,
 * the role behind its session, or itself (also `*`).
 */
export type Naming = 'none' | 'account' | 'role' | 'self';

/** The `Principal` element, or a `NotPrincipal` one, read and checked. */
export interface PrincipalSet {
  readonly everyone: boolean;
  /** `{"AWS": "*"}` */
  readonly everyAwsPrincipal: boolean;
  readonly accounts: ReadonlySet<string>;
  /** Roles, role sessions and users. */
  readonly arns: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly providers: ReadonlySet<string>;
}

const accountId = /^\d{12}$/;
const accountRoot = /^arn:[a-z-]+:iam::(\d{12}):root$/;
const iamArn = /^arn:[a-z-]+:iam::\d{12}:(?:user|role)\/[\w+=,.@/-]+$/;
const sessionArn = /^arn:[a-z-]+:sts::\d{12}:(?:assumed-role\/[\w+=,.@-]+\/[\w+=,.@-]+|federated-user\/[\w+=,.@-]+)$/;
const serviceName = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;
const providerArn = /^arn:[a-z-]+:iam::\d{12}:(?:oidc-provider|saml-provider)\/\S+$/;
const providerDomain = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

/**
 * Reads a `Principal` or `NotPrincipal` element.
 *
 * @throws PolicyError for a form it does not know, among them wildcards other than a lone `*` ("you cannot use a wildcard to
 *   match part of a principal name or ARN"), a principal's unique ID (what AWS leaves behind when it is deleted) and
 *   `CanonicalUser`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function compilePrincipals(element: unknown, name: string, refuse: Refuse): PrincipalSet {
  const accounts = new Set<string>();
  const arns = new Set<string>();
  const services = new Set<string>();
  const providers = new Set<string>();
  const set = { everyone: element === '*', everyAwsPrincipal: false, accounts, arns, services, providers };
  if (set.everyone) return set;
  if (typeof element !== 'object' || element === null || Array.isArray(element) || Object.keys(element).length === 0) {
    throw refuse(`${name} must be "*" or an object such as {"AWS": …}, {"Service": …} or {"Federated": …}`);
  }
  for (const [kind, value] of Object.entries(element)) {
    for (const entry of entriesOf(value, `${name} ${kind}`, refuse)) {
      const root = accountRoot.exec(entry)?.[1];
      if (kind === 'AWS' && entry === '*') set.everyAwsPrincipal = true;
      else if (kind === 'AWS' && accountId.test(entry)) accounts.add(entry);
      else if (kind === 'AWS' && root !== undefined) accounts.add(root);
      else if (kind === 'AWS' && (iamArn.test(entry) || sessionArn.test(entry))) arns.add(entry);
      else if (kind === 'Service' && serviceName.test(entry)) services.add(entry);
      else if (kind === 'Federated' && (providerDomain.test(entry) || providerArn.test(entry))) providers.add(entry);
      else throw refuse(`${name} {"${kind}": "${entry}"} is not a form of principal that is understood`);
    }
  }
  return set;
}

function entriesOf(value: unknown, name: string, refuse: Refuse): readonly string[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (entries.length === 0) throw refuse(`${name} is empty`);
  return entries.map((entry) => {
    if (typeof entry !== 'string') throw refuse(`${name} must be a string or a list of strings`);
    return entry;
  });
}

/**
 * How closely the set names a principal. `"*"` names everybody, anonymous callers too (documented). Whether
 * `{"AWS": "*"}` names federated and service principals is **unconfirmed**: it does where it denies, not where it allows.
 */
export function naming(set: PrincipalSet, principal: Principal, effect: 'Allow' | 'Deny'): Naming {
  if (set.everyone) return 'self';
  switch (principal.kind) {
    case 'anonymous':
      return set.everyAwsPrincipal ? 'self' : 'none';
    case 'service':
      return set.services.has(principal.service) || (set.everyAwsPrincipal && effect === 'Deny') ? 'self' : 'none';
    case 'federated':
      return set.providers.has(principal.provider) || (set.everyAwsPrincipal && effect === 'Deny') ? 'self' : 'none';
    case 'user':
      if (set.everyAwsPrincipal || set.arns.has(principal.arn)) return 'self';
      return set.accounts.has(principal.account) ? 'account' : 'none';
    case 'assumed-role':
      if (set.everyAwsPrincipal || set.arns.has(principal.sessionArn)) return 'self';
      if (set.arns.has(principal.roleArn)) return 'role';
      return set.accounts.has(principal.account) ? 'account' : 'none';
  }
}

/**
 * Whether a `NotPrincipal` list spares a principal from its Deny. AWS "might validate the account first, then the role,
 * and then the assumed-role user": only a principal named at every level is spared (documented as a possibility, so
 * **unconfirmed** per service), and one with a permissions boundary never is (documented).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function spares(set: PrincipalSet, principal: Principal, hasBoundary: boolean): boolean {
  switch (principal.kind) {
    case 'anonymous':
    case 'service':
    case 'federated':
      return naming(set, principal, 'Allow') !== 'none';
    case 'user':
      if (hasBoundary) return false;
      return naming(set, principal, 'Allow') === 'self' && (everybody(set) || set.accounts.has(principal.account));
    case 'assumed-role':
      if (hasBoundary) return false;
      if (everybody(set)) return true;
      return (
        set.accounts.has(principal.account) && set.arns.has(principal.roleArn) && set.arns.has(principal.sessionArn)
      );
  }
}

function everybody(set: PrincipalSet): boolean {
  return set.everyone || set.everyAwsPrincipal;
}
