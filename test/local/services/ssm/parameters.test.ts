import type { HttpRequest } from '../../../../local/http/message';
import { perform } from '../../../../local/http/perform';
import { parameterCollections } from '../../../../local/services/ssm/kept-parameters';
import { Parameters } from '../../../../local/services/ssm/parameters';
import { ssm } from '../../../../local/services/ssm/service';
import type { ServiceError } from '../../../../local/shared/service-error';
import type { AuthorizationQuestion } from '../../../../policy/types';
import { noReason } from '../../../policy/fixtures';
import { emptyPost } from '../../federation/cloud';
import { left, takeUp } from '../../state/kept/restart';
import { WatchingKeeper } from '../../state/kept/watching-keeper';

const place = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };
const arn = (resource: string) => `arn:aws:ssm:eu-west-1:123456789012:${resource}`;

function store() {
  const keeper = new WatchingKeeper();
  const parameters = new Parameters(place, keeper);
  const service = ssm({ parameters, clock: { now: () => 1_000 } });
  const asked: AuthorizationQuestion[] = [];
  /** @param allowed the resources that the caller may use; absent: all */
  const call = async (
    operation: string,
    input: object,
    allowed?: readonly string[],
  ): Promise<Record<string, unknown>> => {
    asked.length = 0;
    const headers = { 'x-amz-target': `AmazonSSM.${operation}` };
    const request: HttpRequest = { ...emptyPost, headers, body: Buffer.from(JSON.stringify(input)) };
    const found = service.match(request);
    if (found === undefined) throw service.unknownOperation(request);
    const output = await perform({
      service,
      operation: found,
      request,
      region: 'eu-west-1',
      decide: (question) => {
        asked.push(question);
        const isAllowed = allowed?.includes(question.resource) ?? true;
        return {
          allowed: isAllowed,
          kind: isAllowed ? 'allow' : 'implicit-deny',
          explain: () => '',
          reason: noReason,
          sentence: () => 'no',
        };
      },
    });
    keeper.check(parameterCollections(parameters));
    return output as Record<string, unknown>;
  };
  const codeOf = async (operation: string, input: object, allowed?: readonly string[]) =>
    call(operation, input, allowed).then(
      () => undefined,
      (error: ServiceError) => error.code,
    );
  return { parameters, keeper, asked, call, codeOf };
}

test('a parameter is put, read by name, ARN and version, overwritten and deleted', async () => {
  const { call, codeOf } = store();
  expect(await call('PutParameter', { Name: '/a/b', Value: '1', Type: 'String' })).toEqual({
    Version: 1,
    Tier: 'Standard',
  });
  expect(await codeOf('PutParameter', { Name: '/a/b', Value: '2', Type: 'String' })).toBe('ParameterAlreadyExists');
  expect(await call('PutParameter', { Name: '/a/b', Value: '2', Overwrite: true })).toMatchObject({ Version: 2 });
  const latest = {
    Name: '/a/b',
    Type: 'String',
    Value: '2',
    Version: 2,
    ARN: arn('parameter/a/b'),
    LastModifiedDate: 1,
  };
  expect((await call('GetParameter', { Name: '/a/b' })).Parameter).toMatchObject(latest);
  expect((await call('GetParameter', { Name: arn('parameter/a/b') })).Parameter).toMatchObject(latest);
  expect((await call('GetParameter', { Name: '/a/b:1' })).Parameter).toMatchObject({ Value: '1', Selector: ':1' });
  expect(await codeOf('GetParameter', { Name: '/a/b:3' })).toBe('ParameterVersionNotFound');
  await call('DeleteParameter', { Name: '/a/b' });
  expect(await codeOf('DeleteParameter', { Name: '/a/b' })).toBe('ParameterNotFound');
  expect(await codeOf('GetParameter', { Name: '/a/b' })).toBe('ParameterNotFound');
});

test.each<readonly [operation: string, input: object, resources: readonly string[]]>([
  ['GetParameter', { Name: '/a/b' }, [arn('parameter/a/b')]],
  ['GetParameter', { Name: 'plain' }, [arn('parameter/plain')]],
  ['GetParameter', { Name: '/a/b:1' }, [arn('parameter/a/b')]],
  ['GetParameter', { Name: arn('parameter/a/b') }, [arn('parameter/a/b')]],
  ['GetParameters', { Names: ['/a/b', '/a/c'] }, [arn('parameter/a/b'), arn('parameter/a/c')]],
  ['GetParametersByPath', { Path: '/a/' }, [arn('parameter/a/')]],
  ['DescribeParameters', {}, [arn('*')]],
  ['PutParameter', { Name: '/a/c', Value: '1', Type: 'String' }, [arn('parameter/a/c')]],
  ['DeleteParameter', { Name: '/a/b' }, [arn('parameter/a/b')]],
])('%s %j is asked of each parameter', async (operation, input, resources) => {
  const { call, codeOf, asked, parameters } = store();
  for (const name of ['/a/b', 'plain']) parameters.put(name, { type: 'String', value: '1', tier: 'Standard' }, 0);
  for (const without of resources) {
    const allowed = resources.filter((resource) => resource !== without);
    expect(await codeOf(operation, input, allowed)).toBe('AccessDeniedException');
  }
  await call(operation, input, resources);
  expect(asked.map(({ action, resource }) => [action, resource])).toEqual(
    resources.map((resource) => [`ssm:${operation}`, resource]),
  );
});

test('lists are by path, by page, and without values where they are not asked for', async () => {
  const { call, codeOf, parameters } = store();
  for (const name of ['/a/1', '/a/2', '/a/b/3', '/ab/4']) {
    parameters.put(name, { type: 'String', value: 'v', tier: 'Standard' }, 0);
  }
  const names = (answer: Record<string, unknown>) => (answer.Parameters as { Name: string }[]).map(({ Name }) => Name);
  expect(names(await call('GetParametersByPath', { Path: '/a' }))).toEqual(['/a/1', '/a/2']);
  expect(names(await call('GetParametersByPath', { Path: '/a', Recursive: true }))).toEqual(['/a/1', '/a/2', '/a/b/3']);
  const first = await call('DescribeParameters', { MaxResults: 3 });
  expect(names(first)).toEqual(['/a/1', '/a/2', '/a/b/3']);
  const rest = await call('DescribeParameters', { MaxResults: 3, NextToken: first.NextToken });
  expect([names(rest), rest.NextToken]).toEqual([['/ab/4'], undefined]);
  expect(JSON.stringify(first)).not.toContain('"Value"');
  expect(await codeOf('GetParametersByPath', { Path: 'a' })).toBe('ValidationException');
  expect(await call('GetParameters', { Names: ['/a/1', '/missing'] })).toMatchObject({
    InvalidParameters: ['/missing'],
  });
});

test.each<readonly [refused: object, code: string, taken: object]>([
  [{ Type: 'SecureString' }, 'NotImplemented', {}],
  [{ Type: undefined }, 'ValidationException', {}],
  [{ Name: 'aws-x' }, 'ValidationException', { Name: 'a-ws' }],
  [{ Value: '' }, 'ValidationException', { Value: ' ' }],
  [{ Overwrite: true, Tags: [{ Key: 'k', Value: 'v' }] }, 'ValidationException', { Tags: [{ Key: 'k', Value: 'v' }] }],
])('PutParameter with %j is refused', async (refused, code, taken) => {
  const { call, codeOf, parameters } = store();
  const put = { Name: '/a', Value: '1', Type: 'String' };
  expect(await codeOf('PutParameter', { ...put, ...refused })).toBe(code);
  expect(parameters.all()).toEqual([]);
  await call('PutParameter', { ...put, ...taken });
  expect(parameters.all()).toHaveLength(1);
});

/** Another process, on what one leaves; a stack has made `/stack` there again, as the template says. */
async function restarted({ parameters }: ReturnType<typeof store>) {
  const next = store();
  await next.call('PutParameter', { Name: '/stack', Value: 'template', Type: 'String' });
  takeUp(left(parameterCollections(parameters)), parameterCollections(next.parameters), next.keeper);
  return next;
}

describe('a later process has the parameters', () => {
  const put = (Name: string, Value: string, more = {}) =>
    ['PutParameter', { Name, Value, Type: 'String', ...more }] as const;
  const over = { Overwrite: true };
  test.each<[string, readonly (readonly [string, object])[]]>([
    ['that somebody put, with tags', [put('/own', '1', { Tags: [{ Key: 'a', Value: 'b' }], Description: 'what for' })]],
    ['that somebody put over their own', [put('/own', '1'), put('/own', '2', over)]],
    ['that somebody put over those of a stack', [put('/stack', '2', over)]],
    ['of a stack that somebody deleted: without them', [['DeleteParameter', { Name: '/stack' }]]],
    ['that somebody deleted and put again', [['DeleteParameter', { Name: '/stack' }], put('/stack', '3')]],
  ])('%s', async (_name, changes) => {
    const before = store();
    await before.call('PutParameter', { Name: '/stack', Value: 'template', Type: 'String' });
    const tell = async ({ call }: ReturnType<typeof store>) => [
      await call('DescribeParameters', {}),
      await call('GetParameters', { Names: ['/own', '/stack', '/own:1', '/stack:1'] }),
      await call('GetParametersByPath', { Path: '/', Recursive: true }),
    ];
    const untouched = await tell(before);
    for (const change of changes) await before.call(...change);
    const told = await tell(before);
    expect(told).not.toEqual(untouched);
    const next = await restarted(before);
    expect(await tell(next)).toEqual(told);
    // And one more time, and what is put there has the version that it would have had.
    const later = await restarted(next);
    for (const name of ['/own', '/stack']) {
      expect(await later.call(...put(name, 'x', over))).toEqual(await before.call(...put(name, 'x', over)));
    }
  });
});

test('a parameter that its stack removes is forgotten, deleted or not', async () => {
  const { parameters, keeper, call } = store();
  for (const name of ['/one', '/two']) await call('PutParameter', { Name: name, Value: '1', Type: 'String' });
  await call('DeleteParameter', { Name: '/two' });
  expect(parameters.names()).toEqual(['/one', '/two']);
  for (const name of ['/one', '/two']) parameters.remove(name);
  keeper.check(parameterCollections(parameters));
  expect(parameters.names()).toEqual([]);
});
