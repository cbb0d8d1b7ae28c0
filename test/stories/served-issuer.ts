import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloudOptions } from '../../local/account/cloud-options';
import { systemClock } from '../../local/shared/clock';
import { Issuer } from '../local/federation/issuer';
import { type Game, startGame } from './deployment';

/** A game whose issuer says of its players whatever a story wants it to say. */
export interface ToldGame extends Game {
  readonly issuer: Issuer;
  stop(): Promise<void>;
}

/** An issuer on a port of the test's own, and where that is. */
export interface ServedIssuer {
  readonly issuer: Issuer;
  readonly address: string;
  stop(): Promise<void>;
}

/** Serves an issuer whose ID tokens can carry any claim. */
export async function serveIssuer(url: string, clientId: string): Promise<ServedIssuer> {
  const issuer = await Issuer.start(url, clientId, systemClock);
  const server = createServer(async ({ url: path = '' }, response) => {
    response.end(await issuer.serve(path).text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    issuer,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Starts the game with the local stage's issuer on a port of the test's own. */
export async function startToldGame(options: Partial<CloudOptions> = {}): Promise<ToldGame> {
  const { issuer, address, stop } = await serveIssuer('https://players.star-harvest.example', 'star-harvest-ios');
  const game = await startGame({ ...options, issuers: { [issuer.url]: address } });
  return {
    ...game,
    issuer,
    stop: async () => {
      await game.stop();
      await stop();
    },
  };
}
