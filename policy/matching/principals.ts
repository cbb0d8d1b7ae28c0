import type { Refuse } from '../policy-error';
import type { Principal } from '../types';

/**
 * How closely a resource policy names a principal, which decides what else limits the grant (see `decide`): its account,
 * the role or user behind its session, or itself (also `*`).
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
  /** `AROA…` */
  readonly roleIds: ReadonlySet<string>;
  /** `AIDA…` */
  readonly userIds: ReadonlySet<string>;
  /** Accounts and origin access identities, as S3 numbers them. */
  readonly canonicalUsers: ReadonlySet<string>;
}

const accountId = /^\d{12}$/;
const accountRoot = /^arn:[a-z-]+:iam::(\d{12}):root$/;
// A path has any character from \u0021 to \u007E, a name has fewer (documented: the patterns of CreateRole and CreateUser). A star
// in a path is a star: principals have no wildcards.
const iamArn = /^arn:[a-z-]+:iam::\d{12}:(?:user|role)\/(?:[\x21-\x7e]*\/)?[\w+=,.@-]+$/;
const originAccessIdentity = /^arn:[a-z-]+:iam::cloudfront:user\/CloudFront Origin Access Identity E[A-Z0-9]+$/;
const uniqueId = /^(AROA|AIDA)[A-Z0-9]{12,124}$/;
const canonicalUser = /^[0-9a-f]{64}$/;
const sessionArn = /^arn:[a-z-]+:sts::\d{12}:(?:assumed-role\/[\w+=,.@-]+\/[\w+=,.@-]+|federated-user\/[\w+=,.@-]+)$/;
const serviceName = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;
const providerArn = /^arn:[a-z-]+:iam::\d{12}:(?:oidc-provider|saml-provider)\/\S+$/;
const providerDomain = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

/**
 * Reads a `Principal` or `NotPrincipal` element. Beside roles, users, accounts, services and providers these are known:
 *
 * - an origin access identity of CloudFront (documented: CloudFront guide, "Restrict access to an Amazon S3 origin")
 * - a unique ID, which AWS shows where the principal was deleted (documented)
 * - `CanonicalUser`, outside trust policies: "most resource-based policies do not support" it, S3's do (documented: grammar)
 *
 * @throws PolicyError for a form it does not know, among them wildcards other than a lone `*` ("you cannot use a wildcard to
 *   match part of a principal name or ARN")
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function compilePrincipals(
  element: unknown,
  name: string,
  kind: 'resource' | 'trust',
  refuse: Refuse,
): PrincipalSet {
  const set = {
    everyone: element === '*',
    everyAwsPrincipal: false,
    accounts: new Set<string>(),
    arns: new Set<string>(),
    services: new Set<string>(),
    providers: new Set<string>(),
    roleIds: new Set<string>(),
    userIds: new Set<string>(),
    canonicalUsers: new Set<string>(),
  };
  if (set.everyone) return set;
  if (typeof element !== 'object' || element === null || Array.isArray(element) || Object.keys(element).length === 0) {
    throw refuse(`${name} must be "*" or an object such as {"AWS": …}, {"Service": …} or {"Federated": …}`);
  }
  for (const [type, value] of Object.entries(element)) {
    for (const entry of entriesOf(value, `${name} ${type}`, refuse)) {
      if (type === 'AWS' && entry === '*') {
        set.everyAwsPrincipal = true;
        continue;
      }
      const [members, member = entry] = membersFor(type, entry, kind, set) ?? [];
      if (members === undefined) {
        throw refuse(
          `${name} {"${type}": "${entry}"} is not a form of principal that is understood here; AWS may accept it`,
        );
      }
      members.add(member);
    }
  }
  return set;
}

type Members = Record<Exclude<keyof PrincipalSet, 'everyone' | 'everyAwsPrincipal'>, Set<string>>;

/** Where an entry belongs, and what stands there for it; undefined for a form that is not known. */
function membersFor(
  type: string,
  entry: string,
  kind: 'resource' | 'trust',
  set: Members,
): readonly [members: Set<string>, member?: string | undefined] | undefined {
  switch (type) {
    case 'AWS': {
      const root = accountRoot.exec(entry)?.[1];
      if (root !== undefined || accountId.test(entry)) return [set.accounts, root];
      if ([iamArn, sessionArn, originAccessIdentity].some((form) => form.test(entry))) return [set.arns];
      const id = uniqueId.exec(entry)?.[1];
      return id === undefined ? undefined : [id === 'AROA' ? set.roleIds : set.userIds];
    }
    case 'Service':
      return serviceName.test(entry) ? [set.services] : undefined;
    case 'Federated':
      return providerDomain.test(entry) || providerArn.test(entry) ? [set.providers] : undefined;
    case 'CanonicalUser':
      return kind === 'resource' && canonicalUser.test(entry) ? [set.canonicalUsers] : undefined;
    default:
      return undefined;
  }
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
 *
 * The unique IDs and canonical user IDs of the AWS account are not those of the local cloud. So one that is none of the local
 * cloud's may be this caller's: it names nobody where it allows, and everybody of its kind where it denies.
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
      return set.accounts.has(principal.account) || mayName(set, set.userIds, effect) ? 'account' : 'none';
    // Documented (policy evaluation within one account): its own ARN grants directly, its user's under what limits the session.
    case 'federated-user':
      if (set.everyAwsPrincipal || set.arns.has(principal.sessionArn)) return 'self';
      if (set.arns.has(principal.userArn)) return 'role';
      return set.accounts.has(principal.account) || mayName(set, set.userIds, effect) ? 'account' : 'none';
    case 'assumed-role':
      if (set.everyAwsPrincipal || set.arns.has(principal.sessionArn)) return 'self';
      if (set.arns.has(principal.roleArn) || set.roleIds.has(principal.roleId)) return 'role';
      return set.accounts.has(principal.account) || mayName(set, set.roleIds, effect) ? 'account' : 'none';
  }
}

function mayName(set: PrincipalSet, ids: ReadonlySet<string>, effect: 'Allow' | 'Deny'): boolean {
  return effect === 'Deny' && ids.size + set.canonicalUsers.size > 0;
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
    case 'federated-user':
      if (hasBoundary) return false;
      if (everybody(set)) return true;
      return (
        set.accounts.has(principal.account) && set.arns.has(principal.userArn) && set.arns.has(principal.sessionArn)
      );
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
