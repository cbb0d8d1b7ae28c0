import { stackId } from '../../../assembly/stack-id';
import type { DeployedResource, DeployedStack } from '../../../assembly/types';

export const account = '111122223333';
export const region = 'eu-west-1';
export const arn = (name: string) => `arn:aws:iam::${account}:role/${name}`;
export const poolId = `${region}:11111111-1111-4111-8111-111111111111`;
export const otherPoolId = `${region}:22222222-2222-4222-8222-222222222222`;
export const providerArn = (name: string) => `arn:aws:iam::${account}:oidc-provider/${name}`;

/** A resource as `assembly` resolves it. */
export function resource(
  logicalId: string,
  type: string,
  ref: string,
  properties: Record<string, unknown>,
  attributes: Record<string, string> = {},
): DeployedResource {
  return { stackName: 'game', logicalId, type, ref, attributes, properties, place: `game: ${logicalId}` };
}

export function stackOf(...resources: DeployedResource[]): DeployedStack {
  const place = { account, region, partition: 'aws' };
  const id = stackId('game', place);
  return { name: 'game', id, ...place, terminationProtection: false, resources, outputs: [], assets: new Map() };
}

export function role(name: string, trust: object, properties: Record<string, unknown> = {}): DeployedResource {
  return resource(
    `${name}Role`,
    'AWS::IAM::Role',
    name,
    { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] }, ...properties },
    { Arn: arn(name) },
  );
}

/** Trust in a pool's players of one authentication method, as it should be. */
export function poolTrust(pool: string, method: string): object {
  return {
    Effect: 'Allow',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Condition: {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': pool },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': method },
    },
  };
}

/** An inline policy of a role. */
export function inline(name: string, ...statements: object[]) {
  return { PolicyName: name, PolicyDocument: { Version: '2012-10-17', Statement: statements } };
}

/** Reads and writes the player's own files. */
export const ownFiles = {
  Effect: 'Allow',
  Action: ['s3:GetObject', 's3:PutObject'],
  Resource: 'arn:aws:s3:::files/private/${cognito-identity.amazonaws.com:sub}/*',
};
