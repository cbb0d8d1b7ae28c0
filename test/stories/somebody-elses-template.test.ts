import { join } from 'node:path';
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { App, CfnOutput, CustomResource, NestedStack, Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { IdentityPool, UserPoolAuthenticationProvider } from 'aws-cdk-lib/aws-cognito-identitypool';
import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { type LocalCloud, startCloud } from '../../local/account/cloud';
import type { CloudOptions } from '../../local/account/cloud-options';
import { inertTold } from '../../local/command/print-inert';
import { readTemplateFiles } from '../../local/command/template-files';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { paintFor } from '../../local/smoke-test/report/paint';
import { keyPairsOnHand } from '../once-per-worker/key-pairs';

const template = (named: string) => {
  const [stack, file = ''] = named.split('=');
  return readTemplateFiles([`${stack}=${join(__dirname, 'others-templates', file)}`]);
};

const start = (options: Partial<CloudOptions>) =>
  startCloud({
    assemblies: [],
    empty: { account: '123456789012', region: 'eu-west-1', partition: 'aws' },
    makeKeyPair: keyPairsOnHand(),
    ...options,
  });

/** What the CDK's own identity pool makes, beside a queue. */
function madeByTheCdk(): string {
  const app = new App();
  const stack = new Stack(app, 'l2', { env: { account: '123456789012', region: 'eu-west-1' } });
  const userPool = new UserPool(stack, 'Players', { signInAliases: { email: true } });
  const userPoolClient = userPool.addClient('App', { authFlows: { userPassword: true } });
  const userPools = [new UserPoolAuthenticationProvider({ userPool, userPoolClient })];
  const pool = new IdentityPool(stack, 'Identities', {
    allowUnauthenticatedIdentities: true,
    authenticationProviders: { userPools },
  });
  const bucket = new Bucket(stack, 'Storage');
  bucket.grantRead(pool.unauthenticatedRole, 'public/*');
  const resources = [bucket.arnForObjects('private/${cognito-identity.amazonaws.com:sub}/*')];
  pool.authenticatedRole.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources }));
  new Queue(stack, 'Jobs');
  const outputs = { PoolId: pool.identityPoolId, UserPoolId: userPool.userPoolId, Bucket: bucket.bucketName };
  for (const [name, value] of Object.entries({ ...outputs, ClientId: userPoolClient.userPoolClientId }))
    new CfnOutput(stack, name, { value });
  return app.synth().directory;
}

/** A player, or a guest, and what they try. */
interface Player {
  readonly id: string;
  readonly s3: S3Client;
  readonly dynamoDb: DynamoDBClient;
  readonly outputs: Readonly<Record<string, string>>;
}
type Attempt = (player: Player) => Promise<unknown>;

const get =
  (key: string): Attempt =>
  ({ s3, outputs: { Bucket: name } }) =>
    s3.send(new GetObjectCommand({ Bucket: name, Key: key }));
const put =
  (key: (id: string) => string): Attempt =>
  ({ s3, id, outputs: { Bucket: name } }) =>
    s3.send(new PutObjectCommand({ Bucket: name, Key: key(id), Body: 'x' }));
const score =
  (owner: (id: string) => string): Attempt =>
  ({ dynamoDb, id, outputs: { Table } }) =>
    dynamoDb.send(new PutItemCommand({ TableName: Table, Item: { id: { S: owner(id) } } }));
const own = (id: string) => `private/${id}/save`;
const others = () => 'private/eu-west-1:0/save';

interface Others {
  readonly name: string;
  options(): Partial<CloudOptions>;
  /** Undefined: it has no user pool. */
  readonly username: string | undefined;
  /** What is printed of what is inert. */
  readonly told: string | undefined;
  readonly outputs: object;
  readonly guest: { may: Record<string, Attempt>; mayNot: Record<string, Attempt> };
  readonly player: { may: Record<string, Attempt>; mayNot: Record<string, Attempt> };
}

/** An app with its players in a stack within its own, a page beside it, and a custom resource that names a folder. */
function nestedByTheCdk(): string {
  const app = new App();
  const stack = new Stack(app, 'nested', { env: { account: '123456789012', region: 'eu-west-1' } });
  const auth = new NestedStack(stack, 'Auth');
  const userPool = new UserPool(auth, 'Players', { signInAliases: { email: true } });
  const client = userPool.addClient('App', { authFlows: { userPassword: true } });
  const pool = new IdentityPool(auth, 'Identities', {
    allowUnauthenticatedIdentities: true,
    authenticationProviders: {
      userPools: [new UserPoolAuthenticationProvider({ userPool, userPoolClient: client })],
    },
  });
  const namer = new LambdaFunction(stack, 'Namer', {
    ...{ runtime: Runtime.NODEJS_22_X, handler: 'index.handler' },
    code: Code.fromInline(
      "const r = require('cfn-response'); exports.handler = (e, c) => r.send(e, c, 'SUCCESS', { Name: 'private' }, 'folder');",
    ),
  });
  const folder = new CustomResource(stack, 'Folder', {
    serviceToken: namer.functionArn,
    resourceType: 'Custom::Folder',
  });
  const bucket = new Bucket(stack, 'Storage', { websiteIndexDocument: 'index.html' });
  const player = '${cognito-identity.amazonaws.com:sub}';
  new Policy(stack, 'Saves', {
    roles: [pool.authenticatedRole as Role],
    statements: [
      new PolicyStatement({
        actions: ['s3:PutObject'],
        resources: [bucket.arnForObjects(`${folder.getAttString('Name')}/${player}/*`)],
      }),
    ],
  });
  const outputs = { PoolId: pool.identityPoolId, UserPoolId: userPool.userPoolId, Bucket: bucket.bucketName };
  const more = { ClientId: client.userPoolClientId, Page: bucket.bucketWebsiteUrl };
  for (const [name, value] of Object.entries({ ...outputs, ...more })) new CfnOutput(stack, name, { value });
  return app.synth().directory;
}

const nested = nestedByTheCdk();

/** An app whose players are in a stack within its own, into which a queue of the stack above goes, and out of which it comes again. */
function handingIntoNested(): string {
  const app = new App();
  const stack = new Stack(app, 'handing', { env: { account: '123456789012', region: 'eu-west-1' } });
  const queue = new Queue(stack, 'Jobs');
  const auth = new NestedStack(stack, 'Auth');
  const userPool = new UserPool(auth, 'Players', { signInAliases: { email: true } });
  const client = userPool.addClient('App', { authFlows: { userPassword: true } });
  const pool = new IdentityPool(auth, 'Identities', {
    authenticationProviders: {
      userPools: [new UserPoolAuthenticationProvider({ userPool, userPoolClient: client })],
    },
    allowUnauthenticatedIdentities: true,
  });
  const bucket = new Bucket(auth, 'Storage');
  const player = '${cognito-identity.amazonaws.com:sub}';
  pool.authenticatedRole.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['s3:PutObject'], resources: [bucket.arnForObjects(`private/${player}/*`)] }),
  );
  queue.grantSendMessages(pool.authenticatedRole);
  const outputs = { PoolId: pool.identityPoolId, UserPoolId: userPool.userPoolId, Bucket: bucket.bucketName };
  const more = { ClientId: client.userPoolClientId, Queue: queue.queueName };
  for (const [name, value] of Object.entries({ ...outputs, ...more })) new CfnOutput(stack, name, { value });
  return app.synth().directory;
}

const rows: readonly Others[] = [
  {
    name: 'an app of the CDK with a stack within it, a website and a custom resource',
    options: () => ({ assemblies: [nested], customResourcesOf: [nested] }),
    username: 'ana@my-studio.com',
    told: undefined,
    outputs: { Page: expect.stringMatching(/^http:\/\/.*\.s3-website-eu-west-1\.amazonaws\.com$/) },
    guest: { may: {}, mayNot: { 'put a save': put(own) } },
    player: { may: { 'put a save': put(own) }, mayNot: { 'put somebody else’s': put(others) } },
  },
  {
    name: 'a template in YAML, with a map, a queue and a function in Python beside it',
    options: () => ({
      templates: template('my-saves=saves.yaml'),
      parameters: [{ name: 'Stage', value: 'test' }],
      inert: ['AWS::Location::*', 'AWS::SQS::*', 'AWS::EC2::*'],
    }),
    username: 'ana',
    told: [
      'Inert: these are not here, and nothing of them is played.',
      '  AWS::Location::Map: my-saves: World',
      '  AWS::SQS::Queue: my-saves: Jobs',
      '  AWS::SQS::QueuePolicy: my-saves: JobsPolicy',
      '--inert AWS::EC2::* names nothing that is deployed here.',
    ].join('\n'),
    outputs: { Bucket: 'saves-test-b-123456789012', World: '<inert AWS::Location::Map: World.Arn>' },
    guest: { may: { 'get what is public': get('public/news') }, mayNot: { 'put a save': put(own) } },
    player: {
      may: { 'put a save': put(own) },
      mayNot: { 'put somebody else’s': put(others), 'get what is public': get('public/news') },
    },
  },
  {
    name: 'a template as a tool writes it, with a custom resource and extensions of the language',
    options: () => ({
      templates: template('tool-app-dev-1=with-function.yaml'),
      parameters: [{ stack: 'tool-app-dev-1', name: 'env', value: 'dev' }],
    }),
    username: 'ana',
    told: undefined,
    outputs: { Table: 'd-scores', Flows: '2' },
    guest: { may: {}, mayNot: { 'write a score': score((id) => id) } },
    player: { may: { 'write a score': score((id) => id) }, mayNot: { 'write somebody else’s': score(() => 'x') } },
  },
  {
    name: 'a template of guests alone, who may do something on just what is inert',
    options: () => ({ templates: template('map=map.yaml'), inert: ['AWS::Location::*'] }),
    username: undefined,
    told: 'Inert: these are not here, and nothing of them is played.\n  AWS::Location::Map: map: World',
    outputs: { World: expect.stringMatching(/^<inert /), Nothing: '' },
    guest: {
      may: { 'put a picture of their own': put(own) },
      mayNot: {
        'put somebody else’s': put(others),
        'put one where the map’s name would be': put(() => 'World/picture'),
        'put one where the placeholder is': put(() => '<inert AWS::Location::Map: World>/picture'),
      },
    },
    player: { may: {}, mayNot: {} },
  },
  {
    name: 'an app of the CDK that hands what is inert into a stack within its own',
    options: () => ({ assemblies: [handingIntoNested()], inert: ['AWS::SQS::Queue'] }),
    username: 'ana@my-studio.com',
    told: 'Inert: these are not here, and nothing of them is played.\n  AWS::SQS::Queue: handing: JobsDF1CC2D4',
    outputs: { Queue: expect.stringMatching(/^<inert /) },
    guest: { may: {}, mayNot: { 'put a save': put(own) } },
    player: { may: { 'put a save': put(own) }, mayNot: { 'put somebody else’s': put(others) } },
  },
  {
    name: 'an app of the CDK, with its own identity pool',
    options: () => ({ assemblies: [madeByTheCdk()], inert: ['AWS::SQS::Queue'] }),
    username: 'ana@my-studio.com',
    told: 'Inert: these are not here, and nothing of them is played.\n  AWS::SQS::Queue: l2: JobsDF1CC2D4',
    outputs: {},
    guest: { may: { 'get what is public': get('public/news') }, mayNot: { 'put a save': put(own) } },
    player: { may: { 'put a save': put(own) }, mayNot: { 'put somebody else’s': put(others) } },
  },
];

describe.each(rows)('$name', ({ options, username, told, outputs, guest, player }) => {
  let cloud: LocalCloud;
  let values: Readonly<Record<string, string>>;
  beforeAll(async () => {
    cloud = await start(options());
    values = Object.fromEntries(cloud.stacks.flatMap((stack) => stack.outputs.map(({ name, value }) => [name, value])));
    if (values.Bucket === undefined) return;
    const s3 = new S3Client({ ...administratorClient(cloud), forcePathStyle: true });
    await s3.send(new PutObjectCommand({ Bucket: values.Bucket, Key: 'public/news', Body: 'news' }));
  });
  afterAll(() => cloud.stop());

  const nobody = () => ({ endpoint: cloud.url, region: cloud.region, maxAttempts: 1 });

  async function signedIn(Logins?: Record<string, string>): Promise<Player> {
    const client = new CognitoIdentityClient(nobody());
    const with_ = Logins === undefined ? {} : { Logins };
    const { IdentityId = '' } = await client.send(new GetIdCommand({ IdentityPoolId: values.PoolId, ...with_ }));
    const { Credentials } = await client.send(new GetCredentialsForIdentityCommand({ IdentityId, ...with_ }));
    const { AccessKeyId = '', SecretKey = '', SessionToken = '' } = Credentials ?? {};
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken };
    const common = { ...nobody(), credentials };
    const s3 = new S3Client({ ...common, forcePathStyle: true });
    return { id: IdentityId, s3, dynamoDb: new DynamoDBClient(common), outputs: values };
  }

  async function login(Username: string): Promise<Record<string, string>> {
    const { UserPoolId, ClientId } = values;
    const password = { Username, Password: 'Correct-horse-9', Permanent: true };
    const administrator = new CognitoIdentityProviderClient(administratorClient(cloud));
    await administrator.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'SUPPRESS' }));
    await administrator.send(new AdminSetUserPasswordCommand({ UserPoolId, ...password }));
    const AuthParameters = { USERNAME: Username, PASSWORD: password.Password };
    const { AuthenticationResult } = await new CognitoIdentityProviderClient(nobody()).send(
      new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
    );
    return { [`cognito-idp.${cloud.region}.amazonaws.com/${UserPoolId}`]: AuthenticationResult?.IdToken ?? '' };
  }

  async function tries(who: Player, { may, mayNot }: Others['guest']): Promise<void> {
    for (const attempt of Object.values(may)) await attempt(who);
    for (const attempt of Object.values(mayNot)) {
      await expect(attempt(who)).rejects.toMatchObject({ name: expect.stringMatching(/^AccessDenied/) });
    }
  }

  test('starts, and tells what is inert', () => {
    expect(inertTold(cloud, paintFor({ isTTY: false }, {}))).toBe(told);
    expect(values).toMatchObject(outputs);
  });

  test('a guest may what the template grants, and nothing else', async () => tries(await signedIn(), guest));

  test('who has signed in may what the template grants, and nothing else', async () =>
    tries(await signedIn(username === undefined ? undefined : await login(username)), player));
});

test('a template for a transform is refused, by its name and with the way out', async () => {
  await expect(start({ templates: template('game=serverless.yaml') })).rejects.toThrow(
    /serverless\.yaml: .*AWS::Serverless-2016-10-31.*get-template --template-stage Processed/,
  );
});

describe('a custom resource of an app that is started', () => {
  /** An app whose custom resource's function has this runtime and this code. */
  const app = (runtime: Runtime, code: string) => {
    const made = new App();
    const stack = new Stack(made, 'custom', { env: { account: '123456789012', region: 'eu-west-1' } });
    const handler = new LambdaFunction(stack, 'Handler', {
      runtime,
      handler: 'index.handler',
      code: Code.fromInline(code),
    });
    new CustomResource(stack, 'Mail', { serviceToken: handler.functionArn, resourceType: 'Custom::Mail' });
    return made.synth().directory;
  };
  const python = Runtime.PYTHON_3_12;
  const answers = "const r = require('cfn-response'); exports.handler = (e, c) => r.send(e, c, 'SUCCESS', {});";

  test.each<[string, Runtime, string, RegExp]>([
    ['needs version 2 of the SDK', Runtime.NODEJS_22_X, "require('aws-sdk');", /custom: Mail.*version 3 alone/],
    ['is written in Python', python, 'def handler(event, context): pass', /custom: Mail.*python3\.12/],
    ['breaks off', Runtime.NODEJS_22_X, "exports.handler = () => { throw new Error('No.'); };", /custom: Mail.*No\./],
  ])('that %s stops it with its place; left inert it starts', async (_what, runtime, code, why) => {
    const directory = app(runtime, code);
    const options = { assemblies: [directory], customResourcesOf: [directory] };
    await expect(start(options)).rejects.toThrow(why);
    const cloud = await start({ ...options, inert: ['Custom::*'] });
    expect(inertTold(cloud, paintFor({ isTTY: false }, {}))).toContain('Custom::Mail: custom: Mail');
    await cloud.stop();
  });

  test('control: one that answers is made', async () => {
    const directory = app(Runtime.NODEJS_22_X, answers);
    const cloud = await start({ assemblies: [directory], customResourcesOf: [directory] });
    expect(cloud.stacks.flatMap(({ resources }) => resources.map(({ type }) => type))).toContain('Custom::Mail');
    await cloud.stop();
  });
});
