import { join } from 'node:path';
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { emptyDirectory } from '../assembly/assembly-on-disk';
import { assembly } from './deployment';
import { clientOf, end, type Local, startLocal } from './local-process';

jest.setTimeout(300_000);

const local = (...options: readonly string[]) => startLocal(...options).up;

const output = ({ outputs }: Local, name: string): string =>
  Object.values(outputs)
    .map((stack) => (stack as Readonly<Record<string, string>>)[name])
    .find((value) => value !== undefined) ?? '';

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
