import { fileURLToPath } from 'node:url';
import type { HttpRequest } from '../../../../local/http/message';
import { perform } from '../../../../local/http/perform';
import { lambdaService } from '../../../../local/services/lambda/service';
import { systemClock } from '../../../../local/shared/clock';
import { ServiceError } from '../../../../local/shared/service-error';
import type { AuthorizationQuestion } from '../../../../policy/types';
import { noReason } from '../../../policy/fixtures';
import { emptyPost } from '../../federation/cloud';
import { deployedFunctions, lambdaFunction, removeAssets } from './fixtures';

const target = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };
const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:check';
const check = lambdaFunction('exports.handler = async () => 1', {
  environment: { GAME: 'moons' },
  described: { Description: 'Checks', Architectures: ['arm64'] },
});
const functions = deployedFunctions(check, lambdaFunction('', { name: 'other' }));
functions.policies.put({
  id: 'sid',
  resource: arn,
  statement: { Sid: 'sid', Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunction', Resource: arn },
});
functions.change({
  configuration: check,
  versioned: 'first',
  tags: new Map([['game', 'moons']]),
  reservedConcurrency: 7,
});
const service = lambdaService({
  functions,
  target,
  endpointUrl: () => '',
  issuers: () => ({}),
  executionSession: () => ({ accessKeyId: '', secretAccessKey: '' }),
  clock: systemClock,
});
afterAll(async () => {
  await service.stop();
  removeAssets();
});

let asked: AuthorizationQuestion[];

async function get(path: string, query: Record<string, string> = {}, allowed = true) {
  asked = [];
  const request: HttpRequest = {
    ...emptyPost,
    method: 'GET',
    rawPath: path,
    query: new URLSearchParams(query),
    body: Buffer.alloc(0),
  };
  const operation = service.match(request);
  if (operation === undefined) throw service.unknownOperation(request);
  const sentence = () => 'not authorized';
  const decide = (question: AuthorizationQuestion) => {
    asked.push(question);
    const kind = allowed ? ('allow' as const) : ('implicit-deny' as const);
    return { allowed, kind, explain: sentence, reason: noReason, sentence };
  };
  const { body } = await perform({ service, operation, request, region: 'eu-west-1', decide });
  // biome-ignore lint/suspicious/noExplicitAny: each operation answers something else
  return body as any;
}

const of = '/2015-03-31/functions/check';
const refusal = async (path: string, query: Record<string, string> = {}) => {
  const error = await get(path, query).catch((one: unknown) => one);
  return error instanceof ServiceError ? `${error.code} ${error.status}` : 'no refusal';
};

test.each([
  ['/2015-03-31/functions', {}, 'lambda:ListFunctions', '*'],
  ['/2016-08-19/account-settings', {}, 'lambda:GetAccountSettings', '*'],
  [of, {}, 'lambda:GetFunction', arn],
  [of, { Qualifier: '1' }, 'lambda:GetFunction', `${arn}:1`],
  [`${of}/configuration`, {}, 'lambda:GetFunctionConfiguration', arn],
  [`${of}/versions`, {}, 'lambda:ListVersionsByFunction', arn],
  [`${of}/aliases`, {}, 'lambda:ListAliases', arn],
  [`${of}/policy`, {}, 'lambda:GetPolicy', arn],
  ['/2019-09-30/functions/check/concurrency', {}, 'lambda:GetFunctionConcurrency', arn],
  [`/2017-03-31/tags/${encodeURIComponent(arn)}`, {}, 'lambda:ListTags', arn],
])('%s %j is judged, and then answered', async (path, query, action, resource) => {
  expect(await get(path, query)).toBeInstanceOf(Object);
  expect(asked).toHaveLength(1);
  expect(asked).toMatchObject([{ action, resource }]);
  expect(asked[0]).not.toHaveProperty('unfilled');
  await expect(get(path, query, false)).rejects.toMatchObject({ code: 'AccessDeniedException' });
});

test.each([
  [of, {}],
  [of, { Qualifier: '9' }],
  [`${of}/configuration`, {}],
  [`${of}/versions`, {}],
  [`${of}/policy`, {}],
  ['/2019-09-30/functions/check/concurrency', {}],
  [`/2017-03-31/tags/${encodeURIComponent(arn)}`, {}],
])('%s %j of a function that is not there', async (path, query) => {
  const missing = 'Qualifier' in query ? path : path.replace('check', 'missing');
  expect(await refusal(missing, query)).toBe('ResourceNotFoundException 404');
  expect(await refusal(path)).toBe('no refusal');
});

test('a configuration, as it is and as it was published', async () => {
  const configuration = await get(`${of}/configuration`);
  expect(configuration).toMatchObject({
    FunctionName: 'check',
    FunctionArn: arn,
    Version: '$LATEST',
    Runtime: 'nodejs22.x',
    Environment: { Variables: { GAME: 'moons' } },
    Description: 'Checks',
    Architectures: ['arm64'],
    CodeSize: 31,
    State: 'Active',
    LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
    LoggingConfig: { LogGroup: '/aws/lambda/check' },
  });
  expect(await get(`${of}/configuration`, { Qualifier: '1' })).toMatchObject({ FunctionArn: `${arn}:1`, Version: '1' });
  expect(await get('/2015-03-31/functions/other/configuration')).not.toHaveProperty('Environment');
});

test('a function, with where its code is, its tags and what is reserved for it', async () => {
  const { Configuration, Code, Tags, Concurrency } = await get(of);
  expect(Configuration).toEqual(await get(`${of}/configuration`));
  expect(fileURLToPath(Code.Location)).toBe(check.codeDirectory);
  expect([Tags, Concurrency]).toEqual([{ game: 'moons' }, { ReservedConcurrentExecutions: 7 }]);
  expect(await get(`/2017-03-31/tags/${encodeURIComponent(arn)}`)).toEqual({ Tags: { game: 'moons' } });
  expect(await get('/2019-09-30/functions/check/concurrency')).toEqual({ ReservedConcurrentExecutions: 7 });
  expect(await get('/2019-09-30/functions/other/concurrency')).toEqual({});
});

test('a policy, where there is one', async () => {
  const { Policy } = await get(`${of}/policy`);
  expect(JSON.parse(Policy)).toMatchObject({ Statement: [{ Sid: 'sid' }] });
  expect(await refusal('/2015-03-31/functions/other/policy')).toBe('ResourceNotFoundException 404');
  expect(await refusal(`${of}/policy`, { Qualifier: '1' })).toBe('ResourceNotFoundException 404');
});

const named = (list: readonly { readonly FunctionArn: string }[]) => list.map(({ FunctionArn }) => FunctionArn);
const other = arn.replace('check', 'other');

test.each([
  ['/2015-03-31/functions', 'Functions', {}, [arn, other]],
  [
    '/2015-03-31/functions',
    'Functions',
    { FunctionVersion: 'ALL' },
    [`${arn}:$LATEST`, `${arn}:1`, `${other}:$LATEST`, `${other}:1`],
  ],
  [`${of}/versions`, 'Versions', {}, [`${arn}:$LATEST`, `${arn}:1`]],
])('%s in pages: %s %j', async (path, member, query, all) => {
  expect(named((await get(path, query))[member])).toEqual(all);
  const found: string[] = [];
  let marker: string | undefined;
  do {
    const page = await get(path, { ...query, MaxItems: '1', ...(marker && { Marker: marker }) });
    found.push(...named(page[member]));
    marker = page.NextMarker;
  } while (marker !== undefined);
  expect(found).toEqual(all);
});

test.each<Record<string, string>>([
  { MaxItems: '0' },
  { MaxItems: '10001' },
  { MaxItems: 'x' },
  { Marker: 'nowhere' },
  { FunctionVersion: '1' },
])('a list asked for with %j is refused', async (query) => {
  expect(await refusal('/2015-03-31/functions', query)).toBe('InvalidParameterValueException 400');
  expect(await refusal('/2015-03-31/functions', { MaxItems: '10000' })).toBe('no refusal');
});

test('the account’s limits, and what is used of them', async () => {
  const { AccountLimit, AccountUsage } = await get('/2016-08-19/account-settings');
  expect(AccountLimit).toMatchObject({ ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 993 });
  expect(AccountUsage).toEqual({ TotalCodeSize: 31, FunctionCount: 2 });
});
