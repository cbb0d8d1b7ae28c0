import { isNamed } from '../../iam/role-directory';
import { beside, changed, given, known, retagged, setOrTaken, tagged, tagKeys } from '../permission-entries';
import type { Permissions, Stepping } from '../permissions';

/** What of a role's properties permissions are needed for. */
interface RoleModel {
  readonly ManagedPolicyArns: readonly string[];
  readonly PermissionsBoundary?: string | undefined;
  readonly Policies: readonly { readonly PolicyName: string }[];
}

type Role = Stepping<RoleModel>;

/** The boundary that a role has; while it changes, either. */
function boundary({ model, before }: Role) {
  const [now, then] = [model.PermissionsBoundary, (before?.model ?? model).PermissionsBoundary];
  return { 'iam:PermissionsBoundary': now === then ? known(now) : { uncertain: [now, then] } };
}

/** One question for each managed policy. */
const policies = (arns: (role: Role) => readonly string[]) => (role: Role) =>
  arns(role).map((arn) => ({ 'iam:PolicyARN': arn, ...boundary(role) }));

const names = (model: RoleModel | undefined) => model?.Policies.map(({ PolicyName }) => PolicyName);
const onOwn = <Entry extends object>(...entries: readonly Entry[]) =>
  entries.map((entry) => ({ ...entry, keys: boundary }));

/**
 * `AWS::IAM::Role`. That creating needs `iam:GetRole`, and that a refused deletion names `iam:DeleteRole`, is **observed**: aws-cdk#27067;
 * that policies are taken off by calls of their own: pcluster-manager#279.
 */
export const rolePermissions: Permissions<RoleModel> = {
  on: ({ attributes }) => attributes.Arn ?? '',
  create: [
    { action: 'iam:CreateRole', keys: (role) => ({ ...tagKeys('Tags')(role), ...boundary(role) }) },
    'iam:GetRole',
    ...onOwn(...given('Policies', 'iam:PutRolePolicy')),
    ...given('Policies', 'iam:GetRolePolicy'),
    { action: 'iam:AttachRolePolicy', keys: policies(({ model }) => model.ManagedPolicyArns) },
    tagged('Tags', 'iam:TagRole'),
  ],
  update: [
    'iam:GetRole',
    ...onOwn(
      ...changed(['Description', 'MaxSessionDuration'], 'iam:UpdateRole'),
      ...changed('Description', 'iam:UpdateRoleDescription'),
      ...changed('AssumeRolePolicyDocument', 'iam:UpdateAssumeRolePolicy'),
      ...changed('Policies', 'iam:PutRolePolicy'),
    ),
    ...changed('Policies', 'iam:GetRolePolicy'),
    {
      action: 'iam:DeleteRolePolicy',
      of: ['Policies'],
      when: ({ model, before }) => beside(names(before?.model), names(model)).length > 0,
      keys: boundary,
    },
    ...onOwn(
      ...setOrTaken('PermissionsBoundary', 'iam:PutRolePermissionsBoundary', 'iam:DeleteRolePermissionsBoundary'),
    ),
    {
      action: 'iam:AttachRolePolicy',
      of: ['ManagedPolicyArns'],
      keys: policies(({ model, before }) => beside(model.ManagedPolicyArns, before?.model.ManagedPolicyArns)),
    },
    {
      action: 'iam:DetachRolePolicy',
      of: ['ManagedPolicyArns'],
      keys: policies(({ model, before }) => beside(before?.model.ManagedPolicyArns, model.ManagedPolicyArns)),
    },
    ...retagged('Tags', 'iam:TagRole', 'iam:UntagRole'),
  ],
  delete: [
    { action: 'iam:DeleteRole', keys: boundary },
    'iam:GetRole',
    'iam:ListAttachedRolePolicies',
    'iam:ListRolePolicies',
    ...onOwn(...given('Policies', 'iam:DeleteRolePolicy')),
    { action: 'iam:DetachRolePolicy', keys: policies(({ model }) => model.ManagedPolicyArns) },
  ],
  read: [
    'iam:GetRole',
    'iam:ListAttachedRolePolicies',
    'iam:ListRolePolicies',
    ...given('Policies', 'iam:GetRolePolicy'),
  ],
};

/** The ARNs of roles that a template names: with their paths, where there are such roles. */
export function rolesNamed(names: readonly string[], { inAccount, partition, account }: Stepping<unknown>): string[] {
  return names.map((name) => inAccount.roles.arnOf(name) ?? `arn:${partition}:iam::${account}:role/${name}`);
}

/** Those of one list of roles' names that are not in another. */
export const rolesBeside = (these: readonly string[] = [], those: readonly string[] = []) =>
  these.filter((name) => !isNamed(those, name));
