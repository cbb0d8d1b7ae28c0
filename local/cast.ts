import type { DeployedStack } from '../assembly/types';
import type { GameLogin } from './game-logins';
import type { PlayerClaims } from './idp/claims-form';
import { principalTagAssignments } from './services/cognito-identity/principal-tags-from-stacks';
import { roleAttachments } from './services/cognito-identity/role-attachments';
import type { MappingRule, RoleMapping } from './services/cognito-identity/role-mapping';

/** Someone to sign in: as whom, and what her provider says of her. */
export interface CastMember {
  readonly name: string;
  readonly claims: PlayerClaims;
}

/** The claim that holds the groups of a user pool's player (documented). */
export const groupsClaim = 'cognito:groups';
/** What a principal tag's claim is given. */
const anyTag = 'red';

/**
 * Whom to sign in through a login so that everything is met that a pool decides by its claims: where a mapping gives roles, one player
 * for each role, and one to whom it gives none; otherwise one. All have what principal tags are read from.
 */
export function castOf(
  login: Pick<GameLogin, 'kind' | 'issuer' | 'roleMappingKey' | 'principalTagKey'>,
  stacks: readonly DeployedStack[],
): readonly CastMember[] {
  const tagged = principalTagAssignments(stacks)
    .filter(({ providerName }) => providerName === login.principalTagKey)
    .flatMap(({ tags }) => [...tags.values()].map((claim) => [claim, anyTag]));
  const tags: PlayerClaims = Object.fromEntries(tagged);
  const [mapping] = [...roleAttachments(stacks).values()].flatMap(
    ({ mappings }) => mappings.get(login.roleMappingKey) ?? [],
  );
  return [
    ...deciding(mapping, login, stacks).map((claims, index) => ({
      name: `Adele, role ${index + 1}`,
      claims: { ...tags, ...claims },
    })),
    { name: 'Adele', claims: tags },
  ];
}

/** The claims by which a mapping gives each of its roles. */
function deciding(
  mapping: RoleMapping | undefined,
  { kind, issuer }: Pick<GameLogin, 'kind' | 'issuer'>,
  stacks: readonly DeployedStack[],
): readonly PlayerClaims[] {
  if (mapping?.rules !== undefined) {
    const first = (rule: MappingRule) => mapping.rules?.find(({ roleArn }) => roleArn === rule.roleArn) === rule;
    return mapping.rules.filter(first).map((rule) => ({ [rule.claim]: valueFor(rule) }));
  }
  if (mapping === undefined || kind !== 'user-pool') return [];
  const userPoolId = issuer.slice(issuer.lastIndexOf('/') + 1);
  return stacks
    .flatMap(({ resources }) => resources)
    .filter(({ type, properties }) => type === 'AWS::Cognito::UserPoolGroup' && properties.UserPoolId === userPoolId)
    .filter(({ properties }) => properties.RoleArn !== undefined)
    .map(({ ref }) => ({ [groupsClaim]: [ref] }));
}

/** What a claim has to be for a rule to be about its player. */
function valueFor({ matchType, value }: MappingRule): string {
  return matchType === 'NotEqual' ? `not ${value}` : value;
}
