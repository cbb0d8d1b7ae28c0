import { groupClaims } from '../tokens/group-claims';
import { selfServiceScope } from '../tokens/scopes';
import type { PoolClient } from '../user-pools';
import type { User } from '../users/user';
import { callTrigger } from './call-trigger';
import { changedClaims, changedScopes, type GroupOverride, withGroups } from './claim-changes';
import { eventAttributes, metadataOf } from './event-user';
import type { ClientMetadata, SourceOf } from './triggers';

/** Why tokens are made. */
export interface TokenCause {
  readonly source: SourceOf<'PreTokenGeneration'>;
  readonly clientMetadata?: ClientMetadata;
}

type Claims = Readonly<Record<string, unknown>>;

/** What the pool's function makes of the claims of tokens about to be signed. */
export interface TokenChanges {
  id(claims: Claims): Record<string, unknown>;
  access(claims: Claims): Record<string, unknown>;
}

const none: TokenChanges = { id: (claims) => ({ ...claims }), access: (claims) => ({ ...claims }) };

/**
 * Asks the pool's function for other claims. Version 1 changes the ID token, and the groups of both; later ones both tokens and the scopes.
 * What it says in the form of another version counts for nothing.
 *
 * @throws ServiceError in Cognito's words
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html documented
 */
export async function tokenChanges(
  { pool, client }: PoolClient,
  user: User,
  cause: TokenCause,
  scopes: readonly string[] = [selfServiceScope],
): Promise<TokenChanges> {
  const version = pool.triggers.get('PreTokenGeneration')?.version;
  const response = await callTrigger(pool, 'PreTokenGeneration', {
    source: cause.source,
    userName: user.username,
    clientId: client.id,
    request: {
      userAttributes: eventAttributes(user),
      groupConfiguration: groupConfiguration(groupClaims(pool, user)),
      ...(version === '1' ? {} : { scopes }),
      ...metadataOf(cause.clientMetadata),
    },
  });
  if (version === '1') {
    const details = response?.claimsOverrideDetails;
    if (!details) return none;
    const groups = details.groupOverrideDetails as GroupOverride;
    return {
      id: (claims) => changedClaims('id', withGroups('id', claims, groups), details),
      access: (claims) => withGroups('access', claims, groups),
    };
  }
  const details = response?.claimsAndScopeOverrideDetails;
  if (!details) return none;
  const { idTokenGeneration: id, accessTokenGeneration: access } = details;
  const groups = details.groupOverrideDetails as GroupOverride;
  return {
    id: (claims) => changedClaims('id', withGroups('id', claims, groups), id),
    access: (claims) => changedScopes(changedClaims('access', withGroups('access', claims, groups), access), access),
  };
}

function groupConfiguration(claims: Claims): object {
  const { 'cognito:groups': groups = [], 'cognito:roles': roles = [], 'cognito:preferred_role': preferred } = claims;
  return { groupsToOverride: groups, iamRolesToOverride: roles, preferredRole: preferred ?? null };
}
