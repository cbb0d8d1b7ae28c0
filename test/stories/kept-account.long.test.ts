import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { emptyDirectory } from '../assembly/assembly-on-disk';
import { assembly } from './deployment';

jest.setTimeout(300_000);

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** A running `npm run local`, or one that has ended. */
interface Local {
  readonly child: ChildProcess;
  readonly said: string;
  readonly code: number | null | undefined;
  /** What it wrote for programs. */
  readonly outputs: Record<string, Record<string, string>> & { readonly _local: { readonly endpoint: string } };
  readonly key: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

const root = join(__dirname, '..', '..');

/** Starts it, and waits until it is up or has ended. */
async function local(...options: readonly string[]): Promise<Local> {
  const outputsFile = join(emptyDirectory(), 'outputs.json');
  const line = ['--single-threaded-gc', '-r', 'ts-node/register', join('local', 'start.ts'), '--stay'];
  const child = spawn(process.execPath, [...line, '--outputs-file', outputsFile, ...options], { cwd: root });
  children.push(child);
  let said = '';
  let code: number | null | undefined;
  const ended = once(child, 'close').then(([ended]) => {
    code = ended;
  });
  const up = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk;
        if (said.includes('Ctrl-C')) resolve();
      });
    }
  });
  await Promise.race([up, ended]);
  const value = (name: string) => new RegExp(`${name}=(\\S+)`).exec(said)?.[1] ?? '';
  return {
    child,
    said,
    code,
    outputs: code === undefined ? JSON.parse(readFileSync(outputsFile, 'utf8')) : {},
    key: { accessKeyId: value('AWS_ACCESS_KEY_ID'), secretAccessKey: value('AWS_SECRET_ACCESS_KEY') },
  };
}

async function end({ child }: Local, signal: NodeJS.Signals): Promise<void> {
  const closed = once(child, 'close');
  child.kill(signal);
  await closed;
}

const output = ({ outputs }: Local, name: string): string =>
  Object.values(outputs)
    .map((stack) => (stack as Readonly<Record<string, string>>)[name])
    .find((value) => value !== undefined) ?? '';

const clientOf = ({ outputs, key }: Local) => ({
  endpoint: outputs._local.endpoint,
  region: 'eu-west-1',
  credentials: { ...key },
  forcePathStyle: true,
});

const folder = join(emptyDirectory(), 'account');
const kept = ['--assembly', assembly, '--play', 'all', '--state', folder];

test('an account outlives kill -9, with its addresses, keys, players and files', async () => {
  const first = await local(...kept, '--port', '0');
  const cognito = new CognitoIdentityClient(clientOf(first));
  const { IdentityId = '' } = await cognito.send(new GetIdCommand({ IdentityPoolId: output(first, 'IdentityPoolId') }));
  const file = { Bucket: output(first, 'BucketName'), Key: 'public/news.txt' };
  await new S3Client(clientOf(first)).send(new PutObjectCommand({ ...file, Body: 'news' }));
  // What a killed process loses is its last half second.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await end(first, 'SIGKILL');

  const second = await local(...kept);
  expect(second.outputs).toEqual(first.outputs);
  expect(second.key).toEqual(first.key);
  const again = new CognitoIdentityClient(clientOf(second));
  const { Credentials } = await again.send(new GetCredentialsForIdentityCommand({ IdentityId }));
  expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
  await expect(
    again.send(new GetCredentialsForIdentityCommand({ IdentityId: 'eu-west-1:00000000-0000-4000-8000-000000000000' })),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const { Body } = await new S3Client(clientOf(second)).send(new GetObjectCommand(file));
  expect(await Body?.transformToString()).toBe('news');

  const third = await local(...kept, '--port', '0');
  expect(third).toMatchObject({ code: 1, said: expect.stringContaining('is held by process') });

  await end(second, 'SIGINT');
  const exported = join(emptyDirectory(), 'export');
  expect(await local('--state', folder, '--export', exported)).toMatchObject({ code: 0 });
  const elsewhere = join(emptyDirectory(), 'account');
  const moved = await local('--empty', '--state', elsewhere, '--import', exported);
  expect(output(moved, 'IdentityPoolId')).toBe(output(first, 'IdentityPoolId'));
  expect(moved.key).toEqual(first.key);
  await end(moved, 'SIGINT');

  const fresh = await local(...kept, '--port', '0', '--fresh');
  expect(fresh.said).toContain(`Deleted from ${folder}:`);
  expect(fresh.key).not.toEqual(first.key);
  await end(fresh, 'SIGINT');
});
