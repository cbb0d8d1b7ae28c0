import {
  DeleteFunctionCommand,
  InvokeCommand,
  type InvokeCommandInput,
  LambdaClient,
  RequestTooLargeException,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { type Listener, listen } from '../../../../local/http/listener';
import type { HttpRequest } from '../../../../local/http/message';
import { perform } from '../../../../local/http/perform';
import { lambdaService } from '../../../../local/services/lambda/service';
import { systemClock } from '../../../../local/shared/clock';
import type { ServiceError } from '../../../../local/shared/service-error';
import type { Decision } from '../../../../policy/decide';
import type { AuthorizationQuestion } from '../../../../policy/types';
import { noReason } from '../../../policy/fixtures';
import { deployedFunctions, lambdaFunction, removeAssets } from './fixtures';

const target = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };
const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:check';
const code = `exports.handler = async (event, context) => {
  if (event.fail) throw new Error('as told');
  if (event.say) console.log(event.say);
  return { event, arn: context.invokedFunctionArn, version: context.functionVersion, client: context.clientContext };
}`;
const service = lambdaService({
  functions: deployedFunctions(lambdaFunction(code)),
  target,
  endpointUrl: () => 'http://127.0.0.1:4500',
  issuers: () => ({}),
  executionSession: () => ({ accessKeyId: 'ASIA', secretAccessKey: 'secret' }),
  clock: systemClock,
});

let listener: Listener;
let client: LambdaClient;
let asked: AuthorizationQuestion[];
let allowed: boolean;

/** As the dispatcher does it, without signatures, and with one answer to every question. */
async function handle(request: HttpRequest) {
  try {
    const operation = service.match(request);
    if (operation === undefined) throw service.unknownOperation(request);
    const output = await perform({ service, operation, request, region: 'eu-west-1', decide });
    return service.protocol.success(output, operation.name, request);
  } catch (error) {
    return service.protocol.failure(error as ServiceError, request);
  }
}

function decide(question: AuthorizationQuestion): Decision {
  asked.push(question);
  const sentence = () => 'User: somebody is not authorized';
  return { allowed, kind: allowed ? 'allow' : 'implicit-deny', explain: sentence, reason: noReason, sentence };
}

beforeAll(async () => {
  listener = await listen(handle, { port: 0 });
  client = new LambdaClient({
    region: 'eu-west-1',
    endpoint: listener.url,
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
});
beforeEach(() => {
  asked = [];
  allowed = true;
});
afterAll(async () => {
  client.destroy();
  await listener.close();
  await service.stop();
  removeAssets();
});

const invoke = async (input: Partial<InvokeCommandInput> = {}) => {
  const answer = await client.send(new InvokeCommand({ FunctionName: 'check', ...input }));
  const text = answer.Payload?.transformToString() ?? '';
  return { ...answer, value: text === '' ? undefined : JSON.parse(text) };
};

describe('Invoke', () => {
  test('the function’s answer is the payload', async () => {
    const { StatusCode, ExecutedVersion, FunctionError, value } = await invoke({ Payload: '{"a":1}' });
    expect({ StatusCode, ExecutedVersion, FunctionError }).toEqual({
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      FunctionError: undefined,
    });
    expect(value).toMatchObject({ event: { a: 1 }, arn, version: '$LATEST' });
    expect(asked).toEqual([{ action: 'lambda:InvokeFunction', resource: arn }]);
  });

  test('the function’s error is a success with FunctionError', async () => {
    const { StatusCode, FunctionError, value } = await invoke({ Payload: '{"fail":true}' });
    expect([StatusCode, FunctionError, value.errorMessage]).toEqual([200, 'Unhandled', 'as told']);
  });

  test.each([
    ['check', undefined, arn],
    [arn, undefined, arn],
    ['123456789012:function:check', undefined, arn],
    ['check:1', undefined, `${arn}:1`],
    ['check', '1', `${arn}:1`],
    [`${arn}:1`, '1', `${arn}:1`],
    ['check', '$LATEST', `${arn}:$LATEST`],
  ])('%s with qualifier %s is judged, and runs, as %s', async (FunctionName, Qualifier, resource) => {
    const { value, ExecutedVersion } = await invoke({ FunctionName, Qualifier });
    expect(asked.map((question) => question.resource)).toEqual([resource]);
    expect(value.arn).toBe(resource);
    expect(ExecutedVersion).toBe(resource.endsWith(':1') ? '1' : '$LATEST');
  });

  test.each([
    ['nobody'],
    ['check:2'],
    ['arn:aws:lambda:eu-west-1:999999999999:function:check'],
    ['arn:aws:lambda:us-east-1:123456789012:function:check'],
  ])('%s is not found, but only once IAM has allowed it', async (FunctionName) => {
    await expect(invoke({ FunctionName })).rejects.toThrow(ResourceNotFoundException);
    allowed = false;
    await expect(invoke({ FunctionName })).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('a name that is none is refused, and so is one that contradicts its qualifier', async () => {
    await expect(invoke({ FunctionName: 'a b' })).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(invoke({ FunctionName: 'check:1', Qualifier: '2' })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
  });

  test('whoever IAM refuses does not run it', async () => {
    allowed = false;
    await expect(invoke({ Payload: '{}' })).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: 'User: somebody is not authorized',
      $metadata: { httpStatusCode: 403 },
    });
  });

  test('DryRun runs nothing, Event does not wait', async () => {
    expect(await invoke({ InvocationType: 'DryRun' })).toMatchObject({ StatusCode: 204, value: undefined });
    expect(await invoke({ InvocationType: 'Event', Payload: '{"fail":true}' })).toMatchObject({
      StatusCode: 202,
      value: undefined,
    });
    await expect(invoke({ InvocationType: 'DryRun', FunctionName: 'nobody' })).rejects.toThrow(
      ResourceNotFoundException,
    );
  });

  test('the log’s end is answered when asked for', async () => {
    const { LogResult = '' } = await invoke({ LogType: 'Tail', Payload: '{"say":"hello"}' });
    const lines = Buffer.from(LogResult, 'base64').toString('utf8').trim().split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/^START RequestId: \S+ Version: \$LATEST$/),
      'hello',
      expect.stringMatching(/^END RequestId: /),
      expect.stringMatching(/^REPORT RequestId: \S+\tDuration: .*Memory Size: 128 MB$/),
    ]);
    expect((await invoke({ Payload: '{"say":"hello"}' })).LogResult).toBeUndefined();
    const { LogResult: long = '' } = await invoke({
      LogType: 'Tail',
      Payload: JSON.stringify({ say: 'x'.repeat(9000) }),
    });
    expect(Buffer.from(long, 'base64')).toHaveLength(4096);
  });

  test('the client context reaches the handler', async () => {
    const ClientContext = Buffer.from('{"custom":{"a":"b"}}').toString('base64');
    expect((await invoke({ ClientContext })).value.client).toEqual({ custom: { a: 'b' } });
    await expect(invoke({ ClientContext: '!!' })).rejects.toMatchObject({ name: 'InvalidRequestContentException' });
  });

  test('a payload must be JSON and of bounded size', async () => {
    await expect(invoke({ Payload: '{"a":' })).rejects.toMatchObject({ name: 'InvalidRequestContentException' });
    const sized = (bytes: number) => JSON.stringify('x'.repeat(bytes - 2));
    await expect(invoke({ Payload: sized(6_291_457), InvocationType: 'DryRun' })).rejects.toThrow(
      RequestTooLargeException,
    );
    await expect(invoke({ Payload: sized(6_291_456), InvocationType: 'DryRun' })).resolves.toMatchObject({
      StatusCode: 204,
    });
    await expect(invoke({ Payload: sized(1_048_577), InvocationType: 'Event' })).rejects.toThrow(
      RequestTooLargeException,
    );
  });

  test('headers have their values only', async () => {
    await expect(invoke({ InvocationType: 'Now' as 'Event' })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
    await expect(invoke({ LogType: 'All' as 'Tail' })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
  });
});

/** What is not known of a call whose parameters are not read. */
const unfilled = ['lambda:*', 'aws:requesttag/*', 'aws:tagkeys'];

describe('everything else', () => {
  test('an operation that the local cloud lacks is judged before it says so', async () => {
    const get = () => client.send(new DeleteFunctionCommand({ FunctionName: 'check', Qualifier: '1' }));
    await expect(get()).rejects.toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
    expect(asked).toEqual([{ action: 'lambda:DeleteFunction', resource: `${arn}:1`, unfilled }]);
    allowed = false;
    await expect(get()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test.each([
    ['DELETE', '/2015-03-31/functions/check', 'lambda:DeleteFunction', arn],
    ['POST', '/2021-11-15/functions/check/response-streaming-invocations', 'lambda:InvokeFunction', arn],
    ['DELETE', '/2015-03-31/functions/check/policy/sid', 'lambda:RemovePermission', arn],
  ])('%s %s asks for %s on %s', async (method, path, action, resource) => {
    expect((await fetch(`${listener.url}${path}`, { method })).status).toBe(501);
    expect(asked).toEqual([{ action, resource, unfilled }]);
  });

  test.each([
    ['GET', '/2015-03-31/functions/check/invocations'],
    ['POST', '/2015-03-31/functions/a/b/c/invocations'],
    ['GET', '/'],
  ])('%s %s is no operation', async (method, path) => {
    const response = await fetch(`${listener.url}${path}`, { method });
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([404, 'UnknownOperationException']);
  });

  test('a path that is no percent-encoding is refused', async () => {
    const response = await fetch(`${listener.url}/2015-03-31/functions/%E0%A4%A/invocations`, { method: 'POST' });
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([400, 'SerializationException']);
  });
});
