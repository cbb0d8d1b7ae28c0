import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authorityOf } from '../../local/tls/authority';
import { newAuthority, newLeaf } from '../../local/tls/authority-certificate';
import { type Game, startGame } from '../stories/deployment';
import { describeInChromium, type TheBrowser } from './chromium';
import { canTrust, trustAuthority } from './trust-authority';

const made = newAuthority([]);
let game: Game;
/** A server that has a certificate of the same authority for a name that is not this machine's. */
let stranger: Server;
let home: string;
beforeAll(async () => {
  game = await startGame({ https: { authority: authorityOf(made, 'authority.pem', 'make another') } });
  const signing = { certificate: new X509Certificate(made.certificate), privateKey: createPrivateKey(made.key) };
  const { certificate, key } = newLeaf(signing, ['game.example', 'localhost']);
  stranger = createServer({ cert: certificate, key }, (_request, response) => response.end('reached'));
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  home = mkdtempSync(join(tmpdir(), 'game-federation-browser-'));
  writeFileSync(join(home, 'authority.pem'), made.certificate);
});
afterAll(async () => {
  await game.stop();
  await new Promise((resolve) => {
    stranger.close(resolve);
    stranger.closeAllConnections();
  });
  rmSync(home, { recursive: true, force: true });
});

/** What a browser says to an address: the page's text, or why it does not go there. */
async function visit(browser: TheBrowser, url: string): Promise<string> {
  const page = await browser().newPage();
  try {
    await page.goto(url);
    return await page.innerText('body');
  } catch (error) {
    return /net::\w+/.exec(String(error))?.[0] ?? String(error);
  } finally {
    await page.close();
  }
}

const args = () => [`--host-resolver-rules=MAP game.example 127.0.0.1`];
const strangerAt = (host: string) => `https://${host}:${(stranger.address() as AddressInfo).port}/`;

describeInChromium(
  'a browser that was told nothing',
  (browser) => {
    test('does not go to the local cloud by https, and does by http', async () => {
      expect(await visit(browser, game.cloud.httpsUrl ?? '')).toBe('net::ERR_CERT_AUTHORITY_INVALID');
      expect(await visit(browser, game.cloud.url)).toContain('star-harvest-local-federation');
    });
  },
  () => ({ args: args() }),
);

const howToTrust = 'there is no certutil to tell Chromium whom to trust (Debian: apt-get install libnss3-tools)';

/** As describeInChromium does without a browser. */
const withoutTrust: typeof describeInChromium = (name) => {
  if (process.env.REQUIRE_BROWSER !== '1') process.stderr.write(`skipped: ${name}: ${howToTrust}\n`);
  (process.env.REQUIRE_BROWSER === '1' ? test : test.skip)(name, () => {
    throw new Error(howToTrust);
  });
};

const describeTrusting = canTrust() ? describeInChromium : withoutTrust;

describeTrusting(
  'a browser that trusts the authority',
  (browser) => {
    test('goes to the local cloud by https', async () => {
      expect(await visit(browser, game.cloud.httpsUrl ?? '')).toContain('star-harvest-local-federation');
    });

    test('goes to nobody else to whom it vouches: its name constraints hold', async () => {
      expect(await visit(browser, strangerAt('game.example'))).toMatch(/^net::ERR_CERT_/);
      expect(await visit(browser, strangerAt('localhost'))).toMatch(/^net::ERR_CERT_/);
    });
  },
  () => ({ args: args(), env: trustAuthority(home, join(home, 'authority.pem')) }),
);
