import {
  CloudFormationClient,
  DescribeStacksCommand,
  type DescribeStacksCommandInput,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
  GetOpenIdTokenForDeveloperIdentityCommand,
} from '@aws-sdk/client-cognito-identity';
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type LocalCloud, startCloud } from '../../../../local/account/cloud';
import { outputOf } from '../../../../local/account/outputs';
import { administratorClient } from '../../../../local/smoke-test/administrator-client';
import { writeAssembly } from '../../../assembly/assembly-on-disk';
import { keyPairsOnHand } from '../../../once-per-worker/key-pairs';

export const account = '123456789012';
export const region = 'eu-west-1';
const environment = `aws://${account}/${region}`;

/** A role that every identity of the pool may take, with one statement. */
function role(name: string, Action: string | readonly string[], Resource: unknown) {
  const trust = {
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
  };
  const document = (Statement: object) => ({ Version: '2012-10-17', Statement });
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name,
      AssumeRolePolicyDocument: document(trust),
      Policies: [{ PolicyName: 'own', PolicyDocument: document({ Effect: 'Allow', Action, Resource }) }],
    },
  };
}

const describe = 'cloudformation:DescribeStacks';
const roleArn = { 'Fn::GetAtt': ['Player', 'Arn'] };
const game = {
  Description: 'Star Harvest: who may do what',
  Resources: {
    Pool: {
      Type: 'AWS::Cognito::IdentityPool',
      Properties: {
        AllowClassicFlow: true,
        AllowUnauthenticatedIdentities: true,
        DeveloperProviderName: 'login.game',
      },
    },
    Roles: {
      Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
      Properties: { IdentityPoolId: { Ref: 'Pool' }, Roles: { authenticated: roleArn, unauthenticated: roleArn } },
    },
    Player: role('Player', 's3:*', '*'),
    OwnStack: role('OwnStack', describe, { Ref: 'AWS::StackId' }),
    OwnName: role('OwnName', describe, {
      'Fn::Sub': 'arn:${AWS::Partition}:cloudformation:${AWS::Region}:${AWS::AccountId}:stack/${AWS::StackName}/*',
    }),
    AnyName: role('AnyName', describe, '*'),
    Lister: role('Lister', [describe, 'cloudformation:ListStacks'], '*'),
  },
  Outputs: {
    PoolId: { Value: { Ref: 'Pool' }, Description: 'a <pool> & its "players"', Export: { Name: 'game-pool' } },
    OwnId: { Value: { Ref: 'AWS::StackId' } },
  },
};
const files = { Resources: { Files: { Type: 'AWS::S3::Bucket' } } };

/** Who asks. */
export interface Caller {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A local cloud of two stacks, `game-access` and `game-files`, and ways to ask it about them. */
export interface CloudOnHand {
  readonly cloud: LocalCloud;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** The stacks' IDs. */
  readonly ids: { readonly access: string; readonly files: string };
  /** What `DescribeStacks` answers; without a caller, to the administrator. */
  describe(input: DescribeStacksCommandInput, caller?: Caller): Promise<readonly Stack[]>;
  /** Why `DescribeStacks` is refused. */
  refusal(input: DescribeStacksCommandInput, caller?: Caller): Promise<Refusal>;
  /** A player whom the game's own backend signed in, with the credentials of the enhanced flow. */
  player(): Promise<Caller>;
  /** A guest, likewise. */
  guest(): Promise<Caller>;
  /** Somebody who took a role in the basic flow. */
  inRole(name: string): Promise<Caller>;
}

/** An error as the SDK reads it. */
export interface Refusal {
  readonly code: string;
  readonly status: number | undefined;
  readonly message: string;
}

/** Starts it; its clock stands still then. */
export async function cloudOnHand(): Promise<CloudOnHand> {
  const startedAt = Date.now();
  const cloud = await startCloud({
    makeKeyPair: keyPairsOnHand(),
    clock: { now: () => startedAt },
    assemblies: [
      writeAssembly({
        access: { stackName: 'game-access', template: game, environment, terminationProtection: true },
        files: { stackName: 'game-files', template: files, environment },
      }),
    ],
  });
  const players = new CognitoIdentityClient({ endpoint: cloud.url, region });
  const IdentityPoolId = outputOf(cloud.stacks, 'PoolId');
  const guestId = async () => (await players.send(new GetIdCommand({ IdentityPoolId }))).IdentityId;
  const enhanced = async (IdentityId: string | undefined, Logins?: Record<string, string>): Promise<Caller> => {
    const { Credentials } = await players.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
    const { AccessKeyId = '', SecretKey = '', SessionToken } = Credentials ?? {};
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken };
  };
  const ask = async (input: DescribeStacksCommandInput, credentials: Caller = cloud.administrator) => {
    const client = new CloudFormationClient({ endpoint: cloud.url, region, credentials });
    return (await client.send(new DescribeStacksCommand(input))).Stacks ?? [];
  };
  const [access, filesStack] = cloud.stacks;
  return {
    cloud,
    startedAt,
    ids: { access: access?.id ?? '', files: filesStack?.id ?? '' },
    describe: ask,
    refusal: (input, caller) => refusalOf(ask(input, caller)),
    async player() {
      const backend = new CognitoIdentityClient(administratorClient(cloud));
      const { IdentityId, Token = '' } = await backend.send(
        new GetOpenIdTokenForDeveloperIdentityCommand({ IdentityPoolId, Logins: { 'login.game': 'ana' } }),
      );
      return enhanced(IdentityId, { 'cognito-identity.amazonaws.com': Token });
    },
    guest: async () => enhanced(await guestId()),
    async inRole(name) {
      const { Token } = await players.send(new GetOpenIdTokenCommand({ IdentityId: await guestId() }));
      const { Credentials } = await new STSClient({ endpoint: cloud.url, region }).send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn: `arn:aws:iam::${account}:role/${name}`,
          RoleSessionName: 'game',
          WebIdentityToken: Token,
        }),
      );
      const { AccessKeyId = '', SecretAccessKey = '', SessionToken } = Credentials ?? {};
      return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    },
  };
}

/** The error that a call of the SDK ends with. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { code: name, status: $metadata?.httpStatusCode, message };
  }
  throw new Error('the call was not refused');
}
