import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { generatedName } from '../../../assembly/physical-name';
import { cfnInteger, cfnString, cfnTags } from '../../../assembly/properties';
import { type CompiledPolicy, compilePolicy } from '../../../policy/compile';
import type { RoleSettings } from '../../iam/role';
import { uniqueId } from '../../iam/unique-id';
import type { Account } from '../account';
import type { Resource, ResourceType } from '../resource-type';
import { optionalString } from '../string-properties';
import { iamPath, steadyUniqueId } from './naming';
import { checkKnown, compiled, policyDocument } from './policy-document';
import { inlinePolicyExists, mustDeletePolicies, mustDetachPolicies, roleExists } from './refusals';
import { rolePermissions } from './role-permissions';

const schema = z.strictObject({
  AssumeRolePolicyDocument: policyDocument,
  Description: cfnString.optional(),
  ManagedPolicyArns: z.array(cfnString).default([]),
  MaxSessionDuration: cfnInteger.pipe(z.int().min(3600).max(43_200)).default(3600),
  Path: cfnString.optional(),
  PermissionsBoundary: cfnString.optional(),
  Policies: z
    .array(z.strictObject({ PolicyName: cfnString, PolicyDocument: policyDocument }))
    .refine((policies) => new Set(policies.map(({ PolicyName }) => PolicyName)).size === policies.length, {
      error: 'holds two policies of one name, of which a role has one',
    })
    .default([]),
  RoleName: cfnString.optional(),
  Tags: cfnTags.default([]),
});

type Model = z.output<typeof schema>;
type Needs = Pick<Account, 'roles' | 'managedPolicies'>;

/**
 * `AWS::IAM::Role`: `Ref` is the name.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html documented
 */
export const role = {
  type: 'AWS::IAM::Role',
  schema,
  permissions: rolePermissions,
  grantsIn: ['Policies'],
  madeUpName: 'RoleName',

  identify(resource) {
    const name = optionalString(resource, 'RoleName') ?? generatedName(resource, { maxLength: 64 });
    const { partition, account } = resource;
    return {
      ref: name,
      attributes: {
        Arn: `arn:${partition}:iam::${account}:role${iamPath(resource)}${name}`,
        RoleId: steadyUniqueId(resource, 'AROA'),
      },
      uniqueWithin: 'account',
    };
  },

  create(resource: Resource<Model>, account: Needs) {
    const { roles } = account;
    const name = resource.ref;
    const settings = settingsOf(resource, account);
    const inline = inlineOf(resource);
    if (roles.has(name)) throw roleExists(name);
    const { partition, account: accountId, attributes } = resource;
    const arn = attributes.Arn;
    if (arn === undefined) throw new AssemblyError(resource.place, 'has no attribute Arn');
    roles.add(
      { arn, name, roleId: attributes.RoleId ?? uniqueId('AROA', arn), account: accountId, partition },
      settings,
    );
    for (const [policyName, policy] of inline) roles.putPolicy(name, policyName, policy);
    for (const policyArn of resource.model.ManagedPolicyArns) roles.attach(name, policyArn);
  },

  /** What other resources have attached stays (that CloudFormation looks at its own alone: **observed**, amazon-eks-irsa-cfn#11). */
  update(resource: Resource<Model>, before: Resource<Model>, account: Needs) {
    const { roles } = account;
    const name = resource.ref;
    const settings = settingsOf(resource, account);
    const inline = inlineOf(resource);
    const own = namesOf(before);
    const taken = roles.policiesOf(name).inline.filter((policyName) => !own.includes(policyName));
    for (const policyName of inline.keys()) if (taken.includes(policyName)) throw inlinePolicyExists(name, policyName);

    roles.change(name, settings);
    for (const policyName of own) if (!inline.has(policyName)) roles.deletePolicy(name, policyName);
    for (const [policyName, policy] of inline) roles.putPolicy(name, policyName, policy);
    const { ManagedPolicyArns } = resource.model;
    for (const arn of before.model.ManagedPolicyArns) if (!ManagedPolicyArns.includes(arn)) roles.detach(name, arn);
    for (const arn of ManagedPolicyArns) roles.attach(name, arn);
  },

  /** Its own policies go with it; one that anything else has attached is in the way. */
  remove(resource: Resource<Model>, { roles }: Needs) {
    const { inline, managed } = roles.policiesOf(resource.ref);
    if (managed.some((arn) => !resource.model.ManagedPolicyArns.includes(arn))) throw mustDetachPolicies();
    if (inline.some((name) => !namesOf(resource).includes(name))) throw mustDeletePolicies();
    roles.delete(resource.ref);
  },
} satisfies ResourceType<Model>;

function settingsOf(resource: Resource<Model>, { managedPolicies }: Needs): RoleSettings {
  const { AssumeRolePolicyDocument, ManagedPolicyArns, MaxSessionDuration, PermissionsBoundary, Tags } = resource.model;
  checkKnown(managedPolicies, { attached: ManagedPolicyArns, boundary: PermissionsBoundary }, resource);
  return {
    trustPolicy: compilePolicy(AssumeRolePolicyDocument, `${resource.place}: AssumeRolePolicyDocument`, 'trust'),
    ...(PermissionsBoundary === undefined ? {} : { permissionsBoundaryArn: PermissionsBoundary }),
    maxSessionSeconds: MaxSessionDuration,
    tags: new Map(Tags.map(({ Key, Value }) => [Key, Value])),
  };
}

function inlineOf(resource: Resource<Model>): ReadonlyMap<string, CompiledPolicy> {
  return new Map(
    resource.model.Policies.map(({ PolicyName, PolicyDocument }) => [
      PolicyName,
      compiled(resource, `Policies ${PolicyName}`, PolicyDocument),
    ]),
  );
}

function namesOf({ model }: Resource<Model>): readonly string[] {
  return model.Policies.map(({ PolicyName }) => PolicyName);
}
