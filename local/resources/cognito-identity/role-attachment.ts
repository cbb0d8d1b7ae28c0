import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { cfnString } from '../../../assembly/properties';
import type { PoolRoles } from '../../services/cognito-identity/identity-pool';
import type { RoleMapping, RoleMappings } from '../../services/cognito-identity/role-mapping';
import type { Account } from '../account';
import { onAny, passRole } from '../permission-entries';
import type { Permission } from '../permissions';
import type { Resource, ResourceType } from '../resource-type';
import { requiredString } from '../string-properties';
import { identityPoolArn } from './identity-pool-arn';
import { notAMappedProvider, poolNotFound, resourceExists } from './refusals';

// Limits as the API reference has them; 25 rules and 10 mappings as the quotas of identity pools.
const roleArn = cfnString.pipe(z.string().min(20).max(2048));

const rule = z.strictObject({
  Claim: cfnString.pipe(z.string().min(1).max(64)),
  MatchType: z.enum(['Equals', 'Contains', 'StartsWith', 'NotEqual']),
  Value: cfnString.pipe(z.string().min(1).max(128)),
  RoleARN: roleArn,
});

const mapping = z
  .strictObject({
    Type: z.enum(['Token', 'Rules']),
    AmbiguousRoleResolution: z.enum(['AuthenticatedRole', 'Deny'], { error: 'must be AuthenticatedRole or Deny' }),
    IdentityProvider: cfnString.optional(),
    RulesConfiguration: z.strictObject({ Rules: z.array(rule).min(1).max(25, 'holds at most 25 rules') }).optional(),
  })
  .refine(({ Type, RulesConfiguration }) => (Type === 'Rules') === (RulesConfiguration !== undefined), {
    error: 'goes with Type Rules, and Type Rules with it',
    path: ['RulesConfiguration'],
  });

const schema = z.strictObject({
  IdentityPoolId: cfnString,
  Roles: z.strictObject({ authenticated: cfnString.optional(), unauthenticated: cfnString.optional() }).default({}),
  RoleMappings: z
    .record(cfnString.pipe(z.string().min(1).max(128)), mapping)
    .refine((mappings) => Object.keys(mappings).length <= 10, 'holds at most 10 mappings')
    .default({}),
});

type Model = z.output<typeof schema>;
type Needs = Pick<Account, 'identityPools'>;

/** Roles are handed to Cognito (**documented**: `SetIdentityPoolRoles` needs `iam:PassRole`); those of rules too is **unconfirmed**. */
const setRoles: readonly Permission<Model>[] = [
  'cognito-identity:GetIdentityPoolRoles',
  ...onAny('cognito-identity:SetIdentityPoolRoles'),
  passRole('cognito-identity.amazonaws.com', ({ model: { Roles, RoleMappings } }) => {
    const rules = Object.values(RoleMappings).flatMap(({ RulesConfiguration }) => RulesConfiguration?.Rules ?? []);
    const arns = [Roles.authenticated, Roles.unauthenticated, ...rules.map(({ RoleARN }) => RoleARN)];
    return [...new Set(arns.filter((arn) => arn !== undefined))];
  }),
];

/**
 * `AWS::Cognito::IdentityPoolRoleAttachment`: `Ref` is the identity pool's ID. A pool has one set of roles, so a second attachment would
 * overwrite the first: refused here.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-identitypoolroleattachment.html documented
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cognito-identitypoolroleattachment-rolemapping.html
 */
export const roleAttachment = {
  type: 'AWS::Cognito::IdentityPoolRoleAttachment',
  schema,
  permissions: {
    on: identityPoolArn,
    create: setRoles,
    update: setRoles,
    delete: ['cognito-identity:GetIdentityPoolRoles', ...onAny('cognito-identity:SetIdentityPoolRoles')],
    read: ['cognito-identity:GetIdentityPoolRoles'],
  },

  identify(resource) {
    const poolId = requiredString(resource, 'IdentityPoolId');
    return { ref: poolId, attributes: { Id: poolId }, uniqueWithin: 'region' };
  },

  create(resource: Resource<Model>, { identityPools }: Needs) {
    const { IdentityPoolId } = resource.model;
    const roles = rolesOf(resource, identityPools);
    if (identityPools.hasRoles(IdentityPoolId)) throw resourceExists(roleAttachment.type, IdentityPoolId);
    identityPools.attachRoles(IdentityPoolId, roles);
  },

  update(resource: Resource<Model>, _before: Resource<Model>, { identityPools }: Needs) {
    identityPools.attachRoles(resource.model.IdentityPoolId, rolesOf(resource, identityPools));
  },

  // A provider that the pool has no longer maps nobody's role.
  restore({ model, place }: Resource<Model>, { identityPools }: Needs) {
    const { IdentityPoolId, Roles } = model;
    if (!identityPools.has(IdentityPoolId)) throw poolNotFound(IdentityPoolId);
    identityPools.attachRoles(IdentityPoolId, { roles: Roles, roleMappings: roleMappingsOf(model, place) });
  },

  within: ({ model }: Resource<Model>) => [{ type: 'AWS::Cognito::IdentityPool', id: model.IdentityPoolId }],

  /** The pool is left without roles: nobody gets credentials by it. */
  remove({ model }: Resource<Model>, { identityPools }: Needs) {
    identityPools.detachRoles(model.IdentityPoolId);
  },
} satisfies ResourceType<Model>;

/**
 * The provider's name is the member `IdentityProvider`; without it, the key in the map (documented).
 *
 * @throws AssemblyError for one that is there twice
 */
export function roleMappingsOf({ RoleMappings }: Model, place: string): RoleMappings {
  const named = new Map<string, RoleMapping>();
  for (const [key, { IdentityProvider, AmbiguousRoleResolution, RulesConfiguration }] of Object.entries(RoleMappings)) {
    const name = IdentityProvider ?? key;
    if (named.has(name)) throw new AssemblyError(place, `maps the roles of ${name} twice`);
    named.set(name, {
      ambiguous: AmbiguousRoleResolution,
      ...(RulesConfiguration === undefined ? {} : { rules: RulesConfiguration.Rules.map(ruleOf) }),
    });
  }
  return named;
}

function rolesOf({ model, place }: Resource<Model>, identityPools: Needs['identityPools']): PoolRoles {
  const roleMappings = roleMappingsOf(model, place);
  const pool = identityPools.get(model.IdentityPoolId);
  if (pool === undefined) throw poolNotFound(model.IdentityPoolId);
  const keys = [...pool.logins.values()].flatMap(({ provider, roleMappingKeys = [provider] }) => roleMappingKeys);
  const unknown = [...roleMappings.keys()].find((key) => !keys.includes(key));
  if (unknown !== undefined) throw notAMappedProvider(unknown, keys);
  return { roles: model.Roles, roleMappings };
}

function ruleOf({ Claim, MatchType, Value, RoleARN }: z.output<typeof rule>) {
  return { claim: Claim, matchType: MatchType, value: Value, roleArn: RoleARN };
}
