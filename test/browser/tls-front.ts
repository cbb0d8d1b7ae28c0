import { createHash, generateKeyPairSync } from 'node:crypto';
import { request as forward } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { loadAsn1, makeCertificate, pemOf } from '../../local/shared/certificate';

/** A server that speaks TLS under any of its names. */
export interface TlsFront {
  readonly port: number;
  /** What tells its key to a browser that is to take its certificate: base64 of SHA-256. */
  readonly keyHash: string;
  stop(): Promise<void>;
}

/**
 * Stands for AWS, TLS and all, before a local cloud: each request goes on with the host that it was sent to.
 *
 * @param names of the certificate, wildcards too; nobody signed it
 * @param cloudUrl where the requests go on to
 */
export async function tlsFront(names: readonly string[], cloudUrl: string): Promise<TlsFront> {
  const { key, cert, keyHash } = certificateFor(names);
  const { hostname, port: cloudPort } = new URL(cloudUrl);
  const server = createServer({ key, cert }, (request, response) => {
    const { method, url: path, headers } = request;
    const onward = forward({ hostname, port: cloudPort, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    keyHash,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function certificateFor(names: readonly string[]) {
  const { SubjectAlternativeName, GeneralName } = loadAsn1();
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = 'Stands for AWS in a test';
  const certificate = makeCertificate({
    subject,
    publicKey,
    issuer: { name: subject, privateKey },
    notBefore: new Date(Date.now() - 3_600_000),
    notAfter: new Date(Date.now() + 86_400_000),
    extensions: [
      { id: '2.5.29.17', value: new SubjectAlternativeName(names.map((dNSName) => new GeneralName({ dNSName }))) },
    ],
  });
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    cert: pemOf(certificate),
    keyHash: createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('base64'),
  };
}
