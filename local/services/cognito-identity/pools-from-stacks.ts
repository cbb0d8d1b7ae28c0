import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { cfnBoolean, cfnString, cfnTags, readProperties } from '../../../assembly/properties';
import type { DeployedResource, DeployedStack } from '../../../assembly/types';
import { guestSessionPolicies } from '../../../policy/guest-session-policy';
import type { Clock } from '../../clock';
import type { OidcProviderDirectory } from '../../iam/oidc-providers';
import type { Issuers } from '../../identities/issuer-keys';
import type { LoginVerifier } from '../../identities/login-verifier';
import { oidcLogin } from '../../identities/oidc-login';
import type { IdentityPool, IdentityPools } from './identity-pool';

/** Providers that a pool knows by name and client ID alone, and the issuer of their ID tokens (documented). */
const publicIssuers: Readonly<Record<string, string>> = {
  'accounts.google.com': 'https://accounts.google.com',
  'appleid.apple.com': 'https://appleid.apple.com',
};

const poolProperties = z.strictObject({
  AllowUnauthenticatedIdentities: cfnBoolean,
  // Left unset, the API allows the basic flow (observed: aws-cli#7652).
  AllowClassicFlow: cfnBoolean.default(true),
  DeveloperProviderName: cfnString.optional(),
  IdentityPoolName: cfnString.optional(),
  IdentityPoolTags: cfnTags.optional(),
  OpenIdConnectProviderARNs: z.array(cfnString).default([]),
  SupportedLoginProviders: z.record(z.string(), cfnString).default({}),
  CognitoIdentityProviders: z.array(z.unknown()).max(0, 'user pools are not supported here').optional(),
  SamlProviderARNs: z.array(z.unknown()).max(0, 'SAML providers are not supported here').optional(),
});

const attachmentProperties = z.strictObject({
  IdentityPoolId: cfnString,
  Roles: z.strictObject({ authenticated: cfnString.optional(), unauthenticated: cfnString.optional() }).default({}),
  RoleMappings: z.record(z.string(), z.never({ error: 'role mappings are not supported here' })).optional(),
});

type Roles = z.output<typeof attachmentProperties>['Roles'];

/** What pools are built with. */
export interface PoolDependencies {
  readonly oidcProviders: OidcProviderDirectory;
  readonly clock: Clock;
  readonly issuers: Issuers;
}

/**
 * The identity pools of the templates, with the roles attached to them.
 *
 * @throws AssemblyError that names the place of what is not understood
 */
export function poolsFromStacks(stacks: readonly DeployedStack[], dependencies: PoolDependencies): IdentityPools {
  const attachments = roleAttachments(stacks);
  const pools = new Map<string, IdentityPool>();
  for (const stack of stacks) {
    for (const resource of stack.resources) {
      if (resource.type !== 'AWS::Cognito::IdentityPool') continue;
      const pool = poolOf(stack, resource, attachments.get(resource.ref)?.roles ?? {}, dependencies);
      pools.set(pool.id, pool);
    }
  }
  for (const [poolId, { place }] of attachments) {
    if (!pools.has(poolId))
      throw new AssemblyError(place, `attaches roles to the identity pool ${poolId}, which no template has`);
  }
  return pools;
}

function poolOf(
  stack: DeployedStack,
  resource: DeployedResource,
  roles: Roles,
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
    ...Object.entries(properties.SupportedLoginProviders).map(([name, clientId]) =>
      publicVerifier(name, clientId, resource, dependencies),
    ),
  ];
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
    logins: new Map(verifiers.map((verifier) => [verifier.provider, verifier])),
    openIdConnectProviderArns: properties.OpenIdConnectProviderARNs,
    supportedLoginProviders: properties.SupportedLoginProviders,
    roles,
  };
}

function oidcVerifier(arn: string, resource: DeployedResource, dependencies: PoolDependencies): LoginVerifier {
  const provider = dependencies.oidcProviders.find(arn);
  if (provider === undefined) {
    throw new AssemblyError(
      resource.place,
      `accepts the OIDC provider ${arn}, which is in no template: name its URL and client IDs in the inventory of what exists beside them`,
    );
  }
  return verifier(provider.name, provider.issuer, provider.clientIds, dependencies);
}

function publicVerifier(
  name: string,
  clientId: string,
  resource: DeployedResource,
  dependencies: PoolDependencies,
): LoginVerifier {
  const issuer = Object.hasOwn(publicIssuers, name) ? publicIssuers[name] : undefined;
  if (issuer === undefined) {
    throw new AssemblyError(`${resource.place}: Properties.SupportedLoginProviders.${name}`, 'is not supported here');
  }
  return verifier(name, issuer, [clientId], dependencies);
}

function verifier(
  provider: string,
  issuer: string,
  clientIds: readonly string[],
  { clock, issuers }: PoolDependencies,
): LoginVerifier {
  return oidcLogin({ provider, issuer, clientIds, clock, keys: issuers.keysOf(issuer) });
}

function roleAttachments(stacks: readonly DeployedStack[]) {
  const attachments = new Map<string, { readonly place: string; readonly roles: Roles }>();
  for (const resource of stacks.flatMap((stack) => stack.resources)) {
    if (resource.type !== 'AWS::Cognito::IdentityPoolRoleAttachment') continue;
    const { IdentityPoolId, Roles: roles } = readProperties(resource, attachmentProperties);
    if (attachments.has(IdentityPoolId)) {
      throw new AssemblyError(resource.place, `the identity pool ${IdentityPoolId} has a role attachment already`);
    }
    attachments.set(IdentityPoolId, { place: resource.place, roles });
  }
  return attachments;
}
