import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { startCloud } from '../../../local/account/cloud';
import { emptyDirectory, writeAssembly } from '../../assembly/assembly-on-disk';
import { keyPairsOnHand } from '../../once-per-worker/key-pairs';

const bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'files' } };
const issuer = {
  Type: 'AWS::IAM::OIDCProvider',
  Properties: { Url: 'https://players.example', ClientIdList: ['game'] },
};
const trust = (statement: object) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [statement] } },
});
const lambdaTrust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
const named = (BucketName: unknown) => ({ Type: 'AWS::S3::Bucket', Properties: { BucketName } });

/** An assembly of one stack, with a good bucket and a good issuer beside what is to be tried. */
function assemblyWith(resources: Readonly<Record<string, object>>): string {
  const template = { Resources: { Files: bucket, Issuer: issuer, ...resources } };
  return writeAssembly({ game: { environment: 'aws://123456789012/eu-west-1', template } });
}

/** The listening sockets of this process, once those that were just closed are gone. */
async function listening(): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
  return process.getActiveResourcesInfo().filter((resource) => resource === 'TCPServerWrap').length;
}

async function refusal(assembly: string, port?: number): Promise<string> {
  const before = await listening();
  const failed = await startCloud({
    makeKeyPair: keyPairsOnHand(),
    assemblies: [assembly],
    ...(port === undefined ? {} : { port }),
  }).then(
    async (cloud) => {
      await cloud.stop();
      throw new Error('it started');
    },
    (error: Error) => error.message,
  );
  expect(await listening()).toBe(before);
  return failed;
}

test('what it understands, it starts', async () => {
  const cloud = await startCloud({
    makeKeyPair: keyPairsOnHand(),
    assemblies: [assemblyWith({ Role: trust(lambdaTrust), More: named({ 'Fn::Sub': 'more' }) })],
  });
  expect(cloud.stacks.map(({ name }) => name)).toEqual(['game']);
  await cloud.stop();
});

test.each<[string, Readonly<Record<string, object>>, RegExp]>([
  ['a resource type', { Queue: { Type: 'AWS::SQS::Queue' } }, /game: Queue: .*AWS::SQS::Queue/],
  ['a property', { More: { Type: 'AWS::S3::Bucket', Properties: { Bogus: 1 } } }, /game: More: Properties\.Bogus/],
  ['a policy element', { Role: trust({ ...lambdaTrust, Bogus: 1 }) }, /game: Role: .*Statement\[0\].*'Bogus'/],
  [
    'a condition operator',
    { Role: trust({ ...lambdaTrust, Condition: { StringAlmost: { 'aws:SourceIp': 'x' } } }) },
    /game: Role: .*Statement\[0\].*StringAlmost/,
  ],
  [
    'a principal',
    { Role: trust({ ...lambdaTrust, Principal: { Bogus: 'x' } }) },
    /game: Role: .*Statement\[0\].*Bogus/,
  ],
  [
    'a function of the template',
    { More: named({ 'Fn::Bogus': 'x' }) },
    /game: More: Properties\.BucketName\.Fn::Bogus/,
  ],
  ['an import of what nobody exports', { More: named({ 'Fn::ImportValue': 'nowhere' }) }, /game: More: .*'nowhere'/],
  ['a reference to nothing', { More: named({ Ref: 'Nothing' }) }, /game: More: .*Nothing/],
  ['a circle', { One: named({ Ref: 'Two' }), Two: named({ Ref: 'One' }) }, /game: .*One → Two|game: .*Two → One/],
  [
    'properties that are none',
    { More: { Type: 'AWS::S3::Bucket', Properties: [] } },
    /template\.json: Resources\.More\.Properties/,
  ],
  [
    'an issuer without TLS',
    { Bad: { ...issuer, Properties: { Url: 'http://x', ClientIdList: ['a'] } } },
    /game: Bad: .*http:\/\/x/,
  ],
])('%s that it does not understand stops the start with its place, in one line', async (_what, resources, place) => {
  const message = await refusal(assemblyWith(resources));
  expect(message).toMatch(place);
  expect(message).not.toMatch(/\n|\bat [\w.]+ \(/);
});

test.each([
  ['no manifest', undefined, /manifest\.json: cannot be read .*Synthesize first/],
  ['a manifest that is no JSON', '{', /manifest\.json: is not valid JSON/],
  ['a manifest of no stack', '{"version":"55.0.0"}', /no stack: synthesize a stage first/],
  [
    'a stage inside',
    '{"version":"55.0.0","artifacts":{"live":{"type":"cdk:cloud-assembly","properties":{"directoryName":"live"}}}}',
    /manifest\.json: live: is an assembly of its own \(a stage\): load .*live/,
  ],
])('%s stops the start, in one line', async (_what, manifest, sentence) => {
  const directory = emptyDirectory();
  if (manifest !== undefined) writeFileSync(join(directory, 'manifest.json'), manifest);
  const message = await refusal(directory);
  expect(message).toMatch(sentence);
  expect(message).not.toContain('\n');
});

test('a port that is taken stops the start, and the identity providers with it', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const message = await refusal(assemblyWith({}), port).finally(() => other.close());
  expect(message).toMatch(`port ${port} of 127.0.0.1 is taken`);
  const cloud = await startCloud({ makeKeyPair: keyPairsOnHand(), assemblies: [assemblyWith({})], port });
  expect(cloud.url).toBe(`http://127.0.0.1:${port}`);
  await cloud.stop();
});
