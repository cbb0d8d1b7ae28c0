import { randomUUID } from 'node:crypto';
import type { DeploymentTarget } from '../../assembly/types';
import type { Account } from '../resources/account';
import { neededFor } from '../resources/permissions';
import { ResourceRefused } from '../resources/resource-refused';
import type { AnyResourceType } from '../resources/resource-type';
import { ServiceError } from '../shared/service-error';
import type { Actor } from './actor';
import type { ResourceStep } from './engine';
import type { Desired } from './stack-record';

/** By service, or by type: what services are called in refusals that CloudFormation hands on, and the status that a refusal by IAM has. */
const services: Readonly<Record<string, readonly [name: string, status: number]>> = {
  // Observed: aws-cdk#27067, aws-well-architected-labs#625 and #747. The others as their SDKs are called, with the status that their
  // protocol has for `AccessDeniedException` (documented: "Common errors" of each API reference).
  'AWS::IAM': ['Iam', 403],
  'AWS::Lambda': ['Lambda', 403],
  'AWS::Logs': ['CloudWatchLogs', 400],
  'AWS::S3': ['S3', 403],
  'AWS::DynamoDB': ['DynamoDb', 400],
  'AWS::SecretsManager': ['SecretsManager', 400],
  'AWS::SSM': ['Ssm', 400],
  'AWS::ECR': ['Ecr', 400],
  'AWS::CloudFormation::Stack': ['CloudFormation', 403],
};
const identityPools = /^AWS::Cognito::IdentityPool/;

/** Who refuses a resource of a type. A custom resource's function is Lambda's. */
function serviceOf(type: string): readonly [name: string, status: number] {
  if (identityPools.test(type)) return ['CognitoIdentity', 400];
  if (type.startsWith('AWS::Cognito::')) return ['CognitoIdentityProvider', 400];
  return services[type] ?? services[type.split('::', 2).join('::')] ?? ['Lambda', 403];
}

/**
 * Asks IAM for all that a step needs, before it is begun. Nobody is asked where the account itself deploys, at a start.
 *
 * @throws ResourceRefused naming the first action that is refused; nothing was done then
 */
export function requirePermissions(
  actor: Actor | undefined,
  { type, permissions }: Pick<AnyResourceType, 'type' | 'permissions'>,
  { step, ...asked }: ResourceStep,
  account: Pick<Account, 'roles'>,
): void {
  if (actor === undefined) return;
  const { resource, ...before } = asked;
  for (const { question, refusal } of neededFor(permissions, step, { ...resource, ...before, inAccount: account })) {
    const requestId = randomUUID();
    const decision = actor.ask(question, requestId);
    if (decision.allowed) continue;
    const [service, status] = serviceOf(type);
    const message = refusal ?? decision.sentence(actor.arn);
    const ids = { requestId, requestToken: randomUUID() };
    throw new ResourceRefused({ message, code: 'AccessDenied', service, status, ...ids });
  }
}

/**
 * Parameters of a template that the parameter store has are read with `ssm:GetParameters`: by whoever asks CloudFormation (**documented**: the
 * CDK's bootstrap template, "CreateChangeSet uses this"), and by the stack's role (**observed**: aws-cross-account-cicd-pipeline#33). That it
 * is both, each time, is **unconfirmed**.
 *
 * @throws ServiceError in **observed** words: aws-cdk#20959
 */
export function requireStoredParameters(actor: Actor | undefined, desired: Desired, target: DeploymentTarget): void {
  const { template, parameters } = desired;
  for (const [name, { Type, Default }] of Object.entries(template.Parameters)) {
    if (actor === undefined || !Type.startsWith('AWS::SSM::Parameter::Value')) continue;
    const stored = String(parameters.get(name) ?? Default ?? '').replace(/^\//, '');
    const resource = `arn:${target.partition}:ssm:${target.region}:${target.account}:parameter/${stored}`;
    if (actor.ask({ action: 'ssm:GetParameters', resource }, randomUUID()).allowed) continue;
    throw new ServiceError('ValidationError', "AccessDenied. User doesn't have permission to call ssm:GetParameters");
  }
}
