import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { type LocalCloud, startCloud } from '../../../local/account/cloud';
import { outputOf } from '../../../local/account/outputs';
import type { SessionCredentials } from '../../../local/sessions/session';
import { keyPairsOnHand } from '../../once-per-worker/key-pairs';
import { type CallShape, signedCall } from '../http/signed-call';
import { gameAssembly } from './game-assembly';

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How long an answer may take, in milliseconds; longer is a hang. */
const mostMilliseconds = 8_000;

/** A running local cloud, and every way to shoot at it. */
export interface FiredAt {
  readonly cloud: LocalCloud;
  readonly poolId: string;
  /** A guest of the pool, to be named in requests. */
  readonly identityId: string;
  /** Sends a request as it is. */
  send(shape: CallShape & { readonly rawBody?: Buffer }): Promise<Answer>;
  /**
   * Sends a request that the administrator signed: everything is allowed, so that it comes as far as it can.
   *
   * @param credentials somebody else's
   */
  sendSigned(service: string, shape: CallShape, credentials?: SessionCredentials): Promise<Answer>;
  /** Writes bytes to the socket and reads what comes back until the other side closes, or has answered. */
  sendBytes(bytes: Buffer | string): Promise<string>;
  /** What the local cloud itself found wrong with it. */
  readonly defects: readonly unknown[];
  stop(): Promise<void>;
}

/** Starts the small game's cloud. */
export async function startFiredAt(): Promise<FiredAt> {
  const defects: unknown[] = [];
  const cloud = await startCloud({
    makeKeyPair: keyPairsOnHand(),
    assemblies: [gameAssembly()],
    onDefect: (error) => defects.push(error),
  });
  const port = Number(new URL(cloud.url).port);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send: FiredAt['send'] = (shape) => answerTo(agent, port, shape);
  const poolId = outputOf(cloud.stacks, 'PoolId');
  const guest = await send({
    headers: { 'x-amz-target': 'AWSCognitoIdentityService.GetId' },
    body: JSON.stringify({ IdentityPoolId: poolId }),
  });
  return {
    cloud,
    poolId,
    identityId: JSON.parse(guest.body).IdentityId,
    send,
    sendSigned: async (service, shape, credentials = cloud.administrator) => {
      const host = `127.0.0.1:${port}`;
      const call = await signedCall(
        { ...shape, headers: { ...shape.headers, host } },
        { credentials, service, at: Date.now() },
      );
      return send({ ...shape, headers: call.headers });
    },
    sendBytes: (bytes) => bytesBack(port, bytes),
    defects,
    stop: async () => {
      agent.destroy();
      await cloud.stop();
    },
  };
}

function answerTo(agent: Agent, port: number, shape: CallShape & { readonly rawBody?: Buffer }): Promise<Answer> {
  const query = Object.entries(shape.query ?? {}).map((pair) => pair.map(encodeURIComponent).join('='));
  const path = (shape.path ?? '/') + (query.length === 0 ? '' : `?${query.join('&')}`);
  const body = shape.rawBody ?? Buffer.from(shape.body ?? '');
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        agent,
        port,
        path,
        host: '127.0.0.1',
        method: shape.method ?? 'POST',
        headers: { ...shape.headers, 'content-length': body.length },
        timeout: mostMilliseconds,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => {
          const { statusCode = 0, headers } = response;
          resolve({
            status: statusCode,
            headers: headers as Record<string, string>,
            body: Buffer.concat(chunks).toString(),
          });
        });
      },
    );
    request.on('timeout', () => request.destroy(new Error('the request was never answered')));
    request.on('error', reject);
    request.end(body);
  });
}

function bytesBack(port: number, bytes: Buffer | string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const hang = setTimeout(() => socket.destroy(new Error('the bytes were never answered')), mostMilliseconds);
    let back = '';
    socket.on('data', (chunk) => {
      back += chunk.toString('latin1');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // Closed while we were still writing: the answer, if any, is what was read before.
      if (error.code === 'EPIPE' || error.code === 'ECONNRESET') return;
      clearTimeout(hang);
      reject(error);
    });
    socket.on('close', () => {
      clearTimeout(hang);
      resolve(back);
    });
    socket.on('end', () => socket.end());
    // The end of what we say is the end of the conversation: whatever is to be answered, is answered now.
    socket.end(bytes);
  });
}
