import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { errorFacts } from '../../../lambda/smoke-test/aws-error';

describe('naming an error', () => {
  let server: Server;
  let s3: S3Client;

  beforeAll(async () => {
    server = createServer((request, response) => {
      response.writeHead(403);
      response.end(
        request.method === 'HEAD' ? undefined : '<Error><Code>AccessDenied</Code><Message>no</Message></Error>',
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    s3 = new S3Client({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
    });
  });
  afterAll(async () => {
    s3.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  const nameOf = (sent: Promise<unknown>) =>
    sent.then(
      () => 'no error',
      (error) => errorFacts(error).name,
    );

  test("S3's refusal of HEAD, which has no body, is Forbidden", async () => {
    expect(await nameOf(s3.send(new HeadObjectCommand({ Bucket: 'files', Key: 'a' })))).toBe('Forbidden');
  });

  test("S3's refusal of GET keeps its own name", async () => {
    expect(await nameOf(s3.send(new GetObjectCommand({ Bucket: 'files', Key: 'a' })))).toBe('AccessDenied');
  });

  test('an error of the network is named by its code', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
    expect(errorFacts(refused).name).toBe('ECONNREFUSED');
  });

  test('what is thrown but no error has a name too', () => {
    expect(errorFacts('text').name).toBe('UnknownError');
  });

  test('a name that is no name is not passed on', () => {
    expect(errorFacts(Object.assign(new Error(), { name: 'Token eyJ… is bad\n' })).name).toBe('UnknownError');
  });
});
