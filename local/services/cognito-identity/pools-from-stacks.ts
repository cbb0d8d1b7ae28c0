import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { cfnBoolean, cfnString, cfnTags, readProperties } from '../../../assembly/properties';
import type { DeployedResource, DeployedStack } from '../../../assembly/types';
import { guestSessionPolicies } from '../../../policy/guest-session-policy';
import type { LoginVerifier } from '../../identities/login-verifier';
import type { IdentityPool, IdentityPools } from './identity-pool';
import { type LoginVerifierDependencies, oidcVerifier, publicVerifier, samlVerifier } from './login-verifiers';
import type { PrincipalTagMaps, TagMap } from './principal-tags';
import { type PrincipalTagAssignment, principalTagAssignments } from './principal-tags-from-stacks';
import { type RoleAttachment, roleAttachments } from './role-attachments';
import { cognitoIdentityProviders, type UserPoolVerifierDependencies, userPoolVerifiers } from './user-pool-verifiers';

const poolProperties = z.strictObject({
  AllowUnauthenticatedIdentities: cfnBoolean,
  // Left unset, the API allows the basic flow (observed: aws-cli#7652).
  AllowClassicFlow: cfnBoolean.default(true),
  DeveloperProviderName: cfnString.optional(),
  IdentityPoolName: cfnString.optional(),
  IdentityPoolTags: cfnTags.optional(),
  OpenIdConnectProviderARNs: z.array(cfnString).default([]),
  SupportedLoginProviders: z.record(z.string(), cfnString).default({}),
  CognitoIdentityProviders: cognitoIdentityProviders,
  SamlProviderARNs: z.array(cfnString).default([]),
});

/** What pools are built with. */
export interface PoolDependencies extends LoginVerifierDependencies, UserPoolVerifierDependencies {}

/** What other resources say of a pool. */
interface PoolSettings {
  readonly attachment: RoleAttachment | undefined;
  readonly tags: readonly PrincipalTagAssignment[];
}

/**
 * The identity pools of the templates, with the roles attached to them and their attributes for access control.
 *
 * @throws AssemblyError that names the place of what is not understood
 */
export function poolsFromStacks(stacks: readonly DeployedStack[], dependencies: PoolDependencies): IdentityPools {
  const attachments = roleAttachments(stacks);
  const assignments = principalTagAssignments(stacks);
  const pools = new Map<string, IdentityPool>();
  for (const stack of stacks) {
    for (const resource of stack.resources) {
      if (resource.type !== 'AWS::Cognito::IdentityPool') continue;
      const settings = {
        attachment: attachments.get(resource.ref),
        tags: assignments.filter(({ poolId }) => poolId === resource.ref),
      };
      const pool = poolOf(stack, resource, settings, dependencies);
      pools.set(pool.id, pool);
    }
  }
  for (const [poolId, { place }] of attachments) {
    if (!pools.has(poolId))
      throw new AssemblyError(place, `attaches roles to the identity pool ${poolId}, which no template has`);
  }
  for (const { place, poolId } of assignments) {
    if (!pools.has(poolId))
      throw new AssemblyError(place, `tags players of the identity pool ${poolId}, which no template has`);
  }
  return pools;
}

function poolOf(
  stack: DeployedStack,
  resource: DeployedResource,
  { attachment, tags }: PoolSettings,
  dependencies: PoolDependencies,
): IdentityPool {
  if (stack.partition !== 'aws') {
    throw new AssemblyError(
      resource.place,
      `identity pools of the partition ${stack.partition} are not supported here`,
    );
  }
  const properties = readProperties(resource, poolProperties);
  const verifiers = [
    ...properties.OpenIdConnectProviderARNs.map((arn) => oidcVerifier(arn, resource, dependencies)),
    ...userPoolVerifiers(properties.CognitoIdentityProviders, resource, dependencies),
    ...properties.SamlProviderARNs.map((arn) => samlVerifier(arn, resource, dependencies)),
    ...Object.entries(properties.SupportedLoginProviders).map(([name, clientId]) =>
      publicVerifier(name, clientId, resource, dependencies),
    ),
  ];
  if (attachment !== undefined) checkMappingKeys(attachment, verifiers);
  const { DeveloperProviderName } = properties;
  return {
    id: resource.ref,
    arn: `arn:${stack.partition}:cognito-identity:${stack.region}:${stack.account}:identitypool/${resource.ref}`,
    name: properties.IdentityPoolName ?? resource.attributes.Name ?? resource.logicalId,
    region: stack.region,
    account: stack.account,
    allowGuests: properties.AllowUnauthenticatedIdentities,
    allowClassicFlow: properties.AllowClassicFlow,
    ...(DeveloperProviderName === undefined ? {} : { developerProviderName: DeveloperProviderName }),
    guestCeiling: guestSessionPolicies(stack.region),
    logins: loginsOf(resource, verifiers),
    openIdConnectProviderArns: properties.OpenIdConnectProviderARNs,
    samlProviderArns: properties.SamlProviderARNs,
    supportedLoginProviders: properties.SupportedLoginProviders,
    cognitoIdentityProviders: properties.CognitoIdentityProviders,
    resourceTags: new Map(properties.IdentityPoolTags?.map(({ Key, Value }) => [Key, Value])),
    roles: attachment?.roles ?? {},
    roleMappings: attachment?.mappings ?? new Map(),
    principalTags: tagMapsOf(tags, verifiers),
  };
}

function loginsOf(resource: DeployedResource, verifiers: readonly LoginVerifier[]): ReadonlyMap<string, LoginVerifier> {
  const logins = new Map<string, LoginVerifier>();
  for (const verifier of verifiers) {
    if (logins.has(verifier.provider)) {
      throw new AssemblyError(resource.place, `accepts ${verifier.provider} twice: one key in Logins is one provider`);
    }
    logins.set(verifier.provider, verifier);
  }
  return logins;
}

/** AWS refuses a mapping for a provider that the pool does not have (observed: aws-cdk#22951). */
function checkMappingKeys({ place, mappings }: RoleAttachment, verifiers: readonly LoginVerifier[]): void {
  const keys = verifiers.flatMap(({ provider, roleMappingKeys = [provider] }) => roleMappingKeys);
  for (const key of mappings.keys()) {
    if (keys.includes(key)) continue;
    throw new AssemblyError(
      `${place}: Properties.RoleMappings`,
      `${key} is not a provider of the pool: it has ${keys.join(', ') || 'none'}`,
    );
  }
}

function tagMapsOf(
  assignments: readonly PrincipalTagAssignment[],
  verifiers: readonly LoginVerifier[],
): PrincipalTagMaps {
  const names = verifiers.map(({ provider, principalTagKey = provider }) => principalTagKey);
  const maps = new Map<string, TagMap>();
  for (const { place, providerName, tags } of assignments) {
    if (!names.includes(providerName)) {
      throw new AssemblyError(
        `${place}: Properties.IdentityProviderName`,
        `${providerName} is not a provider of the pool: it has ${names.join(', ') || 'none'}`,
      );
    }
    if (maps.has(providerName)) throw new AssemblyError(place, `the tags of ${providerName} are there already`);
    maps.set(providerName, tags);
  }
  return maps;
}
