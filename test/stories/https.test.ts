import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { type AddressInfo, connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { CognitoIdentityClient, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { certifiedHosts, httpsHost } from '../../local/account/certified-hosts';
import { authorityOf } from '../../local/tls/authority';
import { newAuthority } from '../../local/tls/authority-certificate';
import { type Game, startGame } from './deployment';

const made = newAuthority(['host.docker.internal']);
const authority = authorityOf(made, 'authority.pem', 'make another');

let game: Game;
let agent: Agent;
beforeAll(async () => {
  game = await startGame({ https: { authority }, allowHosts: ['host.docker.internal'] });
  agent = new Agent({ ca: made.certificate, keepAlive: true });
});
afterAll(async () => {
  agent.destroy();
  await game.stop();
});

const httpsUrl = () => game.cloud.httpsUrl ?? '';

/** Asks by https, and wants a certificate for a name, whatever host is said. */
async function ask(path: string, headers: Record<string, string> = {}, servername = 'localhost') {
  const options = { agent, headers, servername };
  const sent = request(`${httpsUrl()}${path}`, options).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

test('it is told by localhost, for the cloud and for managed login', () => {
  expect(httpsUrl()).toMatch(/^https:\/\/localhost:\d+$/);
  const [login] = game.cloud.managedLogins;
  expect(login?.httpsUrl).toBe(`${httpsUrl()}/${login?.userPoolId}/managed-login`);
});

test('it is the same cloud: SDK clients, and the host gate', async () => {
  const client = new CognitoIdentityClient({
    ...game.client,
    endpoint: httpsUrl(),
    requestHandler: { httpsAgent: agent },
  });
  expect(await client.send(new GetIdCommand({ IdentityPoolId: game.identityPoolId }))).toHaveProperty('IdentityId');
  const { host } = new URL(httpsUrl());
  expect((await ask('/', { host })).body).toContain('AccessDenied');
  expect(await ask('/', { host: 'evil.example' })).toMatchObject({
    status: 403,
    body: expect.stringContaining('does not answer to evil.example'),
  });
});

test('S3 says where an object lies by the scheme it was called by', async () => {
  const { accessKeyId, secretAccessKey } = game.cloud.administrator;
  const located = async (endpoint: string) => {
    const credentials = { accessKeyId, secretAccessKey };
    const requestHandler = { httpsAgent: agent };
    const s3 = new S3Client({ region: game.region, endpoint, credentials, forcePathStyle: true, requestHandler });
    const key = { Bucket: game.bucket, Key: 'a' };
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(key));
    const part = { ...key, UploadId, PartNumber: 1 };
    const { ETag } = await s3.send(new UploadPartCommand({ ...part, Body: 'x' }));
    const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
    return (await s3.send(new CompleteMultipartUploadCommand({ ...key, UploadId, MultipartUpload }))).Location;
  };
  for (const url of [httpsUrl(), game.cloud.url]) expect(await located(url)).toBe(`${url}/${game.bucket}/a`);
});

test('managed login answers there with paths, so that a browser stays on https; its token endpoint, to apps’ pages', async () => {
  const [login] = game.cloud.managedLogins;
  const client = login?.clients.find(({ name }) => /Web/.test(name))?.id ?? '';
  const resources = game.cloud.stacks.flatMap((stack) => stack.resources);
  const callbacks = (resources.find(({ ref }) => ref === client)?.properties.CallbackURLs ?? []) as string[];
  const query = new URLSearchParams({
    ...{ client_id: client, redirect_uri: callbacks[0] ?? '', response_type: 'code', scope: 'openid' },
    ...{ code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' },
  });
  const base = `/${login?.userPoolId}/managed-login`;
  const authorized = await ask(`${base}/oauth2/authorize?${query}`);
  expect(authorized).toMatchObject({ status: 302, headers: { location: expect.stringMatching(`^${base}/login`) } });
  expect(await ask(authorized.headers.location ?? '')).toMatchObject({ status: 200 });
  const logout = new URLSearchParams({ client_id: client, logout_uri: 'https://evil.example/' });
  expect(await ask(`${base}/logout?${logout}`)).toMatchObject({ status: 400 });
  const sent = request(`${httpsUrl()}${base}/oauth2/token`, {
    agent,
    method: 'OPTIONS',
    headers: { origin: 'http://localhost:5173', 'access-control-request-method': 'POST' },
  }).end();
  const [preflight] = (await once(sent, 'response')) as [IncomingMessage];
  preflight.resume();
  expect(preflight.headers['access-control-allow-origin']).toBe('http://localhost:5173');
});

test('its certificate is good for this machine’s names, the buckets’, and what was allowed', async () => {
  const { bucket } = game;
  const names = ['localhost', 's3.localhost', `${bucket}.localhost`, `${bucket}.s3.localhost`, 'host.docker.internal'];
  for (const name of names) expect(await ask('/', { host: name }, name)).toHaveProperty('status');
  for (const name of ['evil.localhost', 'evil.example']) {
    await expect(ask('/', {}, name)).rejects.toThrow('does not match certificate');
  }
});

test('whoever does not trust the authority does not get there', async () => {
  await expect(fetch(httpsUrl())).rejects.toMatchObject({ cause: { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' } });
  expect((await fetch(game.cloud.url)).status).toBe(403);
});

test.each([
  [undefined, 'localhost'],
  ['127.0.0.1', 'localhost'],
  ['::1', 'localhost'],
  ['0.0.0.0', 'localhost'],
  ['::', 'localhost'],
  ['192.168.0.7', '192.168.0.7'],
  ['fd00::7', '[fd00::7]'],
])('a cloud at %s is told as https://%s', (address, host) => {
  expect(httpsHost(address)).toBe(host);
});

test('an address that the authority was not made for is refused before anything listens', async () => {
  const hosts = certifiedHosts([], { host: '192.168.0.7' });
  expect(() => authority.certify(hosts)).toThrow('may not vouch for 192.168.0.7');
  await expect(startGame({ https: { authority }, allowHosts: ['other.example'] })).rejects.toThrow(
    'may not vouch for other.example',
  );
});

/** The listening sockets of this process, once those that were just closed are gone. */
async function listening(): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
  return process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap').length;
}

test('a taken port is said by its option, and nothing is left listening', async () => {
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
  const { port } = squatter.address() as AddressInfo;
  const before = await listening();
  await expect(startGame({ https: { authority, port } })).rejects.toThrow(new RegExp(`port ${port} .*--https-port`));
  expect(await listening()).toBe(before);
  await new Promise((resolve) => squatter.close(resolve));
});

test('it ends although somebody connected and never began a handshake', async () => {
  const other = await startGame({ https: { authority } });
  const socket = connect(Number(new URL(other.cloud.httpsUrl ?? '').port), '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => {});
  const began = performance.now();
  await other.stop();
  // A handshake is waited for ten seconds.
  expect(performance.now() - began).toBeLessThan(5_000);
  socket.destroy();
});
