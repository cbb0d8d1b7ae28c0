import type { DeploymentTarget } from '../../../assembly/types';

/** The ARN of an identity pool. @param ref its ID */
export const identityPoolArn = ({ ref, partition, region, account }: DeploymentTarget & { readonly ref: string }) =>
  `arn:${partition}:cognito-identity:${region}:${account}:identitypool/${ref}`;
