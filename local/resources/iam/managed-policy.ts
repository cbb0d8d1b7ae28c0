import { z } from 'zod';
import { generatedName } from '../../../assembly/physical-name';
import { cfnString } from '../../../assembly/properties';
import { isNamed } from '../../iam/role-directory';
import type { Account } from '../account';
import { changed } from '../permission-entries';
import type { Stepping } from '../permissions';
import type { Resource, ResourceType } from '../resource-type';
import { optionalString } from '../string-properties';
import { iamPath, steadyUniqueId } from './naming';
import { compiled, policyDocument } from './policy-document';
import { managedPolicyExists, noSuchRole, policyAttached } from './refusals';
import { rolesBeside, rolesNamed } from './role-permissions';

const schema = z.strictObject({
  Description: cfnString.optional(),
  ManagedPolicyName: cfnString.optional(),
  Path: cfnString.optional(),
  PolicyDocument: policyDocument,
  Roles: z.array(cfnString).default([]),
});

type Model = z.output<typeof schema>;
type Needs = Pick<Account, 'roles' | 'managedPolicies'>;

/**
 * `AWS::IAM::ManagedPolicy`: `Ref` is the ARN.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html documented
 */
export const managedPolicy = {
  type: 'AWS::IAM::ManagedPolicy',
  schema,
  grantsIn: ['PolicyDocument'],
  permissions: {
    on: ({ ref }) => ref,
    create: ['iam:CreatePolicy', onRoles('iam:AttachRolePolicy', ({ model }) => model.Roles)],
    update: [
      'iam:GetPolicy',
      // A policy has at most five versions (documented), so that the oldest may have to go.
      ...changed('PolicyDocument', 'iam:ListPolicyVersions', 'iam:CreatePolicyVersion', 'iam:DeletePolicyVersion'),
      onRoles('iam:AttachRolePolicy', ({ model, before }) => rolesBeside(model.Roles, before?.model.Roles)),
      onRoles('iam:DetachRolePolicy', ({ model, before }) => rolesBeside(before?.model.Roles, model.Roles)),
    ],
    delete: [
      'iam:DeletePolicy',
      'iam:GetPolicy',
      'iam:ListPolicyVersions',
      'iam:DeletePolicyVersion',
      'iam:ListEntitiesForPolicy',
      onRoles('iam:DetachRolePolicy', ({ model }) => model.Roles),
    ],
    read: ['iam:GetPolicy', 'iam:ListEntitiesForPolicy', 'iam:GetPolicyVersion'],
  },

  identify(resource) {
    const name = optionalString(resource, 'ManagedPolicyName') ?? generatedName(resource, { maxLength: 128 });
    const arn = `arn:${resource.partition}:iam::${resource.account}:policy${iamPath(resource)}${name}`;
    return {
      ref: arn,
      attributes: { PolicyArn: arn, PolicyId: steadyUniqueId(resource, 'ANPA'), DefaultVersionId: 'v1' },
      uniqueWithin: 'account',
    };
  },

  create(resource: Resource<Model>, { roles, managedPolicies }: Needs) {
    const { ref: arn, model } = resource;
    const document = compiled(resource, 'PolicyDocument', model.PolicyDocument);
    if (managedPolicies.isNameTaken(arn)) throw managedPolicyExists(arn.slice(arn.lastIndexOf('/') + 1));
    checkRoles(roles, model.Roles);
    managedPolicies.put(arn, document);
    for (const role of model.Roles) roles.attach(role, arn);
  },

  /** Whatever has the policy has the new version at once (**documented**: "Versioning IAM policies"). */
  update(resource: Resource<Model>, before: Resource<Model>, { roles, managedPolicies }: Needs) {
    const { ref: arn, model } = resource;
    const document = compiled(resource, 'PolicyDocument', model.PolicyDocument);
    checkRoles(roles, model.Roles);
    managedPolicies.put(arn, document);
    for (const role of before.model.Roles) if (!isNamed(model.Roles, role)) roles.detach(role, arn);
    for (const role of model.Roles) roles.attach(role, arn);
  },

  /** It is detached from the roles that it names itself; any other that has it, be it as boundary, is in the way. */
  remove({ ref: arn, model }: Resource<Model>, { roles, managedPolicies }: Needs) {
    const others = roles.withPolicy(arn).filter((name) => !isNamed(model.Roles, name));
    if (others.length > 0 || roles.isBoundary(arn)) throw policyAttached();
    for (const role of model.Roles) roles.detach(role, arn);
    managedPolicies.delete(arn);
  },
} satisfies ResourceType<Model>;

function checkRoles(roles: Needs['roles'], names: readonly string[]): void {
  for (const name of names) if (!roles.has(name)) throw noSuchRole(name);
}

/** An action on the roles that have the policy, or are to have it. */
function onRoles(action: string, names: (resource: Stepping<Model>) => readonly string[]) {
  return {
    action,
    on: (resource: Stepping<Model>) => rolesNamed(names(resource), resource),
    keys: ({ ref }: Stepping<Model>) => ({ 'iam:PolicyARN': ref }),
  };
}
