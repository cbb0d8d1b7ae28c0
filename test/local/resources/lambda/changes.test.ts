import { existsSync } from 'node:fs';
import { perform } from '../../../../local/http/perform';
import { lambdaFunction } from '../../../../local/resources/lambda/function';
import { lambdaPermission } from '../../../../local/resources/lambda/permission';
import { lambdaVersion } from '../../../../local/resources/lambda/version';
import { LambdaFunctions } from '../../../../local/services/lambda/functions';
import { type LambdaService, lambdaService } from '../../../../local/services/lambda/service';
import { noReason } from '../../../policy/fixtures';
import { emptyPost } from '../../federation/cloud';
import { asset, removeAssets } from '../../services/lambda/fixtures';
import { zip } from '../../services/lambda/zip-writer';
import { S3Harness } from '../../services/s3/s3-harness';
import { desired } from '../desired';

const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:check';
/** Says which code, configuration and process answered. */
const says = (text: string) =>
  `exports.handler = async ({ wait = 0 }, context) => {
    await new Promise((resolve) => setTimeout(resolve, wait));
    return ['${text}', process.env.STAGE ?? '', context.memoryLimitInMB, context.functionVersion, process.pid];
  };`;

let s3: S3Harness;
let functions: LambdaFunctions;
let parts: { readonly functions: LambdaFunctions; readonly buckets: S3Harness['buckets'] };
let service: LambdaService;
let assets: Map<string, string>;

beforeEach(() => {
  s3 = new S3Harness({ name: 'cdk-assets' });
  functions = new LambdaFunctions();
  parts = { functions, buckets: s3.buckets };
  assets = new Map(['one', 'two'].map((text) => [`${text}.zip`, asset({ 'index.js': says(text) })]));
  service = lambdaService({
    functions,
    target: { account: '123456789012', region: 'eu-west-1', partition: 'aws' },
    endpointUrl: () => 'http://127.0.0.1:4500',
    issuers: () => ({}),
    executionSession: () => ({ accessKeyId: 'ASIA', secretAccessKey: 'secret' }),
    clock: { now: () => 0 },
  });
});
afterEach(async () => {
  await service.stop();
  removeAssets();
});

const required = {
  Code: { S3Bucket: 'cdk-assets', S3Key: 'one.zip' },
  Handler: 'index.handler',
  Role: 'arn:aws:iam::123456789012:role/check-role',
  Runtime: 'nodejs22.x',
};
const wanted = (properties: object = {}, ref = 'check') =>
  desired(lambdaFunction, ref, { ...required, ...properties }, { assets });
const version = (number: number, ref = arn) => desired(lambdaVersion, `${ref}:${number}`, { FunctionName: ref });
const unnamedVersion = (FunctionName: string) => ({
  ...{ account: '123456789012', region: 'eu-west-1', partition: 'aws', stackName: 'game', logicalId: 'Version' },
  ...{ type: 'AWS::Lambda::Version', place: 'game: Version', earlier: [], properties: { FunctionName } },
});
const permission = (properties: object = {}, ref = 'game-Permission-1') =>
  desired(lambdaPermission, ref, {
    Action: 'lambda:InvokeFunction',
    FunctionName: arn,
    Principal: 's3.amazonaws.com',
    ...properties,
  });
const code = (key: string) => ({ Code: { S3Bucket: 'cdk-assets', S3Key: `${key}.zip` } });
const stage = (STAGE: string) => ({ Environment: { Variables: { STAGE } } });
const change = (to: object, from: object = {}) => lambdaFunction.update(wanted(to), wanted(from), parts);

async function answer(qualifier = '', event: object = {}): Promise<readonly unknown[]> {
  const request = {
    ...emptyPost,
    rawPath: `/2015-03-31/functions/check${qualifier}/invocations`,
    body: Buffer.from(JSON.stringify(event)),
  };
  const operation = service.match(request);
  if (operation === undefined) throw service.unknownOperation(request);
  const sentence = () => 'no';
  const decide = () => ({ allowed: true, kind: 'allow', explain: sentence, reason: noReason, sentence }) as const;
  const { body } = await perform({ service, operation, request, region: 'eu-west-1', decide });
  return JSON.parse(String(body));
}

describe('functions', () => {
  test('one is there once it is created, and its name is taken', async () => {
    await expect(answer()).rejects.toThrow('Function not found');
    lambdaFunction.create(wanted(), parts);
    expect((await answer()).slice(0, 4)).toEqual(['one', '', '128', '$LATEST']);
    expect(() => lambdaFunction.create(wanted(), parts)).toThrow(
      'Function already exist: check (Service: Lambda, Status Code: 409)',
    );
    expect(() => lambdaFunction.create(wanted({}, 'other'), parts)).not.toThrow();
  });

  test.each([
    ['code', code('two'), ['two', '', '128']],
    ['environment', stage('beta'), ['one', 'beta', '128']],
    ['memory', { MemorySize: 512 }, ['one', '', '512']],
  ])('a change of its %s is what the next event meets, in a new process', async (_what, to, expected) => {
    lambdaFunction.create(wanted(), parts);
    const before = await answer();
    expect((await answer())[4]).toBe(before[4]);
    change(to);
    const after = await answer();
    expect(after.slice(0, 3)).toEqual(expected);
    expect(after[4]).not.toBe(before[4]);
    change({}, to);
    expect((await answer()).slice(0, 3)).toEqual(['one', '', '128']);
  });

  test.each([
    ['tags', { Tags: [{ Key: 'game', Value: 'star-harvest' }] }],
    ['reserved concurrency', { ReservedConcurrentExecutions: 5 }],
  ])('a change of its %s keeps its processes', async (_what, to) => {
    lambdaFunction.create(wanted(), parts);
    const [, , , , pid] = await answer();
    change(to);
    expect((await answer())[4]).toBe(pid);
  });

  test('what concerns the function as a whole holds for its versions at once', () => {
    lambdaFunction.create(wanted(), parts);
    lambdaVersion.create(version(1), parts);
    change({ ReservedConcurrentExecutions: 5, Tags: [{ Key: 'a', Value: 'b' }] });
    expect(functions.find(arn, '1')?.reservedConcurrency).toBe(5);
    expect(service.resourceTags?.(`${arn}:1`)).toEqual(new Map([['a', 'b']]));
  });

  test('what is at work when it changes answers, and is not used again', async () => {
    lambdaFunction.create(wanted(), parts);
    const atWork = answer('', { wait: 300 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    change(code('two'));
    const meanwhile = await answer();
    const [text, , , , pid] = await atWork;
    expect([text, meanwhile[0]]).toEqual(['one', 'two']);
    expect((await answer())[4]).toBe(meanwhile[4]);
    await gone(Number(pid));
  });

  test('one is deleted with its versions and permissions, and deleting it again is no error', async () => {
    lambdaFunction.create(wanted(), parts);
    lambdaVersion.create(version(1), parts);
    lambdaPermission.create(permission(), parts);
    lambdaPermission.create(permission({ FunctionName: `${arn}:1` }), parts);
    const [, , , , pid] = await answer();
    lambdaFunction.remove(wanted(), parts);
    lambdaFunction.remove(wanted(), parts);
    await expect(answer()).rejects.toThrow('Function not found');
    await expect(answer(':1')).rejects.toThrow('Function not found');
    await gone(Number(pid));
    lambdaFunction.create(wanted(), parts);
    lambdaVersion.create(version(2), parts);
    expect(service.resourcePolicy?.(arn)).toBeUndefined();
    expect(service.resourcePolicy?.(`${arn}:1`)).toBeUndefined();
  });

  test.each([
    ['a reserved variable', { Environment: { Variables: { AWS_REGION: 'x' } } }, stage('ok'), 'used in this request'],
    ['an archive that is not there', code('three'), code('two'), 'S3 Error Code: NoSuchKey'],
    [
      'a bucket that is not there',
      { Code: { S3Bucket: 'none', S3Key: 'k' } },
      code('two'),
      'S3 Error Code: NoSuchBucket',
    ],
  ])('a change to %s is refused, and nothing is changed', async (_what, refused, taken, words) => {
    lambdaFunction.create(wanted(), parts);
    const before = await answer();
    expect(() => change(refused)).toThrow(words);
    expect(await answer()).toEqual(before);
    expect(() => change(taken)).not.toThrow();
  });

  test('a change of one that is gone is refused', () => {
    expect(() => change(stage('beta'))).toThrow(`Function not found: ${arn} (Service: Lambda, Status Code: 404)`);
    lambdaFunction.create(wanted(), parts);
    expect(() => change(stage('beta'))).not.toThrow();
  });
});

describe('code', () => {
  const uploaded = (key: string, archive: Buffer) => s3.send('PUT', `/cdk-assets/${key}`, { body: archive });
  const archived = (text: string) => zip({ name: 'index.js', content: says(text) });

  test('the archive that was uploaded is what runs, and goes with the last version of it', async () => {
    await uploaded('code-a.zip', archived('uploaded'));
    lambdaFunction.create(wanted(code('code-a')), parts);
    lambdaVersion.create(version(1), parts);
    expect((await answer())[0]).toBe('uploaded');
    const directory = functions.find(arn)?.codeDirectory ?? '';
    change(code('two'), code('code-a'));
    expect((await answer()).slice(0, 4)).toEqual(['two', '', '128', '$LATEST']);
    expect((await answer(':1')).slice(0, 4)).toEqual(['uploaded', '', '128', '1']);
    lambdaVersion.remove(version(1), parts);
    await until(() => !existsSync(directory));
  });

  test('it stays while a version of it is at work, whichever was deleted last', async () => {
    await uploaded('code-a.zip', archived('uploaded'));
    lambdaFunction.create(wanted(code('code-a')), parts);
    lambdaVersion.create(version(1), parts);
    const directory = functions.find(arn)?.codeDirectory ?? '';
    const atWork = answer(':1', { wait: 300 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    lambdaFunction.remove(wanted(code('code-a')), parts);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(existsSync(directory)).toBe(true);
    expect((await atWork)[0]).toBe('uploaded');
    await until(() => !existsSync(directory));
  });

  test('code that is named as before is not read again', async () => {
    await uploaded('code-a.zip', archived('uploaded'));
    lambdaFunction.create(wanted(code('code-a')), parts);
    await s3.send('DELETE', '/cdk-assets/code-a.zip');
    change({ ...code('code-a'), ...stage('beta') }, code('code-a'));
    expect((await answer()).slice(0, 2)).toEqual(['uploaded', 'beta']);
    expect(() => lambdaFunction.create(wanted(code('code-a'), 'other'), parts)).toThrow('S3 Error Code: NoSuchKey');
  });

  test('a version of an object is what it names', async () => {
    const first = await uploaded('code-a.zip', archived('old'));
    await uploaded('code-a.zip', archived('new'));
    const S3ObjectVersion = first.headers['x-amz-version-id'];
    lambdaFunction.create(wanted({ Code: { ...code('code-a').Code, S3ObjectVersion } }), parts);
    expect((await answer())[0]).toBe('old');
  });

  test('a text of the template is index.js', async () => {
    lambdaFunction.create(wanted({ Code: { ZipFile: says('inline') } }), parts);
    expect((await answer())[0]).toBe('inline');
  });

  test.each([
    ['no archive', Buffer.from('exports.handler = 1'), 'Could not unzip uploaded file.'],
    ['a way out', zip({ name: '../../evil.js' }), 'Could not unzip uploaded file.'],
    ['a bomb', zip({ name: 'bomb', size: 300_000_000 }), 'Unzipped size must be smaller than 262144000 bytes'],
  ])('%s is refused', async (_what, archive, words) => {
    await uploaded('bad.zip', archive);
    expect(() => lambdaFunction.create(wanted(code('bad')), parts)).toThrow(words);
    expect(functions.find(arn)).toBeUndefined();
    await uploaded('bad.zip', archived('good'));
    expect(() => lambdaFunction.create(wanted(code('bad')), parts)).not.toThrow();
  });
});

describe('versions', () => {
  test('one keeps the code and the configuration that it was published with', async () => {
    lambdaFunction.create(wanted(), parts);
    lambdaVersion.create(version(1), parts);
    change({ ...code('two'), ...stage('beta') });
    lambdaVersion.create(version(2), parts);
    change({ ...code('two'), ...stage('gone'), MemorySize: 512 }, { ...code('two'), ...stage('beta') });
    expect((await answer(':1')).slice(0, 4)).toEqual(['one', '', '128', '1']);
    expect((await answer(':2')).slice(0, 4)).toEqual(['two', 'beta', '128', '2']);
    expect((await answer()).slice(0, 4)).toEqual(['two', 'gone', '512', '$LATEST']);
  });

  test.each([
    ['nothing', {}, false],
    ['its tags', { Tags: [{ Key: 'a', Value: 'b' }] }, false],
    ['its reserved concurrency', { ReservedConcurrentExecutions: 1 }, false],
    ['its code', code('two'), true],
    ['its environment', stage('beta'), true],
    ['its description', { Description: 'new' }, true],
  ])('after a change of %s there is another one to publish, or not', (_what, to, publishable) => {
    lambdaFunction.create(wanted(), parts);
    lambdaVersion.create(version(1), parts);
    change(to);
    const publish = () => lambdaVersion.create(version(2), parts);
    if (publishable) expect(publish).not.toThrow();
    else
      expect(publish).toThrow(
        'A version for this Lambda function exists ( 1 ). Modify the function to create a new version.',
      );
  });

  test('numbers are never used again, whatever was deleted', () => {
    lambdaFunction.create(wanted(), parts);
    expect(functions.nextNumber(arn)).toBe(1);
    lambdaVersion.create(version(1), parts);
    lambdaVersion.remove(version(1), parts);
    expect(functions.nextNumber(arn)).toBe(2);
    expect(() => lambdaVersion.create(version(1), parts)).toThrow('was published before');
    lambdaVersion.create(version(2), parts);
    lambdaFunction.remove(wanted(), parts);
    lambdaFunction.create(wanted(), parts);
    expect(functions.nextNumber(arn)).toBe(3);
  });

  test('a function that is deployed again and again has one version after the other, back to its first code too', async () => {
    lambdaFunction.create(wanted(), parts);
    const deployments = ['one', 'two', 'one', 'two', 'one'];
    const numbers = deployments.map((text, at) => {
      if (at > 0) change(code(text), code(deployments[at - 1] ?? ''));
      const { ref } = lambdaVersion.identify(unnamedVersion(arn), parts);
      lambdaVersion.create(desired(lambdaVersion, ref, { FunctionName: arn }), parts);
      // The one before leaves the template, and goes at the end of its deployment.
      if (at > 0) lambdaVersion.remove(version(at), parts);
      return ref;
    });
    expect(numbers).toEqual(deployments.map((_text, at) => `${arn}:${at + 1}`));
    expect((await answer(':5')).slice(0, 4)).toEqual(['one', '', '128', '5']);
  });

  test.each([
    ['its name', 'check'],
    ['its ARN', arn],
    ['a partial ARN', '123456789012:function:check'],
  ])('one is called after its function, which is named by %s', (_what, name) => {
    lambdaFunction.create(wanted(), parts);
    lambdaVersion.create(version(1), parts);
    const ref = `${arn}:2`;
    expect(lambdaVersion.identify(unnamedVersion(name), parts)).toEqual({
      ref,
      attributes: { FunctionArn: ref, Version: '2' },
    });
    expect(() => lambdaVersion.identify(unnamedVersion('no function'), parts)).toThrow('names no function');
  });

  test('one is deleted alone, and deleting it again is no error', async () => {
    lambdaFunction.create(wanted(), parts);
    lambdaVersion.create(version(1), parts);
    lambdaPermission.create(permission({ FunctionName: `${arn}:1` }), parts);
    const [, , , , pid] = await answer(':1');
    lambdaVersion.remove(version(1), parts);
    lambdaVersion.remove(version(1), parts);
    await expect(answer(':1')).rejects.toThrow('Function not found');
    expect(service.resourcePolicy?.(`${arn}:1`)).toBeUndefined();
    expect((await answer())[0]).toBe('one');
    await gone(Number(pid));
  });

  test('one of a function that is not there is refused', () => {
    expect(() => lambdaVersion.create(version(1), parts)).toThrow(`Function not found: ${arn}`);
    lambdaFunction.create(wanted(), parts);
    expect(() => lambdaVersion.create(version(1), parts)).not.toThrow();
  });
});

describe('permissions', () => {
  const statements = (resource = arn) => service.resourcePolicy?.(resource)?.statements.length ?? 0;
  beforeEach(() => {
    lambdaFunction.create(wanted(), parts);
    lambdaVersion.create(version(1), parts);
  });

  test('they come, change and go one by one', () => {
    lambdaPermission.create(permission(), parts);
    lambdaPermission.create(permission({}, 'game-Permission-2'), parts);
    expect([statements(), statements(`${arn}:1`)]).toEqual([2, 0]);
    lambdaPermission.update(permission({ FunctionName: `${arn}:1` }), permission(), parts);
    expect([statements(), statements(`${arn}:1`)]).toEqual([1, 1]);
    lambdaPermission.remove(permission({ FunctionName: `${arn}:1` }), parts);
    lambdaPermission.remove(permission({ FunctionName: `${arn}:1` }), parts);
    expect([statements(), statements(`${arn}:1`)]).toEqual([1, 0]);
  });

  test('a change of the function keeps them', () => {
    lambdaPermission.create(permission(), parts);
    change(code('two'));
    expect(statements()).toBe(1);
  });

  test.each([
    ['an ID that is taken', () => permission(), 'The statement id (game-Permission-1) provided already exists.'],
    ['a function that is not there', () => permission({ FunctionName: 'other' }, 'new'), 'Function not found: '],
    [
      'a version that is not there',
      () => permission({ FunctionName: `${arn}:2` }, 'new'),
      `Function not found: ${arn}:2`,
    ],
  ])('%s is refused, and nothing is changed', (_what, refused, words) => {
    lambdaPermission.create(permission(), parts);
    expect(() => lambdaPermission.create(refused(), parts)).toThrow(words);
    expect(statements()).toBe(1);
    expect(() => lambdaPermission.create(permission({}, 'game-Permission-2'), parts)).not.toThrow();
  });

  test('removing one of a function that is gone is no error', () => {
    lambdaPermission.create(permission(), parts);
    lambdaFunction.remove(wanted(), parts);
    expect(() => lambdaPermission.remove(permission(), parts)).not.toThrow();
  });
});

/** Waits until a process is gone. */
const gone = (pid: number) =>
  until(() => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  });

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 200) throw new Error('it never came to that');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
