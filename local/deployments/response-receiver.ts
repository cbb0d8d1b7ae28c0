import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ResponseAddress } from '../services/lambda/function-environment';
import { loadAsn1, makeCertificate, pemOf } from '../shared/certificate';

/** **Documented**: a response's body. */
const longestResponse = 4096;

/**
 * Takes the answers of custom resources' functions, which speak https to port 443 of a host of S3's. It listens on loopback, under a
 * certificate that nobody else trusts; each request has an address of its own, which nobody can guess and which is good once.
 */
export class ResponseReceiver {
  readonly #host: string;
  readonly #waiting = new Map<string, (body: string) => void>();
  #server: Server | undefined;
  #listening: Promise<void> | undefined;
  #address: ResponseAddress | undefined;

  /** @param region the functions' own */
  constructor(region: string) {
    this.#host = `cloudformation-custom-resource-response-${region.replaceAll('-', '')}.s3.${region}.amazonaws.com`;
  }

  /** Undefined before the first request. */
  get address(): ResponseAddress | undefined {
    return this.#address;
  }

  /**
   * A place for one answer.
   *
   * @returns its address, and the body that is put there; whoever does not wait any more cancels
   */
  async expect(): Promise<{ readonly url: string; readonly body: Promise<string>; cancel(): void }> {
    // Whoever asks second waits too: a function is told the address when its process starts.
    this.#listening ??= this.#listen();
    await this.#listening;
    const path = `/${randomBytes(32).toString('hex')}`;
    const body = new Promise<string>((resolve) => this.#waiting.set(path, resolve));
    return { url: `https://${this.#host}${path}`, body, cancel: () => this.#waiting.delete(path) };
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  async #listen(): Promise<void> {
    const { key, certificate } = certificateFor(this.#host);
    const server = createServer({ key, cert: certificate }, (request, response) => this.#take(request, response));
    this.#server = server;
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    server.unref();
    this.#address = { host: this.#host, port: (server.address() as AddressInfo).port, certificate };
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url?.split('?')[0] ?? '';
    const taken = this.#waiting.get(path);
    if (request.method !== 'PUT' || taken === undefined) {
      response.writeHead(403).end();
      return;
    }
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
      if (body.length > longestResponse * 4) request.destroy();
    });
    request.on('end', () => {
      response.writeHead(200).end();
      this.#waiting.delete(path);
      taken(Buffer.byteLength(body) > longestResponse ? '' : body);
    });
  }
}

function certificateFor(host: string) {
  const { SubjectAlternativeName, GeneralName } = loadAsn1();
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = 'Answers of custom resources';
  const certificate = makeCertificate({
    subject: name,
    publicKey,
    issuer: { name, privateKey },
    notBefore: new Date(Date.now() - 3_600_000),
    notAfter: new Date(Date.now() + 30 * 86_400_000),
    extensions: [{ id: '2.5.29.17', value: new SubjectAlternativeName([new GeneralName({ dNSName: host })]) }],
  });
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }), certificate: pemOf(certificate) };
}
