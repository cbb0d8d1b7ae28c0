type Claims = Readonly<Record<string, unknown>>;
type Token = 'id' | 'access';

/** What a function says of the claims of one token. */
interface Changes {
  readonly claimsToAddOrOverride?: Claims | null | undefined;
  readonly claimsToSuppress?: readonly string[] | null | undefined;
}

/** What it says of groups. */
export type GroupOverride =
  | {
      readonly groupsToOverride?: readonly string[] | null;
      readonly iamRolesToOverride?: readonly string[] | null;
      readonly preferredRole?: string | null;
    }
  | null
  | undefined;

/**
 * Claims that stay what Cognito makes them: documented, "Pre token generation Lambda trigger" ("You can not modify the following claims");
 * those of access tokens alone are who it is for and which sign-in it is of (unconfirmed beyond that page's list, the narrower reading).
 */
const fixed: ReadonlySet<string> = new Set(
  'acr amr at_hash auth_time azp exp iat identities iss jti nbf nonce origin_jti sub token_use'.split(' '),
);
const fixedIn: Readonly<Record<Token, ReadonlySet<string>>> = {
  id: new Set(['aud', 'cognito:username', 'event_id']),
  access: new Set(['aud', 'client_id', 'device_key', 'event_id', 'scope', 'username', 'version']),
};

/**
 * Whether a function may set a claim. Groups and roles it may set as such alone (documented: "For group related claims, use
 * groupOverrideDetails instead"); that no other name of Cognito's or AWS's is taken is the narrower reading, unconfirmed. Session tags that
 * STS reads out of tokens are claims of a name of theirs.
 */
function isSettable(token: Token, name: string): boolean {
  return !isFixed(token, name) && !/^(?:cognito:|aws:|https:\/\/aws\.amazon\.com\/)/.test(name);
}

function isFixed(token: Token, name: string): boolean {
  return fixed.has(name) || fixedIn[token].has(name);
}

/** A token's claims as a function changes them: what is both set and suppressed is suppressed (documented). */
export function changedClaims(
  token: Token,
  claims: Claims,
  changes: Changes | null | undefined,
): Record<string, unknown> {
  const suppressed = new Set((changes?.claimsToSuppress ?? []).filter((name) => !isFixed(token, name)));
  const set = Object.entries(changes?.claimsToAddOrOverride ?? {}).filter(([name]) => isSettable(token, name));
  return Object.fromEntries([...Object.entries(claims), ...set].filter(([name]) => !suppressed.has(name)));
}

const groupClaimNames = ['cognito:groups', 'cognito:roles', 'cognito:preferred_role'];

/**
 * The groups and roles that a function puts in the place of a user's own, whole; none for null or nothing in it (documented). That they
 * stay where it does not speak of groups at all is unconfirmed: the page's own example of a claim does not.
 */
export function withGroups(token: Token, claims: Claims, groups: GroupOverride): Record<string, unknown> {
  if (groups === undefined) return { ...claims };
  const others = Object.entries(claims).filter(([name]) => !groupClaimNames.includes(name));
  const { groupsToOverride, iamRolesToOverride, preferredRole } = groups ?? {};
  return Object.fromEntries([
    ...others,
    ...(groupsToOverride?.length ? [['cognito:groups', groupsToOverride]] : []),
    ...(token === 'id' && iamRolesToOverride?.length ? [['cognito:roles', iamRolesToOverride]] : []),
    ...(token === 'id' && preferredRole ? [['cognito:preferred_role', preferredRole]] : []),
  ]);
}

/** What a function says of scopes. */
interface ScopeChanges {
  readonly scopesToAdd?: readonly string[] | null | undefined;
  readonly scopesToSuppress?: readonly string[] | null | undefined;
}

/** Scopes as a function changes them. Those of Cognito's own are never added: they open its API (the narrower reading, unconfirmed). */
export function changedScopes(claims: Claims, changes: ScopeChanges | null | undefined): Record<string, unknown> {
  const had = String(claims.scope ?? '')
    .split(' ')
    .filter((scope) => scope !== '');
  const added = (changes?.scopesToAdd ?? []).filter((scope) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope));
  const foreign = added.filter((scope) => !scope.startsWith('aws.cognito'));
  const scopes = new Set([...had, ...foreign]);
  for (const scope of changes?.scopesToSuppress ?? []) scopes.delete(scope);
  return { ...claims, scope: [...scopes].join(' ') };
}
