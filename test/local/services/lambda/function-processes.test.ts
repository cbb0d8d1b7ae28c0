import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { FunctionProcesses } from '../../../../local/services/lambda/function-processes';
import type { LambdaFunction } from '../../../../local/services/lambda/lambda-function';
import { asset, lambdaFunction, removeAssets } from './fixtures';

let now: number;
let expiration: number;
let sessions: string[];
let lines: string[];
let processes: FunctionProcesses;
const issuers: Record<string, string> = {};

beforeEach(() => {
  now = 0;
  expiration = 3_600_000;
  sessions = [];
  lines = [];
  processes = new FunctionProcesses({
    endpointUrl: () => 'http://127.0.0.1:4500',
    issuers: () => issuers,
    executionSession: ({ roleArn, name }) => {
      sessions.push(`${roleArn} as ${name}`);
      const accessKeyId = `ASIA${sessions.length}`;
      return { accessKeyId, secretAccessKey: 'secret', sessionToken: 'token', expiration };
    },
    clock: { now: () => now },
    log: (name, line) => lines.push(`${name}: ${line}`),
  });
});
afterEach(async () => {
  await processes.stop();
  removeAssets();
});

const refuse = () => {
  throw new Error('nothing is refused here');
};
const run = async (lambda: LambdaFunction, event: unknown = {}) => {
  const { arn } = lambda;
  const invocation = { requestId: 'r-1', event: JSON.stringify(event), arn };
  const outcome = await processes.run(lambda, '$LATEST', invocation, refuse);
  return { ...outcome, value: JSON.parse(outcome.payload) };
};
const handler = (body: string, changes: Partial<LambdaFunction> = {}) =>
  lambdaFunction(`exports.handler = async (event, context) => { ${body} }`, changes);
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('whoever asks for it runs functions elsewhere, with all that a process is started with', async () => {
  const elsewhere = new FunctionProcesses({
    endpointUrl: () => 'http://127.0.0.1:4500',
    issuers: () => issuers,
    executionSession: () => ({ accessKeyId: 'ASIA1', secretAccessKey: 'secret' }),
    clock: { now: () => now },
    startFunction: ({ name }, { version, credentials, endpointUrl }) => ({
      invoke: async ({ event }) => {
        const payload = [name, version, credentials.accessKeyId, endpointUrl, event].join(' ');
        return { payload, failed: false, log: [], milliseconds: 1, reusable: true };
      },
      stop: async () => {
        lines.push(`${name} stopped`);
      },
    }),
  });
  const lambda = handler('return process.pid', { name: 'game' });
  const { payload } = await elsewhere.run(lambda, '7', { requestId: 'r-1', event: '{}', arn: lambda.arn }, refuse);
  expect(payload).toBe('game 7 ASIA1 http://127.0.0.1:4500 {}');
  await elsewhere.stop();
  expect(lines).toEqual(['game stopped']);
});

describe('what a handler may be', () => {
  test.each([
    ['an async function', 'exports.handler = async (event) => ({ got: event })'],
    [
      'a function with a callback',
      'exports.handler = (event, context, done) => setImmediate(() => done(null, { got: event }))',
    ],
    ['a function that returns a promise', 'exports.handler = (event) => Promise.resolve({ got: event })'],
  ])('%s answers', async (_kind, code) => {
    expect(await run(lambdaFunction(code), { a: [1] })).toMatchObject({ value: { got: { a: [1] } }, failed: false });
  });

  test('an ES module, by name or by package.json, and a nested export', async () => {
    const es = 'export const handler = async () => "es"';
    expect(await run(lambdaFunction('', { codeDirectory: asset({ 'index.mjs': es }) }))).toMatchObject({ value: 'es' });
    const byPackage = asset({ 'index.js': es, 'package.json': '{"type":"module"}' });
    expect(await run(lambdaFunction('', { name: 'b', arn: 'b', codeDirectory: byPackage }))).toMatchObject({
      value: 'es',
    });
    const nested = asset({ 'sub/index.js': 'exports.a = { b: async () => "nested" }' });
    const inner = lambdaFunction('', { name: 'c', arn: 'c', codeDirectory: nested, handler: 'sub/index.a.b' });
    expect(await run(inner)).toMatchObject({ value: 'nested' });
  });

  describe('below a project whose package.json makes modules of what is below it', () => {
    const project = { 'package.json': '{"type":"module"}' };
    const script = {
      'app/index.js': "exports.handler = async () => require('./part.js')",
      'app/part.js': "module.exports = 'script'",
    };
    const es = {
      'app/index.js': "import part from './part.js'; export const handler = async () => part",
      'app/part.js': "export default 'es'",
    };
    test.each<[string, Record<string, string>, string]>([
      ['a script is one', script, 'script'],
      ['a module by its syntax is one', es, 'es'],
      ['a module by its own package.json is one', { ...es, 'app/package.json': '{"type":"module"}' }, 'es'],
      ['a script by its own package.json is one', { ...script, 'app/package.json': '{}' }, 'script'],
    ])('%s', async (_what, files, value) => {
      const codeDirectory = join(asset({ ...project, ...files }), 'app');
      expect(await run(lambdaFunction('', { codeDirectory }))).toMatchObject({ value });
    });
  });

  test('nothing returned is null', async () => {
    expect(await run(handler(''))).toMatchObject({ payload: 'null', failed: false });
    const silent = lambdaFunction('exports.handler = () => {}', { name: 'silent', arn: 'silent' });
    expect(await run(silent)).toMatchObject({ payload: 'null', failed: false });
  });

  test('nodejs24.x takes no callbacks, nodejs22.x does', async () => {
    const code = 'exports.handler = (event, context, done) => done(null, 1)';
    expect(await run(lambdaFunction(code, { runtime: 'nodejs24.x' }))).toMatchObject({
      failed: true,
      value: { errorType: 'Runtime.CallbackHandlerDeprecated' },
    });
    expect(await run(lambdaFunction(code, { name: 'b', arn: 'b' }))).toMatchObject({ value: 1 });
    const sync = lambdaFunction('exports.handler = () => 2', { name: 'c', arn: 'c', runtime: 'nodejs24.x' });
    expect(await run(sync)).toMatchObject({ value: 2 });
  });

  test.each([
    ['a file that is not there', 'other.handler', '', 'Runtime.ImportModuleError'],
    ['a module that is not there', 'index.handler', 'require("left-pad-of-nowhere")', 'Runtime.ImportModuleError'],
    ['an export that is not there', 'index.other', 'exports.handler = async () => {}', 'Runtime.HandlerNotFound'],
    ['an export that is no function', 'index.handler', 'exports.handler = 1', 'Runtime.HandlerNotFound'],
    ['a name without export', 'index', '', 'Runtime.MalformedHandlerName'],
    ['a path out of the bundle', '../index.handler', '', 'Runtime.MalformedHandlerName'],
    ['code that is no JavaScript', 'index.handler', 'exports.handler = async ( =>', 'Runtime.UserCodeSyntaxError'],
    ['code that throws while it loads', 'index.handler', 'throw new RangeError("early")', 'RangeError'],
  ])('%s is an error of the function', async (_kind, name, code, errorType) => {
    expect(await run(lambdaFunction(code, { handler: name }))).toMatchObject({ failed: true, value: { errorType } });
  });
});

describe('failing', () => {
  test('an error that is thrown is answered with its type, message and trace', async () => {
    const { failed, value, reusable } = await run(handler('throw new TypeError("no such player")'));
    expect({ failed, reusable }).toEqual({ failed: true, reusable: true });
    expect(value).toEqual({
      errorType: 'TypeError',
      errorMessage: 'no such player',
      trace: expect.arrayContaining(['TypeError: no such player', expect.stringContaining('index.js')]),
    });
  });

  test('anything can be thrown', async () => {
    expect((await run(handler('throw "text"'))).value).toEqual({
      errorType: 'string',
      errorMessage: 'text',
      trace: [],
    });
    const callback = lambdaFunction('exports.handler = (e, c, done) => done({ a: 1 })', { name: 'b', arn: 'b' });
    expect(await run(callback)).toMatchObject({ failed: true, value: { errorType: 'object' } });
  });

  test('an answer that is no JSON is an error', async () => {
    const { failed, value } = await run(handler('const a = {}; a.a = a; return a'));
    expect([failed, value.errorType]).toEqual([true, 'TypeError']);
  });

  test('an answer of more than 6 MB is an error, one just below is not', async () => {
    const size = handler('return "x".repeat(event.size)');
    expect((await run(size, { size: 6_291_556 })).value.errorType).toBe('Function.ResponseSizeTooLarge');
    expect((await run(size, { size: 6_291_554 })).failed).toBe(false);
  });

  test('a function that runs too long is ended, and the next event has a new process', async () => {
    // It never yields, as a loop would not, but takes no CPU.
    const hang = 'console.log("hanging"); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);';
    const body = `if (event.hang) { ${hang} } return process.pid`;
    const slow = handler(body, { timeoutSeconds: 1 });
    const { value: first } = await run(slow);
    const { failed, value, log } = await run(slow, { hang: true });
    expect([failed, value]).toEqual([
      true,
      { errorType: 'Sandbox.Timedout', errorMessage: 'RequestId: r-1 Error: Task timed out after 1.00 seconds' },
    ]);
    expect(log).toEqual(['hanging', expect.stringMatching(/ r-1 Task timed out after 1\.00 seconds$/)]);
    expect(isAlive(first)).toBe(false);
    const { value: second } = await run(slow);
    expect(isAlive(second)).toBe(true);
  });

  test.each([
    ['exits', 'process.exit(3)', 'Runtime exited with error: exit status 3'],
    ['exits as if all were well', 'process.exit(0)', 'Runtime exited without providing a reason'],
    [
      'is killed',
      'process.kill(process.pid, "SIGKILL"); await new Promise(() => {})',
      'Runtime exited with error: signal: killed',
    ],
  ])('a function that %s is a Runtime.ExitError', async (_how, code, why) => {
    const fragile = handler(`if (event.end) { ${code} } return "fine"`);
    expect(await run(fragile, { end: true })).toMatchObject({
      failed: true,
      value: { errorType: 'Runtime.ExitError', errorMessage: `RequestId: r-1 Error: ${why}` },
    });
    expect(await run(fragile)).toMatchObject({ value: 'fine' });
  });

  test.each([
    ['an error nobody catches', 'setImmediate(() => { throw new RangeError("loose") })', 'RangeError'],
    ['a rejection nobody handles', 'Promise.reject(new Error("loose"))', 'Runtime.UnhandledPromiseRejection'],
    ['a promise that nothing will settle', '', 'Runtime.NodeJsExit'],
  ])('%s ends the process with its reason', async (_what, code, errorType) => {
    const outcome = await run(handler(`${code}; await new Promise(() => {})`));
    expect(outcome).toMatchObject({ failed: true, reusable: false, value: { errorType } });
  });
});

describe('what a function sees', () => {
  test('its environment is the template’s, the platform’s and its role’s session, and nothing of the developer’s', async () => {
    jest.replaceProperty(process, 'env', {
      ...process.env,
      AWS_PROFILE: 'mine',
      NODE_OPTIONS: '--no-warnings',
      MY_SECRET: 'x',
    });
    const { value } = await run(handler('return process.env', { environment: { TABLE_NAME: 'records' } }));
    jest.restoreAllMocks();
    expect(value).toMatchObject({
      TABLE_NAME: 'records',
      _HANDLER: 'index.handler',
      AWS_REGION: 'eu-west-1',
      AWS_LAMBDA_FUNCTION_NAME: 'check',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/check',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      AWS_ACCESS_KEY_ID: 'ASIA1',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4500',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    });
    const known = /^(AWS_|LAMBDA_|_HANDLER$|_X_AMZN_TRACE_ID$|LANG$|PATH$|TZ$|HOME$|TABLE_NAME$)/;
    expect(Object.keys(value).filter((name) => !known.test(name))).toEqual([]);
    expect(Object.keys(value)).not.toContain('AWS_PROFILE');
    expect(sessions).toEqual(['arn:aws:iam::123456789012:role/check-role as check']);
  });

  test('its context says what is called, and how long it still has', async () => {
    const body = 'return { ...context, left: context.getRemainingTimeInMillis(), parent: typeof process.send }';
    const { value } = await run(handler(body, { memoryMegabytes: 256 }));
    expect(value).toMatchObject({
      functionName: 'check',
      functionVersion: '$LATEST',
      memoryLimitInMB: '256',
      logGroupName: '/aws/lambda/check',
      awsRequestId: 'r-1',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:check',
      parent: 'undefined',
    });
    expect(value.left).toBeGreaterThan(5_000);
    expect(value.left).toBeLessThanOrEqual(10_000);
  });

  test('its fetch reaches the issuers of this machine by their own names', async () => {
    const server = createServer((request, response) => response.end(String(request.headers['x-forwarded-host'])));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuers['https://players.example'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { value } = await run(handler('return (await fetch("https://players.example/jwks")).text()'));
    expect(value).toBe('players.example');
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test('what it prints comes line by line, whole and in time, before its answer', async () => {
    const body = `process.stdout.write("a\\nb"); process.stdout.write("c\\n"); console.error("err"); process.stdout.write("ü without end"); return 1`;
    const { log, value } = await run(handler(body));
    expect(value).toBe(1);
    expect([...log].sort()).toEqual(['a', 'bc', 'err', 'ü without end']);
    expect([...lines].sort()).toEqual(['check: a', 'check: bc', 'check: err', 'check: ü without end']);
    expect((await run(handler('return 1', { name: 'quiet', arn: 'quiet' }))).log).toEqual([]);
  });
});

describe('processes', () => {
  const counting = () => lambdaFunction('let n = 0; exports.handler = async () => [process.pid, ++n]');

  test('the next event finds the process warm', async () => {
    const lambda = counting();
    const [first, second] = [(await run(lambda)).value, (await run(lambda)).value];
    expect(second).toEqual([first[0], 2]);
    expect(sessions).toHaveLength(1);
  });

  test('events at once have a process each, none sees another’s event', async () => {
    const lambda = handler('return [event.n, process.pid]');
    const answers = await Promise.all([1, 2, 3].map((n) => run(lambda, { n })));
    expect(answers.map(({ value }) => value[0])).toEqual([1, 2, 3]);
    expect(new Set(answers.map(({ value }) => value[1])).size).toBe(3);
  });

  test('no more run at once than the template reserves', async () => {
    const lambda = handler('return 1', { reservedConcurrency: 1 });
    const first = run(lambda);
    await expect(run(lambda)).rejects.toMatchObject({ code: 'TooManyRequestsException', status: 429 });
    expect((await first).value).toBe(1);
    expect((await run(lambda)).value).toBe(1);
  });

  test('a process ends before its credentials do', async () => {
    const lambda = handler('return process.env.AWS_ACCESS_KEY_ID');
    expect((await run(lambda)).value).toBe('ASIA1');
    now = expiration - 10_001;
    expect((await run(lambda)).value).toBe('ASIA1');
    now = expiration - 10_000;
    expiration += 3_600_000;
    expect((await run(lambda)).value).toBe('ASIA2');
  });

  test('stopping ends all of them, those at work too', async () => {
    const idle = (await run(counting())).value[0];
    const server = createServer();
    const connected = new Promise<string>((resolve) => server.on('request', (request) => resolve(String(request.url))));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const busy = handler(`await fetch("${url}/" + process.pid)`, { name: 'busy', arn: 'busy' });
    const running = run(busy);
    const pid = Number((await connected).slice(1));
    expect([isAlive(idle), isAlive(pid)]).toEqual([true, true]);
    await processes.stop();
    expect([isAlive(idle), isAlive(pid)]).toEqual([false, false]);
    expect((await running).value.errorType).toBe('Runtime.ExitError');
    await expect(run(counting())).rejects.toMatchObject({ code: 'ServiceException' });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
