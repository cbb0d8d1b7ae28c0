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

/** Starts the game with the local stage's issuer on a port of the test's own, so that ID tokens can carry any claim. */
export async function startToldGame(options: Partial<CloudOptions> = {}): Promise<ToldGame> {
  const issuer = await Issuer.start('https://players.star-harvest.example', 'star-harvest-ios', systemClock);
  const server = createServer(async ({ url = '' }, response) => {
    response.end(await issuer.serve(url).text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const game = await startGame({ ...options, issuers: { [issuer.url]: address } });
  return {
    ...game,
    issuer,
    stop: async () => {
      await game.stop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
