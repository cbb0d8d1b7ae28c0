import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IssuerTable } from '../../../local/identities/issuer-fetch';
import { systemClock } from '../../../local/shared/clock';
import { type Claims, Issuer } from '../../local/federation/issuer';

/** Whose players the rows of the table have. */
const urls = [
  'https://login.my-studio.com/players',
  'https://id.my-studio.com',
  'https://id.their-studio.com',
  'https://accounts.google.com',
  'https://appleid.apple.com',
];

/** OpenID issuers that are there whatever is deployed, as those of the internet are, and say of players what a test wants. */
export interface Issuers {
  /** Where they are, for the local cloud. */
  readonly table: IssuerTable;
  /** @param key the issuer's key in `Logins` */
  idToken(key: string, clientId: string, player: string, claims?: Claims): Promise<string>;
  stop(): Promise<void>;
}

export async function startIssuers(): Promise<Issuers> {
  const issuers = await Promise.all(urls.map((url) => Issuer.start(url, '', systemClock)));
  const servers = await Promise.all(
    issuers.map(async (issuer) => {
      const server = createServer(async ({ url = '' }, response) => {
        response.end(await issuer.serve(url).text());
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      return { server, entry: [issuer.url, `http://127.0.0.1:${port}`] as const };
    }),
  );
  return {
    table: Object.fromEntries(servers.map(({ entry }) => entry)),
    idToken(key, clientId, player, claims = {}) {
      const issuer = issuers.find(({ name }) => name === key);
      if (issuer === undefined) throw new Error(`no row of the table has an issuer ${key}: name it in ${__filename}`);
      return issuer.idToken(player, { aud: clientId, ...claims });
    },
    async stop() {
      await Promise.all(
        servers.map(({ server }) => {
          server.closeAllConnections();
          return new Promise((resolve) => server.close(resolve));
        }),
      );
    },
  };
}
