import { z } from 'zod';
import { unnamed } from '../../../assembly/physical-name';
import { cfnString } from '../../../assembly/properties';
import { isNamed } from '../../iam/role-directory';
import type { Account } from '../account';
import type { Resource, ResourceType } from '../resource-type';
import { compiled, policyDocument } from './policy-document';
import { inlinePolicyExists, noSuchRole } from './refusals';
import { rolesBeside, rolesNamed } from './role-permissions';

const schema = z.strictObject({
  PolicyName: cfnString,
  PolicyDocument: policyDocument,
  Roles: z.array(cfnString).min(1, 'must name a role: users and groups have no place in the local cloud'),
});

type Model = z.output<typeof schema>;
type Needs = Pick<Account, 'roles'>;

/**
 * `AWS::IAM::Policy`: an inline policy of roles, which other resources made. It has a name within each role, but no ARN; `Ref` is an
 * identifier of the stack's.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html
 */
export const policy = {
  type: 'AWS::IAM::Policy',
  schema,
  grantsIn: ['PolicyDocument'],
  permissions: {
    on: (resource) => rolesNamed(resource.model.Roles, resource),
    // Since it refuses where a role has another policy of that name, it reads before it writes (unconfirmed).
    create: ['iam:PutRolePolicy', 'iam:GetRolePolicy'],
    update: [
      'iam:PutRolePolicy',
      {
        action: 'iam:DeleteRolePolicy',
        on: (resource) => {
          const { model, before } = resource;
          const renamed = model.PolicyName !== before?.model.PolicyName;
          return rolesNamed(
            renamed ? (before?.model.Roles ?? []) : rolesBeside(before.model.Roles, model.Roles),
            resource,
          );
        },
      },
    ],
    delete: ['iam:DeleteRolePolicy'],
    read: ['iam:GetRolePolicy'],
  },

  identify(resource) {
    const id = unnamed(resource);
    return { ref: id, attributes: { Id: id } };
  },

  create(resource: Resource<Model>, { roles }: Needs) {
    const { PolicyName, PolicyDocument, Roles } = resource.model;
    const document = compiled(resource, 'PolicyDocument', PolicyDocument);
    checkRoles(roles, resource.model, []);
    for (const role of Roles) roles.putPolicy(role, PolicyName, document);
  },

  update(resource: Resource<Model>, before: Resource<Model>, { roles }: Needs) {
    const { PolicyName, PolicyDocument, Roles } = resource.model;
    const document = compiled(resource, 'PolicyDocument', PolicyDocument);
    const renamed = PolicyName !== before.model.PolicyName;
    checkRoles(roles, resource.model, renamed ? [] : before.model.Roles);
    for (const role of Roles) roles.putPolicy(role, PolicyName, document);
    for (const role of before.model.Roles) {
      if (renamed || !isNamed(Roles, role)) roles.deletePolicy(role, before.model.PolicyName);
    }
  },

  remove({ model }: Resource<Model>, { roles }: Needs) {
    for (const role of model.Roles) roles.deletePolicy(role, model.PolicyName);
  },
} satisfies ResourceType<Model>;

/** @param own roles that have this very policy already */
function checkRoles(roles: Needs['roles'], { PolicyName, Roles }: Model, own: readonly string[]): void {
  for (const role of Roles) {
    if (!roles.has(role)) throw noSuchRole(role);
    if (isNamed(own, role)) continue;
    if (roles.policiesOf(role).inline.includes(PolicyName)) throw inlinePolicyExists(role, PolicyName);
  }
}
