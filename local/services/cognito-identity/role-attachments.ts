import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { cfnString, readProperties } from '../../../assembly/properties';
import type { DeployedResource, DeployedStack } from '../../../assembly/types';
import type { RoleMapping, RoleMappings } from './role-mapping';

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

const attachmentProperties = z.strictObject({
  IdentityPoolId: cfnString,
  Roles: z.strictObject({ authenticated: cfnString.optional(), unauthenticated: cfnString.optional() }).default({}),
  RoleMappings: z
    .record(cfnString.pipe(z.string().min(1).max(128)), mapping)
    .refine((mappings) => Object.keys(mappings).length <= 10, 'holds at most 10 mappings')
    .default({}),
});

/** What a pool's role attachment says. */
export interface RoleAttachment {
  /** Where it stands in the templates. */
  readonly place: string;
  /** ARNs. */
  readonly roles: { readonly authenticated?: string; readonly unauthenticated?: string };
  readonly mappings: RoleMappings;
}

/**
 * The role attachments of the templates by pool ID. A pool has one (documented).
 *
 * @throws AssemblyError that names the place of what is not understood
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cognito-identitypoolroleattachment-rolemapping.html
 */
export function roleAttachments(stacks: readonly DeployedStack[]): ReadonlyMap<string, RoleAttachment> {
  const attachments = new Map<string, RoleAttachment>();
  for (const resource of stacks.flatMap((stack) => stack.resources)) {
    if (resource.type !== 'AWS::Cognito::IdentityPoolRoleAttachment') continue;
    const { IdentityPoolId, Roles, RoleMappings } = readProperties(resource, attachmentProperties);
    if (attachments.has(IdentityPoolId)) {
      throw new AssemblyError(resource.place, `the identity pool ${IdentityPoolId} has a role attachment already`);
    }
    attachments.set(IdentityPoolId, {
      place: resource.place,
      roles: Roles,
      mappings: mappingsOf(resource, RoleMappings),
    });
  }
  return attachments;
}

/** The provider's name is the member `IdentityProvider`; without it, the key in the map (documented). */
function mappingsOf(
  resource: DeployedResource,
  mappings: z.output<typeof attachmentProperties>['RoleMappings'],
): RoleMappings {
  const named = new Map<string, RoleMapping>();
  for (const [key, { IdentityProvider, AmbiguousRoleResolution, RulesConfiguration }] of Object.entries(mappings)) {
    const name = IdentityProvider ?? key;
    if (named.has(name)) throw new AssemblyError(resource.place, `maps the roles of ${name} twice`);
    named.set(name, {
      ambiguous: AmbiguousRoleResolution,
      ...(RulesConfiguration === undefined ? {} : { rules: RulesConfiguration.Rules.map(ruleOf) }),
    });
  }
  return named;
}

function ruleOf({ Claim, MatchType, Value, RoleARN }: z.output<typeof rule>) {
  return { claim: Claim, matchType: MatchType, value: Value, roleArn: RoleARN };
}
