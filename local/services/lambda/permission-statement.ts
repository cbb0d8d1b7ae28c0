import { z } from 'zod';
import type { DeployedResource, DeploymentTarget } from '../../../assembly/types';
import { functionNameParts, qualifiedArn } from './function-name';
import type { PermissionStatement } from './lambda-function';
import { understood } from './template-properties';

const schema = z.strictObject({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  PrincipalOrgID: z.string().optional(),
  SourceAccount: z.string().optional(),
  SourceArn: z.string().optional(),
});

/**
 * The resource-policy statement that Lambda makes of an `AWS::Lambda::Permission`.
 *
 * **Documented**: a service gets a `Service` principal, an account ID its root, with `ArnLike` on the source ARN and `StringEquals`
 * on the source account.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
export function permissionStatement(resource: DeployedResource, target: DeploymentTarget): PermissionStatement {
  const { Action, FunctionName, Principal, PrincipalOrgID, SourceAccount, SourceArn } = understood(
    resource,
    schema,
    [],
  );
  const parts = functionNameParts(FunctionName, target);
  if (parts === undefined) {
    throw new Error(`${resource.place}: FunctionName of ${resource.type}: '${FunctionName}' names no function`);
  }
  const arn = qualifiedArn(parts);
  const equals = {
    ...(SourceAccount === undefined ? {} : { 'AWS:SourceAccount': SourceAccount }),
    ...(PrincipalOrgID === undefined ? {} : { 'aws:PrincipalOrgID': PrincipalOrgID }),
  };
  const condition = {
    ...(SourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': SourceArn } }),
    ...(Object.keys(equals).length === 0 ? {} : { StringEquals: equals }),
  };
  return {
    resource: arn,
    statement: {
      Sid: resource.logicalId,
      Effect: 'Allow',
      Principal: principal(Principal, target.partition),
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
