import { z } from 'zod';
import { unnamed } from '../../../assembly/physical-name';
import { cfnString } from '../../../assembly/properties';
import { qualifiedArn } from '../../services/lambda/function-name';
import type { PermissionStatement } from '../../services/lambda/lambda-function';
import type { Account } from '../account';
import { known } from '../permission-entries';
import type { Resource, ResourceType } from '../resource-type';
import { holdersOf, namedFunction } from './named-function';
import { functionArn, functionNotFound, refused } from './refusals';

const schema = z.strictObject({
  Action: cfnString,
  FunctionName: cfnString,
  Principal: cfnString,
  PrincipalOrgID: cfnString.optional(),
  SourceAccount: cfnString.optional(),
  SourceArn: cfnString.optional(),
});

type PermissionProperties = z.output<typeof schema>;
type Parts = Pick<Account, 'functions'>;

/**
 * `AWS::Lambda::Permission`: a statement of the policy of a function, or of one of its versions. `Ref` is the statement's ID in the policy.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html
 */
export const lambdaPermission = {
  type: 'AWS::Lambda::Permission',
  schema,
  permissions: {
    on: (resource) => qualifiedArn(namedFunction(resource.model.FunctionName, resource)),
    create: [{ action: 'lambda:AddPermission', keys: principalKey }],
    // An update takes the old statement away, and adds the new one.
    update: [
      { action: 'lambda:AddPermission', keys: principalKey },
      { action: 'lambda:RemovePermission', keys: principalKey },
    ],
    delete: [{ action: 'lambda:RemovePermission', keys: principalKey }],
    read: ['lambda:GetPolicy'],
  },

  identify(resource) {
    const id = unnamed(resource);
    return { ref: id, attributes: { Id: id } };
  },

  create(resource: Resource<PermissionProperties>, parts: Parts) {
    const permission = grantable(resource, parts);
    // Observed: terraform-provider-aws#3312.
    if (parts.functions.policies.has(permission)) {
      const message = `The statement id (${permission.id}) provided already exists. Please provide a new statement id, or remove the existing statement.`;
      throw refused(message, 'AlreadyExists', 409);
    }
    parts.functions.policies.put(permission);
  },

  update(resource: Resource<PermissionProperties>, before: Resource<PermissionProperties>, parts: Parts) {
    const permission = grantable(resource, parts);
    const old = statementOf(before);
    parts.functions.policies.put(permission);
    if (old.resource !== permission.resource) parts.functions.policies.remove(old);
  },

  within: ({ model, ...place }: Resource<PermissionProperties>) => holdersOf(namedFunction(model.FunctionName, place)),

  remove(resource: Resource<PermissionProperties>, { functions }: Parts) {
    functions.policies.remove(statementOf(resource));
  },
} satisfies ResourceType<PermissionProperties>;

/** @throws ResourceRefused where its function, or its version, is not there */
function grantable(resource: Resource<PermissionProperties>, { functions }: Parts): PermissionStatement {
  const permission = statementOf(resource);
  const { name, qualifier, ...target } = namedFunction(resource.model.FunctionName, resource);
  if (functions.find(functionArn(target, name), qualifier) === undefined) throw functionNotFound(permission.resource);
  return permission;
}

/**
 * The statement that Lambda makes of it.
 *
 * **Documented**: a service gets a `Service` principal, an account ID its root, with `ArnLike` on the source ARN and `StringEquals`
 * on the source account.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
function statementOf(resource: Resource<PermissionProperties>): PermissionStatement {
  const { Action, Principal, PrincipalOrgID, SourceAccount, SourceArn } = resource.model;
  const arn = qualifiedArn(namedFunction(resource.model.FunctionName, resource));
  const equals = {
    ...(SourceAccount === undefined ? {} : { 'AWS:SourceAccount': SourceAccount }),
    ...(PrincipalOrgID === undefined ? {} : { 'aws:PrincipalOrgID': PrincipalOrgID }),
  };
  const condition = {
    ...(SourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': SourceArn } }),
    ...(Object.keys(equals).length === 0 ? {} : { StringEquals: equals }),
  };
  return {
    id: resource.ref,
    resource: arn,
    statement: {
      Sid: resource.ref,
      Effect: 'Allow',
      Principal: principal(Principal, resource.partition),
      Action,
      Resource: arn,
      ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
    },
  };
}

function principal(name: string, partition: string): unknown {
  if (name === '*') return '*';
  if (/^\d{12}$/.test(name)) return { AWS: `arn:${partition}:iam::${name}:root` };
  return name.startsWith('arn:') ? { AWS: name } : { Service: name };
}

function principalKey({ model }: Resource<PermissionProperties>) {
  return { 'lambda:Principal': model.Principal, 'lambda:FunctionUrlAuthType': known(undefined) };
}
