import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { signIn } from '../../../local/idp/sign-in';
import { type FiredAt, startFiredAt } from './fired-at';
import { clientId, issuer, names } from './game-assembly';
import { httpBytes } from './http-bytes';
import { jsonRequest, jsonServices } from './json-requests';
import { queryForm, queryServices } from './query-forms';
import { patience, runs } from './runs';
import { chunkedUpload, s3Request } from './s3-requests';
import { expectAnswered } from './service-form';
import { unsignedToken } from './web-identity-tokens';
import { xmlDocument } from './xml-documents';

let target: FiredAt;
let uploadId: string;
const bucket = `/${names.bucket}`;
const form = { 'content-type': 'application/x-www-form-urlencoded' };

beforeAll(async () => {
  target = await startFiredAt();
  const started = await target.sendSigned('s3', { path: `${bucket}/parts`, query: { uploads: '' } });
  uploadId = /<UploadId>([^<]+)/.exec(started.body)?.[1] ?? '';
});
afterAll(() => target.stop());

// Whatever it was sent, it serves the next one.
afterEach(async () => {
  expect(target.defects).toEqual([]);
  const stored = await target.sendSigned('s3', { method: 'PUT', path: `${bucket}/good`, body: 'hello' });
  expect(stored.status).toBe(200);
  expect((await target.sendSigned('s3', { method: 'GET', path: `${bucket}/good` })).body).toBe('hello');
  const guest = { IdentityPoolId: target.poolId };
  const headers = { 'x-amz-target': 'AWSCognitoIdentityService.GetId' };
  expect((await target.send({ headers, body: JSON.stringify(guest) })).status).toBe(200);
});

describe('what once went wrong', () => {
  test('a signature over a header that every JavaScript object has is refused', async () => {
    const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
    const scope = `${target.cloud.administrator.accessKeyId}/${day}/eu-west-1/s3/aws4_request`;
    const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    for (const name of ['constructor', '__proto__', 'tostring']) {
      const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date;${name}, Signature=${'0'.repeat(64)}`;
      const headers = { authorization, 'x-amz-date': date };
      const answer = await target.send({ method: 'GET', path: `${bucket}/good`, headers });
      expect([answer.status, /<Code>(\w+)/.exec(answer.body)?.[1]]).toEqual([403, 'SignatureDoesNotMatch']);
    }
  });

  test.each([
    ['references', (many: number) => `<Delete>${`<Key>${'&amp;'.repeat(1500)}</Key>`.repeat(many)}</Delete>`],
    ['attributes', (many: number) => `<Delete>${`<O ${'a="b" '.repeat(150)}/>`.repeat(many * 8)}</Delete>`],
    ['tags that do not end', (many: number) => `<${'a'.repeat(1000)}`.repeat(many * 8)],
  ])('megabytes of %s in XML are refused in time', async (_what, document) => {
    const body = document(500);
    const headers = { 'content-md5': createHash('md5').update(body).digest('base64') };
    const answer = await target.sendSigned('s3', { path: bucket, query: { delete: '' }, headers, body });
    expect([answer.status, /<Code>(\w+)/.exec(answer.body)?.[1]]).toEqual([400, 'MalformedXML']);
  });

  test('a token is taken in one spelling only', async () => {
    const { idToken } = await signIn({ issuer, clientId, player: 'Adele', fetch: target.cloud.fetch });
    const logIn = async (token: string) => {
      const body = { IdentityPoolId: target.poolId, Logins: { [issuer.replace('https://', '')]: token } };
      const headers = { 'x-amz-target': 'AWSCognitoIdentityService.GetId' };
      return (await target.send({ headers, body: JSON.stringify(body) })).status;
    };
    expect(await logIn(idToken)).toBe(200);
    for (const other of [`${idToken}\n`, ` ${idToken}`, `${idToken}=`, `${idToken}.`])
      expect(await logIn(other)).toBe(400);
  });
});

test.each(jsonServices)(
  'whatever JSON $service is sent, it answers in its own form',
  async (service) => {
    await fc.assert(
      fc.asyncProperty(jsonRequest(service, target), async ({ operation, body }) => {
        const headers = {
          'x-amz-target': `${service.prefix}.${operation}`,
          'content-type': 'application/x-amz-json-1.1',
        };
        expectAnswered(service.service, await target.sendSigned(service.service, { headers, body }));
      }),
      runs(200),
    );
  },
  patience,
);

test(
  'whatever query and headers S3 is sent, it answers in its own form',
  async () => {
    await fc.assert(
      fc.asyncProperty(s3Request, async (request) => {
        const answer = await target.sendSigned('s3', request);
        expectAnswered('s3', answer);
      }),
      runs(400),
    );
  },
  patience,
);

/** The requests whose bodies S3 reads as XML. */
const readers = (): { readonly method: string; readonly path: string; readonly query?: Record<string, string> }[] => [
  { method: 'POST', path: bucket, query: { delete: '' } },
  { method: 'POST', path: `${bucket}/parts`, query: { uploadId } },
  { method: 'PUT', path: `${bucket}/k`, query: { tagging: '' } },
  { method: 'PUT', path: bucket },
];

test(
  'whatever XML S3 is sent, it answers in its own form, and what it deleted can be listed',
  async () => {
    await fc.assert(
      fc.asyncProperty(xmlDocument, fc.constantFrom(...readers()), async (body, reader) => {
        const headers = { 'content-md5': createHash('md5').update(body).digest('base64') };
        expectAnswered('s3', await target.sendSigned('s3', { ...reader, headers, body }));
      }),
      runs(200),
    );
    const query = { versions: '', 'encoding-type': 'url' };
    expect((await target.sendSigned('s3', { method: 'GET', path: bucket, query })).status).toBe(200);
  },
  patience,
);

test(
  'whatever chunks S3 is sent, it answers in its own form',
  async () => {
    await fc.assert(
      fc.asyncProperty(chunkedUpload, async (upload) => {
        const path = `${bucket}/chunked`;
        expectAnswered('s3', await target.sendSigned('s3', { method: 'PUT', path, ...upload }));
      }),
      runs(150),
    );
  },
  patience,
);

test.each(queryServices)(
  'whatever form $service is sent, it answers in its own form',
  async (service) => {
    await fc.assert(
      fc.asyncProperty(queryForm(service), async (body) => {
        const call = { headers: form, body };
        const answer = service.signed ? target.sendSigned(service.service, call) : target.send(call);
        expectAnswered(service.service, await answer);
      }),
      runs(200),
    );
  },
  patience,
);

test(
  'a token that nobody signed is refused by the pool and by STS, in their own forms',
  async () => {
    const cognito = (operation: string, body: object) =>
      target.send({
        headers: { 'x-amz-target': `AWSCognitoIdentityService.${operation}` },
        body: JSON.stringify(body),
      });
    await fc.assert(
      fc.asyncProperty(unsignedToken(target.poolId), async (token) => {
        const login = await cognito('GetId', {
          IdentityPoolId: target.poolId,
          Logins: { [issuer.replace('https://', '')]: token },
        });
        const own = await cognito('GetCredentialsForIdentity', {
          IdentityId: target.identityId,
          Logins: { 'cognito-identity.amazonaws.com': token },
        });
        const parameters = {
          Action: 'AssumeRoleWithWebIdentity',
          Version: '2011-06-15',
          RoleArn: `arn:aws:iam::123456789012:role/${names.role}`,
          RoleSessionName: 'adele',
          WebIdentityToken: token,
        };
        const role = await target.send({ headers: form, body: new URLSearchParams(parameters).toString() });
        for (const answer of [login, own]) expectAnswered('cognito-identity', answer);
        expectAnswered('sts', role);
        for (const { status } of [login, own, role]) expect(status).toBeGreaterThanOrEqual(400);
      }),
      runs(150),
    );
  },
  patience,
);

test(
  'whatever bytes a client writes, they are answered or the connection is closed',
  async () => {
    await fc.assert(
      fc.asyncProperty(httpBytes, async (bytes) => {
        const back = await target.sendBytes(bytes);
        const statuses = [...back.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status));
        expect(statuses.filter((status) => status >= 500 && status !== 501)).toEqual([]);
      }),
      runs(300),
    );
  },
  patience,
);
