import type { DeploymentTarget } from '../../../assembly/types';

/** The ARN of the user pool that a resource belongs to. */
export function userPoolArn(resource: DeploymentTarget & { readonly model: { readonly UserPoolId: string } }): string {
  const { partition, region, account, model } = resource;
  return `arn:${partition}:cognito-idp:${region}:${account}:userpool/${model.UserPoolId}`;
}
