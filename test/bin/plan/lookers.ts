import {
  type CloudFormationClient,
  CreateStackCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Reach } from '../../../bin/plan/deployed-stacks';
import type { LocalCloud } from '../../../local/account/cloud';
import { administratorClient } from '../../../local/smoke-test/administrator-client';
import { type Resources, resource } from '../../changes/small-templates';
import { blocksOf, textOf } from '../../docs/document';

/** The account of the local cloud. */
export const account = '123456789012';
const document = (Statement: object) => ({ Version: '2012-10-17', Statement });

/** A role of whoever looks, with what it may do. */
export const looker = (RoleName: string, ...Action: string[]): Resources =>
  roleWith(RoleName, document({ Effect: 'Allow', Action, Resource: '*' }));

const roleWith = (RoleName: string, PolicyDocument: unknown): Resources =>
  resource(RoleName, 'AWS::IAM::Role', {
    RoleName,
    AssumeRolePolicyDocument: document({
      ...{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::${account}:root` } },
    }),
    Policies: [{ PolicyName: 'looks', PolicyDocument }],
  });
/** What a plan asks for. */
export const describeStacks = 'cloudformation:DescribeStacks';
export const getTemplate = 'cloudformation:GetTemplate';
/** The policy that docs/plan.md calls enough. */
const [documented = ''] = blocksOf(textOf('docs/plan.md')).flatMap(({ info, code }) =>
  info === 'json policy' ? [code] : [],
);

/** Roles that have more and more of it. */
export const lookers = {
  ...looker('Nobody', 's3:GetObject'),
  ...looker('Describes', describeStacks),
  ...looker('Reads', describeStacks, getTemplate),
  ...roleWith('Asks', JSON.parse(documented.replace('my-game-prod', 'star-harvest-dev'))),
};

/** The credentials of a role. */
export async function inRole(cloud: LocalCloud, name: string): Promise<Reach> {
  const { credentials: _, ...reach } = administratorClient(cloud);
  const sts = new STSClient(administratorClient(cloud));
  const RoleArn = `arn:aws:iam::${account}:role/${name}`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'plan' }));
  sts.destroy();
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken } = Credentials ?? {};
  return {
    ...reach,
    credentials: {
      ...{ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey },
      ...(SessionToken !== undefined && { sessionToken: SessionToken }),
    },
  };
}

/** Creates a stack, and waits until that has ended, however. */
export async function create(client: CloudFormationClient, StackName: string, Resources: object): Promise<void> {
  const TemplateBody = JSON.stringify({ Resources });
  await client.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] }));
  await waitUntilStackCreateComplete({ client, maxWaitTime: 20, minDelay: 1 }, { StackName }).catch(() => undefined);
}
