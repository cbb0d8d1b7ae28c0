import { join } from 'node:path';
import { outputOf } from '../../../../local/account/outputs';
import { StateStore } from '../../../../local/state/state-store';
import { emptyDirectory } from '../../../assembly/assembly-on-disk';
import { type AccountOnHand, accountOnHand } from '../../deployments/account-on-hand';

/** A clock that a test turns. */
let now = Date.now();
let account: AccountOnHand;
beforeEach(async () => {
  account = await accountOnHand({ clock: { now: () => now } });
});
afterEach(() => account.cloud.stop());

type Resources = Readonly<
  Record<string, { readonly Type: string; readonly Properties: object; readonly DependsOn?: string }>
>;

const part = (type: string, properties: object, DependsOn?: string) => ({
  Type: `AWS::ApiGateway::${type}`,
  Properties: { RestApiId: { Ref: 'Api' }, ...properties },
  ...(DependsOn === undefined ? {} : { DependsOn }),
});
const mock = (status: string) => ({
  Type: 'MOCK',
  RequestTemplates: { 'application/json': '{"statusCode": 200}' },
  IntegrationResponses: [{ StatusCode: status, ResponseTemplates: { 'application/json': `{"is": ${status}}` } }],
});
const get = (status: string) =>
  part('Method', {
    ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
    HttpMethod: 'GET',
    Integration: mock(status),
    MethodResponses: [{ StatusCode: status }],
  });
const api = (properties: object = {}) => ({
  Type: 'AWS::ApiGateway::RestApi',
  Properties: { Name: 'scores', ...properties },
});
const stage = (deployment: string, more: object = {}) =>
  part('Stage', { StageName: 'live', DeploymentId: { Ref: deployment }, ...more });
const template = (resources: Resources) => ({ Resources: resources, Outputs: { ApiId: { Value: { Ref: 'Api' } } } });
const first = (more: object = {}, properties: object = {}): Resources => ({
  Api: api(properties),
  Get: get('200'),
  First: part('Deployment', {}, 'Get'),
  Live: stage('First', more),
});

const ask = async (method = 'GET') => {
  const { cloud } = account;
  return fetch(`${cloud.url}/_execute-api/${outputOf(cloud.stacks, 'ApiId')}/live/`, { method });
};

test('a stage serves what was deployed to it, whatever became of its API since', async () => {
  expect(await account.deploy('scores', template(first()))).toBe('CREATE_COMPLETE');
  expect((await ask()).status).toBe(200);
  const changed: Resources = { ...first(), Get: get('418') };
  expect(await account.deploy('scores', template(changed))).toBe('UPDATE_COMPLETE');
  expect((await ask()).status).toBe(200);
  const { First: _first, ...rest } = changed;
  const deployed = { ...rest, Second: part('Deployment', {}, 'Get'), Live: stage('Second') };
  expect(await account.deploy('scores', template(deployed))).toBe('UPDATE_COMPLETE');
  const answer = await ask();
  expect([answer.status, await answer.json()]).toEqual([418, { is: 418 }]);
  expect(await account.remove('scores')).toBe('DELETE_COMPLETE');
});

const lambda = (more: object = {}) => ({
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      },
    },
  },
  Run: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      ...{ Runtime: 'nodejs22.x', Handler: 'index.handler', Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
      Code: { ZipFile: 'exports.handler = async () => ({ statusCode: 200 });' },
    },
  },
  Get: part('Method', {
    ...{ ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, HttpMethod: 'GET' },
    Integration: {
      ...{ Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST' },
      Uri: { 'Fn::Sub': 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${Run.Arn}/invocations' },
    },
  }),
  May: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      ...{ Action: 'lambda:InvokeFunction', FunctionName: { 'Fn::GetAtt': ['Run', 'Arn'] } },
      ...{ Principal: 'apigateway.amazonaws.com', ...more },
    },
  },
});
const called = (place: string) => ({ SourceArn: { 'Fn::Sub': `arn:aws:execute-api:eu-west-1:123456789012:${place}` } });

test.each([
  ['the API', {}, 200],
  ['this method', called('${Api}/live/GET/'), 200],
  ['every method', called('${Api}/*'), 200],
  ['this account', { SourceAccount: '123456789012' }, 200],
  ['another account', { SourceAccount: '210987654321' }, 500],
  ['another API', called('aaaaaaaaaa/live/GET/'), 500],
  ['another stage', called('${Api}/test-invoke-stage/GET/'), 500],
  ['another method', called('${Api}/live/POST/'), 500],
  ['another service', { Principal: 's3.amazonaws.com' }, 500],
  ['another action', { Action: 'lambda:GetFunction' }, 500],
])('a function that lets %s run it', async (_what, more, status) => {
  expect(await account.deploy('scores', template({ ...first(), ...lambda(more) }))).toBe('CREATE_COMPLETE');
  const answer = await ask();
  expect(answer.status).toBe(status);
  if (status === 500) expect(await answer.json()).toEqual({ message: 'Internal server error' });
});

test('an account that is kept serves after a restart what was deployed, and not what its API is by now', async () => {
  await account.cloud.stop();
  const folder = join(emptyDirectory(), 'account');
  const start = () => accountOnHand({ state: StateStore.open(folder) });
  account = await start();
  expect(await account.deploy('scores', template(first()))).toBe('CREATE_COMPLETE');
  expect(await account.deploy('scores', template({ ...first(), Get: get('418') }))).toBe('UPDATE_COMPLETE');
  await account.cloud.stop();
  account = await start();
  expect((await ask()).status).toBe(200);
  expect(await account.remove('scores')).toBe('DELETE_COMPLETE');
});

test('requests are let in as fast as a stage says, and again once time has passed', async () => {
  const setting = { HttpMethod: '*', ResourcePath: '/*', ThrottlingBurstLimit: 2, ThrottlingRateLimit: 1 };
  expect(await account.deploy('scores', template(first({ MethodSettings: [setting] })))).toBe('CREATE_COMPLETE');
  const statuses = async (count: number) => {
    const found: number[] = [];
    for (let at = 0; at < count; at += 1) found.push((await ask()).status);
    return found;
  };
  expect(await statuses(3)).toEqual([200, 200, 429]);
  expect(await (await ask()).json()).toEqual({ message: 'Too Many Requests' });
  now += 1_000;
  expect(await statuses(2)).toEqual([200, 429]);
  now += 60_000;
  expect(await statuses(3)).toEqual([200, 200, 429]);
});

const statement = (Effect: string, more: object = {}) => ({
  Effect,
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/*',
  ...more,
});
const policy = (...Statement: readonly object[]) => ({ Policy: { Version: '2012-10-17', Statement } });

test.each([
  ['no policy', {}, 200],
  ['one that lets everybody in', policy(statement('Allow')), 200],
  ['one for another stage', policy(statement('Allow', { Resource: 'execute-api:/dead/*' })), 403],
  ['one for another method', policy(statement('Allow', { Resource: 'execute-api:/live/POST/*' })), 403],
  [
    'one for other addresses',
    policy(statement('Allow', { Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } })),
    403,
  ],
  ['one that refuses', policy(statement('Allow'), statement('Deny')), 403],
  ['one for signed callers', policy(statement('Allow', { Principal: { AWS: '123456789012' } })), 403],
])('an open method of an API with %s', async (_what, properties, status) => {
  expect(await account.deploy('scores', template(first({}, properties)))).toBe('CREATE_COMPLETE');
  const answer = await ask();
  expect(answer.status).toBe(status);
  if (status === 200) return;
  expect((await answer.json()).Message).toMatch(
    /^User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-west-1:\*{8}9012:\w{10}\/live\/GET\/ /,
  );
});

test('an endpoint that is switched off answers nobody, once that is deployed', async () => {
  expect(await account.deploy('scores', template(first({}, { DisableExecuteApiEndpoint: true })))).toBe(
    'CREATE_COMPLETE',
  );
  expect((await ask()).status).toBe(403);
});

const inRoot = { ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] } };
const path = (PathPart: string) => part('Resource', { ...inRoot, PathPart });
const method = (more: object) => ({
  ...get('200'),
  Properties: { ...get('200').Properties, HttpMethod: 'POST', ...more },
});

test.each<[what: string, refused: Resources, why: RegExp, good: Resources]>([
  [
    'two paths of one name',
    { One: path('a'), Two: { ...path('a'), DependsOn: 'One' } },
    /already has this name: a .*AlreadyExists/,
    { One: path('a'), Two: path('b') },
  ],
  [
    'two variables',
    { One: path('{a}'), Two: { ...path('{b}'), DependsOn: 'One' } },
    /A sibling \(\{a\}\)/,
    { One: path('{a}'), Two: path('{b+}') },
  ],
  ['a path that is none', { One: path('a/b') }, /path part only allow/, { One: path('a:b') }],
  ['a second method', { Two: { ...get('200'), DependsOn: 'Get' } }, /Method already exists/, { Two: method({}) }],
  [
    'a method by nobody',
    { Two: method({ AuthorizationType: 'COGNITO_USER_POOLS' }) },
    /Invalid authorizer ID specified/,
    { Two: method({ AuthorizationType: 'AWS_IAM' }) },
  ],
  [
    'a validator that is not there',
    { Two: method({ RequestValidatorId: 'abc' }) },
    /Invalid Request Validator identifier/,
    { V: part('RequestValidator', {}), Two: method({ RequestValidatorId: { Ref: 'V' } }) },
  ],
  [
    'a stage that logs',
    {
      Logged: part('Stage', {
        StageName: 'logged',
        DeploymentId: { Ref: 'First' },
        MethodSettings: [{ LoggingLevel: 'INFO' }],
      }),
    },
    /CloudWatch Logs role ARN must be set in account settings to enable logging \(Service: ApiGateway, Status Code: 400\)/,
    {
      Logged: part('Stage', {
        StageName: 'logged',
        DeploymentId: { Ref: 'First' },
        MethodSettings: [{ DataTraceEnabled: false }],
      }),
    },
  ],
  [
    'a stage of nothing',
    { Other: part('Stage', { StageName: 'other', DeploymentId: 'abcdef' }) },
    /Invalid Deployment identifier/,
    { Other: part('Stage', { StageName: 'other', DeploymentId: { Ref: 'First' } }) },
  ],
  [
    'a model that is no schema',
    { Model: part('Model', { Schema: { type: 'text' } }) },
    /Invalid model schema specified/,
    { Model: part('Model', { Schema: { type: 'string' } }) },
  ],
  [
    'a model of what is not understood',
    { Model: part('Model', { Schema: { if: {} } }) },
    /'if' is not understood/,
    { Model: part('Model', { Schema: { not: {} } }) },
  ],
  [
    'a pool that is not here',
    {
      By: part('Authorizer', {
        Name: 'a',
        Type: 'COGNITO_USER_POOLS',
        ProviderARNs: ['arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_a'],
      }),
    },
    /Invalid Cognito User Pool ARN/,
    {
      Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
      By: part('Authorizer', {
        Name: 'a',
        Type: 'COGNITO_USER_POOLS',
        ProviderARNs: [{ 'Fn::GetAtt': ['Pool', 'Arn'] }],
      }),
    },
  ],
])('AWS refuses %s, beside what it takes', async (_what, refused, why, good) => {
  expect(await account.deploy('scores', template({ ...first(), ...refused }))).toBe('ROLLBACK_COMPLETE');
  expect((await account.history('scores')).join('\n')).toMatch(why);
  await account.remove('scores');
  expect(await account.deploy('scores', template({ ...first(), ...good }))).toBe('CREATE_COMPLETE');
});

test.each<[what: string, Resources: Resources, why: RegExp]>([
  ['Lambda authorizers', { By: part('Authorizer', { Name: 'a', Type: 'TOKEN' }) }, /runs no Lambda authorizers/],
  ['a method that is custom', { Two: method({ AuthorizationType: 'CUSTOM' }) }, /runs no Lambda authorizers/],
  ['API keys', { Two: method({ ApiKeyRequired: true }) }, /knows no API keys/],
  [
    'HTTP integrations',
    { Two: method({ Integration: { Type: 'HTTP', Uri: 'https://example.com' } }) },
    /AWS_PROXY .* and MOCK/,
  ],
  ['traces', { Live: stage('First', { TracingEnabled: true }) }, /traces nothing/],
  ['caches', { Live: stage('First', { CacheClusterEnabled: true }) }, /caches no answers/],
  ['canaries', { Live: stage('First', { CanarySetting: {} }) }, /CanarySetting/],
  [
    'a stage of a deployment’s own',
    { First: part('Deployment', { StageName: 'x' }, 'Get') },
    /makes stages by AWS::ApiGateway::Stage alone/,
  ],
  ['private endpoints', { Api: api({ EndpointConfiguration: { Types: ['PRIVATE'] } }) }, /has no VPC/],
  ['compression', { Api: api({ MinimumCompressionSize: 0 }) }, /MinimumCompressionSize/],
  [
    'templates in a language that is not understood',
    {
      Two: method({
        Integration: { ...mock('200'), RequestTemplates: { 'application/json': '#foreach($a in $b)#end' } },
      }),
    },
    /#foreach is not understood here/,
  ],
  ['usage plans', { Plan: part('UsagePlan', {}) }, /AWS::ApiGateway::UsagePlan/],
])('%s are not understood: nothing is made', async (_what, resources, why) => {
  const deployed = account.deploy('scores', template({ ...first(), ...resources })).then(async (status) => {
    throw new Error([status, ...(await account.history('scores'))].join('\n'));
  });
  await expect(deployed).rejects.toThrow(why);
  expect(await account.deploy('other', template(first()))).toBe('CREATE_COMPLETE');
});
