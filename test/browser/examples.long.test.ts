import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { BrowserContext, Page } from 'playwright-core';
import { outputOf } from '../../local/account/outputs';
import { authorizationEndpoints, signInForAccessToken } from '../../local/idp/access-tokens/sign-in';
import type { SentCode } from '../../local/services/cognito-idp/sent-code';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { authorityOf } from '../../local/tls/authority';
import { newAuthority } from '../../local/tls/authority-certificate';
import { assembly, type Game, gameOf, startGame } from '../stories/deployment';
import { apps, MovableClock } from '../stories/every-login';
import { synthesizeStory } from '../stories/synthesize-story';
import { appFiles } from './app-configs';
import { bundlers } from './bundles';
import { describeInChromium } from './chromium';
import { type PageServer, servePage } from './page-server';
import { type TlsFront, tlsFront } from './tls-front';
import { canTrust, trustAuthority } from './trust-authority';

const allowed = 'http://localhost:5173';
/** Not among the bucket's `cors.origins`. */
const notAllowed = 'http://localhost:5174';
/** AWS's names, as the browser is made to find them here. */
const awsNames = ['*.amazonaws.com', '*.amazoncognito.com'];
const awsCertificate = [
  '*.eu-west-1.amazonaws.com',
  '*.s3.eu-west-1.amazonaws.com',
  '*.execute-api.eu-west-1.amazonaws.com',
  '*.auth.eu-west-1.amazoncognito.com',
];

/** Where an app plays by its configuration alone; its source is the same. */
const places = [
  { place: 'a local cloud', bundler: 'esbuild' },
  { place: 'a local cloud', bundler: 'Vite' },
  { place: 'AWS', bundler: 'Vite' },
] as const;

const clock = new MovableClock();
const codes: SentCode[] = [];
const pages = new Map<object, PageServer>();
let game: Game;
/** The same cloud's stage that takes scores. */
let scores: Game;
let front: TlsFront;
/** The browser's home, in which it trusts the local cloud's authority; the second stage's assembly lies there too. */
let home: string;
let trusting: Readonly<Record<string, string>>;
beforeAll(async () => {
  const made = newAuthority([]);
  const authority = authorityOf(made, 'authority.pem', 'make another');
  home = mkdtempSync(join(tmpdir(), 'game-federation-browser-'));
  const scoresAssembly = join(home, 'scores');
  await synthesizeStory('local-scores', scoresAssembly);
  const assemblies = [assembly, scoresAssembly];
  const onCode = (code: SentCode) => codes.push(code);
  game = await startGame({ assemblies, onCode, play: 'all', clock, https: { authority } });
  scores = gameOf(game.cloud, 1);
  front = await tlsFront(awsCertificate, game.cloud.url);
  writeFileSync(join(home, 'authority.pem'), made.certificate);
  trusting = canTrust() ? trustAuthority(home, join(home, 'authority.pem')) : {};
  const bundles = { esbuild: bundlers.esbuild(), Vite: bundlers.Vite() };
  for (const row of places) {
    const httpsUrl = row.place === 'AWS' ? undefined : game.cloud.httpsUrl;
    const { game: config, amplify } = appFiles(game, httpsUrl);
    const files = [
      ['/game-config.json', config],
      ['/scores-config.json', appFiles(scores, httpsUrl, 1).game],
      ['/amplify-config.json', amplify],
    ] as const;
    pages.set(row, await servePage(new Map([...(await bundles[row.bundler]), ...files])));
  }
});
afterAll(async () => {
  await Promise.all([...pages.values(), front, game].map((running) => running.stop()));
  rmSync(home, { recursive: true, force: true });
});

const noTest = Object.assign(() => {}, { each: () => () => {} }) as unknown as typeof test;

describe.each(places)('on $place, bundled by $bundler,', (row) => {
  // What depends neither on the bundler nor on the place is played at the first one.
  const once = row === places[0] ? test : noTest;
  const players = (name: string) => `${name} of ${row.bundler} on ${row.place}`;
  describeInChromium(
    'the examples',
    (browser) => {
      let device: BrowserContext;
      /** Whatever the device has called, by host. */
      let called: Set<string>;
      beforeEach(async () => {
        device = await newDevice();
      });
      afterEach(async () => {
        await device.close();
        clock.set(0);
        const { url, httpsUrl = '' } = game.cloud;
        const own = new Set(row.place === 'AWS' ? [] : [url, httpsUrl].map((address) => new URL(address).host));
        const others = [...called].filter((host) => !own.has(host) && !/^localhost:517\d$/.test(host));
        if (row.place === 'AWS') expect(others.filter((host) => !/\.amazon(aws|cognito)\.com$/.test(host))).toEqual([]);
        else expect(others).toEqual([]);
      });

      async function newDevice(): Promise<BrowserContext> {
        const made = await browser().newContext({ ignoreHTTPSErrors: !canTrust() });
        called = new Set();
        made.on('request', (request) => called.add(new URL(request.url()).host));
        await made.exposeFunction('clocksAreAt', (minutes: number) => clock.set(minutes * 60));
        await made.exposeFunction('idToken', (player: string, clientId?: string) => game.idToken(player, clientId));
        return made;
      }

      /** Opens the game's page. */
      async function open(origin = allowed, on = device): Promise<Page> {
        const page = await on.newPage();
        await page.goto(origin);
        await begun(page);
        return page;
      }

      /** The player types on the user pool's page, and is sent back. */
      async function signInOn(page: Page, username: string): Promise<void> {
        await page.locator('input[name=username]').fill(username);
        await page.locator('input[name=password]').fill(password);
        await Promise.all([page.waitForURL((url) => url.origin === allowed), page.keyboard.press('Enter')]);
      }

      /** The page has its configuration. */
      async function begun(page: Page): Promise<void> {
        await page.waitForFunction(() => 'app' in globalThis);
      }

      test('a guest saves, signs in, and plays on at another device', async () => {
        const name = players('Adele');
        const first = await (await open()).evaluate(async (name) => {
          const { identityId: guest } = await app.playerOf(app.config)();
          const logins = { 'players.star-harvest.example': await idToken(name) };
          return { guest, ...(await app.firstDevice(app.config, logins)) };
        }, name);
        expect(first).toEqual({ guest: first.guest, identityId: first.guest });
        const other = await newDevice();
        const second = await (await open(allowed, other)).evaluate(
          (name) => app.secondDevice(app.config, { 'players.star-harvest.example': () => idToken(name) }),
          name,
        );
        await other.close();
        expect(second).toEqual({ save: 'level 7', profile: { level: 7 } });
      });

      test('a score is taken, and read from the board by everybody', async () => {
        const name = players('Lotte');
        const token = await scores.idToken(name);
        const board = await (await open()).evaluate(
          async ([name, loginsKey, token]) => {
            const config = await (await fetch('/scores-config.json')).json();
            const own = app.scoresOf(config, app.playerOf(config, { [loginsKey]: token }));
            const taken = await own.submit({ ...app.newScore('best-lap', 20_000), name });
            const refused = await own.submit(app.newScore('best-lap', 1)).catch(({ message }) => message);
            return { taken, refused, rows: await app.scoresOf(config, app.playerOf(config)).top('best-lap') };
          },
          [name.slice(0, 24), scores.loginsKey, token] as const,
        );
        expect(board.refused).toBe('ScoreOutOfBounds');
        expect(board.taken).toMatchObject({ best: 20_000 });
        const { playerId } = Object(board.taken);
        expect(board.rows).toContainEqual({ playerId, score: 20_000, name: name.slice(0, 24) });
      });

      test('who never saved has nothing, and that is no error', async () => {
        const nothing = await (await open()).evaluate(async () => {
          const guest = app.playerOf(app.config);
          return Promise.all([app.saveOf(app.config, guest).read(), app.profileOf(app.config, guest).read()]);
        });
        expect(nothing).toEqual([undefined, undefined]);
      });

      test('a guest is the same one after the page was closed', async () => {
        const who = async () => (await open()).evaluate(async () => (await app.playerOf(app.config)()).identityId);
        expect(await who()).toBe(await who());
      });

      once.each(['the SDK', 'Amplify'])('tabs that are opened at once are one guest of %s', async (by) => {
        const opened = await Promise.all([open(), open(), open()]);
        const guestOf = (page: Page) =>
          page.evaluate(async (by) => {
            if (by === 'the SDK') return (await app.playerOf(app.config)()).identityId;
            app.configureOpenId(app.amplify, async () => undefined);
            return (await app.firstSession()).identityId;
          }, by);
        const guests = opened.map(guestOf);
        const [guest] = await Promise.all(guests);
        expect(new Set(await Promise.all(guests))).toEqual(new Set([guest]));
        // A browser of its own is a guest of its own.
        const other = await newDevice();
        const another = await guestOf(await open(allowed, other));
        await other.close();
        expect(another).not.toBe(guest);
      });

      once('a tab follows when somebody signs in or out in another one', async () => {
        const [here, there] = [await open(), await open()];
        await there.evaluate(() => {
          app.followOtherTabs();
          sessionStorage.setItem('begun', String(performance.timeOrigin));
        });
        await here.evaluate(() => app.tellOtherTabs());
        await there.waitForFunction(() => sessionStorage.getItem('begun') !== String(performance.timeOrigin));
      });

      test.each<[what: string, logins: Record<string, string>]>([
        ['no login', {}],
        ['an empty token', { 'players.star-harvest.example': '' }],
      ])('with %s nobody signs in, and the guest stays', async (_, logins) => {
        const page = await open();
        const attempt = (given: Record<string, string>) =>
          page.evaluate(async (logins) => {
            const { identityId } = await app.playerOf(app.config)();
            const signed = await app.signInGuest(app.config, logins).catch(({ message }) => message);
            return [signed, (await app.playerOf(app.config)()).identityId === identityId];
          }, given);
        expect(await attempt(logins)).toEqual(['signing in takes a login', true]);
        const name = `${players('Inga')} after ${_}`;
        const good = { 'players.star-harvest.example': await game.idToken(name) };
        expect(await attempt(good)).toEqual([{ identityId: expect.any(String) }, false]);
      });

      once.each(['the SDK', 'Amplify'])('what another device saved is read by %s, however long it lay', async (by) => {
        const [here, other] = [await open(), await newDevice()];
        const there = await open(allowed, other);
        const write = (page: Page, save: string) =>
          page.evaluate((save) => {
            app.configureOpenId(app.amplify, async () => undefined);
            return app.saveOf(app.config, app.amplifyPlayer).write(save);
          }, save);
        const read = () =>
          here.evaluate(
            (by) => (by === 'Amplify' ? app.download('save.json') : app.saveOf(app.config, app.amplifyPlayer).read()),
            by,
          );
        // A browser may keep what is old for a tenth of its age, and ask nobody.
        clock.set(-10 * 24 * 3600);
        await write(here, 'level 1');
        clock.set(0);
        const stored = await here.evaluate(() => Object.entries(localStorage));
        await here.reload();
        await begun(here);
        await here.evaluate(() => app.configureOpenId(app.amplify, async () => undefined));
        const before = await read();
        await there.evaluate((stored) => Object.assign(localStorage, Object.fromEntries(stored)), stored);
        await write(there, 'level 2');
        await other.close();
        expect([before, await read()]).toEqual(['level 1', 'level 2']);
      });

      test('a login with a save of its own leaves the guest’s behind, and hands it over', async () => {
        const name = players('Berta');
        const result = await (await open()).evaluate(async (name) => {
          const logins = { 'players.star-harvest.example': await idToken(name) };
          const older = app.playerOf(app.config, logins);
          await app.saveOf(app.config, older).write('level 9');
          await app.saveOf(app.config, app.playerOf(app.config)).write('level 2');
          const { identityId, leftBehind } = await app.signInGuest(app.config, logins);
          return {
            same: identityId === (await older()).identityId,
            leftBehind,
            save: await app.saveOf(app.config, older).read(),
          };
        }, name);
        expect(result).toEqual({ same: true, leftBehind: 'level 2', save: 'level 9' });
      });

      test('an hour later there are new credentials, from a new token', async () => {
        const page = await open();
        const result = page.evaluate(async (name) => {
          let tokens = 0;
          const token = app.freshToken(() => {
            tokens += 1;
            return idToken(name);
          });
          const player = app.playerOf(app.config, { 'players.star-harvest.example': token });
          const save = app.saveOf(app.config, player);
          await save.write('level 1');
          const first = await player();
          const soon = (await player()) === first && tokens === 1;
          // Both have two minutes left then.
          await clocksAreAt(58);
          const now = Date.now;
          Date.now = () => now() + 58 * 60_000;
          await save.write('level 2');
          const later = await player();
          return {
            soon,
            tokens,
            same: first.identityId === later.identityId,
            renewed: first.accessKeyId !== later.accessKeyId,
          };
        }, players('Cleo'));
        expect(await result).toEqual({ soon: true, tokens: 2, same: true, renewed: true });
      });

      once.each([
        ['right', 0],
        ['an hour fast', 60],
        ['a day fast', 24 * 60],
        ['two hours slow', -120],
        ['a day slow', -24 * 60],
      ])('with a clock that is %s, credentials and tokens are asked for once an hour', async (what, minutes) => {
        const page = await open();
        let asked = 0;
        page.on('request', (request) => {
          const target = request.headers()['x-amz-target'] ?? '';
          if (target.endsWith('.GetCredentialsForIdentity')) asked += 1;
        });
        const tokens = await page.evaluate(
          async ([name, minutes]) => {
            const now = Date.now;
            let off = minutes;
            Date.now = () => now() + off * 60_000;
            let tokens = 0;
            const token = app.freshToken(() => {
              tokens += 1;
              return idToken(name);
            });
            const player = app.playerOf(app.config, { 'players.star-harvest.example': token });
            const profile = app.profileOf(app.config, player);
            const save = app.saveOf(app.config, player);
            for (const later of [0, 58]) {
              await clocksAreAt(later);
              off = minutes + later;
              await profile.write({ level: later });
              await save.write(`level ${later}`);
              await save.read();
            }
            return tokens;
          },
          [`${players('Gerd')}, ${what}`, minutes] as const,
        );
        // To a fast clock a token looks old at once, so that GetId has one of its own.
        expect([asked, tokens]).toEqual([2, minutes > 0 ? 3 : 2]);
      });

      test('any login: Amazon’s token, by the SDK and by Amplify', async () => {
        const amazon = 'www.amazon.com';
        const token = await signInForAccessToken({
          authorizationEndpoint: authorizationEndpoints[amazon],
          clientId: apps.amazon,
          player: players('Dora'),
          fetch: game.cloud.fetch,
        });
        const result = await (await open()).evaluate(async (token) => {
          const player = app.playerOf(app.config, { 'www.amazon.com': token });
          await app.saveOf(app.config, player).write('level 4');
          app.configureAnyLogin(app.amplify, player);
          await app.upload('notes.txt', 'by Amplify');
          return [await app.names(), await app.download('save.json')];
        }, token);
        expect(result).toEqual([['notes.txt', 'save.json'], 'level 4']);
      });

      test('the basic flow, and direct federation', async () => {
        const result = await (await open()).evaluate(async (name) => {
          const token = await idToken(name, 'star-harvest-ios');
          const { sub } = JSON.parse(atob((token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')));
          const put = async (credentials: S3ClientConfig['credentials'], Key: string) => {
            const s3 = new app.S3Client({ ...app.config.aws, ...(credentials && { credentials }) });
            const written = s3.send(new app.PutObjectCommand({ Bucket: app.config.bucket, Key, Body: 'level 8' }));
            return written.then(
              () => 'written',
              ({ name }) => name,
            );
          };
          const { identityId } = await app.playerOf(app.config, { 'players.star-harvest.example': token })();
          const long = await app.longSession(app.config, { 'players.star-harvest.example': token }, 1800);
          const direct = app.directSession(app.config, 'StarHarvest', token);
          const unknown = await Promise.resolve()
            .then(() => app.directSession(app.config, 'star-harvest', token))
            .catch(({ message }) => message);
          return {
            unknown,
            long: [await put(long, `private/${identityId}/save.json`), await put(long, 'private/another/save.json')],
            direct: [
              await put(direct, `federated/star-harvest/${sub}/save.json`),
              await put(direct, `private/${identityId}/save.json`),
            ],
          };
        }, players('Elsa'));
        expect(result).toEqual({
          unknown: expect.stringMatching(/^no role for star-harvest: .*StarHarvest/),
          long: ['written', 'AccessDenied'],
          direct: ['written', 'AccessDenied'],
        });
      });

      test('Amplify, with OpenID tokens: a guest’s files, and the same files signed in', async () => {
        const result = await (await open()).evaluate(async (name) => {
          let token: string | undefined;
          app.configureOpenId(app.amplify, async () => token);
          await app.upload('save.json', 'level 3');
          await app.profileOf(app.config, app.amplifyPlayer).write({ level: 3 });
          token = await idToken(name);
          await app.backUp('save.json');
          const shared = await (await fetch(await app.share('save.json'))).text();
          const all = await app.names();
          await app.discard('save.json');
          const profile = await app.profileOf(app.config, app.amplifyPlayer).read();
          return { shared, all, profile, left: await app.names(), backup: await app.download('backup/save.json') };
        }, players('Fred'));
        const all = ['backup/save.json', 'save.json'];
        expect(result).toEqual({
          shared: 'level 3',
          all,
          profile: { level: 3 },
          left: all.slice(0, 1),
          backup: 'level 3',
        });
      });

      once('Amplify uploads a large file in parts', async () => {
        const result = await (await open()).evaluate(async (name) => {
          app.configureOpenId(app.amplify, () => idToken(name));
          await app.upload('replay.bin', new Blob([new Uint8Array(6 * 1024 * 1024).fill(65)]));
          return (await app.download('replay.bin')).length;
        }, players('Gina'));
        expect(result).toBe(6 * 1024 * 1024);
      });

      test('an account of the user pool, by SRP, with a refresh', async () => {
        await device.addInitScript(() => sessionStorage.setItem('signs in by', 'Amplify'));
        const page = await open();
        const email = `hanna.${row.bundler}.${row.place.length}@example.com`;
        await page.evaluate(([email, password]) => app.register(email, password), [email, password] as const);
        const { code = '' } = codes.find(({ to }) => to === email) ?? {};
        const who = page.evaluate(
          async ([email, password, code]) => {
            const first = await app.confirm(email, password, code);
            await app.upload('save.json', 'level 5');
            return { first, refreshed: await app.refresh(), names: await app.names() };
          },
          [email, password, code] as const,
        );
        const { first, refreshed, names } = await who;
        expect([typeof first, refreshed, names]).toEqual(['string', first, ['save.json']]);
        const again = await page.evaluate(
          async ([email, password]) => {
            await app.leave();
            const wrong = await app.enter(email, 'Wrong-Horse-7').catch(({ name }) => name);
            return [wrong, await app.enter(email, password)];
          },
          [email, password] as const,
        );
        expect(again).toEqual(['NotAuthorizedException', first]);
      });

      test('managed login by Amplify: there, back, at the next visit, and out again', async () => {
        await device.addInitScript(() => sessionStorage.setItem('signs in by', 'Amplify'));
        const username = await makeAccount(`ida.${row.bundler}`);
        const page = await open();
        const whoIsHere = () => page.evaluate(() => app.whoIsHere());
        const comesBack = () => page.waitForURL((url) => url.origin === allowed);
        expect(await whoIsHere()).toBeUndefined();
        await page.evaluate(() => app.enterByPage());
        await signInOn(page, username);
        await begun(page);
        await page.waitForFunction(async () => (await app.whoIsHere()) !== undefined);
        const who = await whoIsHere();
        await page.evaluate(() => app.upload('save.json', 'level 6'));
        await page.goto(allowed);
        await begun(page);
        expect([await whoIsHere(), await page.evaluate(() => app.names())]).toEqual([who, ['save.json']]);
        await Promise.all([comesBack(), page.evaluate(() => app.leaveByPage())]);
        await begun(page);
        expect(await whoIsHere()).toBeUndefined();
        // Managed login has forgotten them too: it asks.
        await page.evaluate(() => app.enterByPage());
        await page.locator('input[name=password]').waitFor();
      });

      test('managed login by any OpenID client: there, back, new tokens, and out again', async () => {
        const username = await makeAccount(`jana.${row.bundler}`);
        const page = await open();
        await page.evaluate(async () => {
          const { url, pending } = await app.beginSignIn(app.config, 'http://localhost:5173/');
          sessionStorage.setItem('pending', JSON.stringify(pending));
          location.assign(url);
        });
        await signInOn(page, username);
        await begun(page);
        const result = await page.evaluate(async () => {
          const pending = JSON.parse(sessionStorage.getItem('pending') ?? '');
          const { logins, refreshToken } = await app.finishSignIn(app.config, new URL(location.href), pending);
          const save = app.saveOf(app.config, app.playerOf(app.config, logins));
          await save.write('level 6');
          const next = await app.refreshSignIn(app.config, refreshToken ?? '');
          return [await save.read(), await app.saveOf(app.config, app.playerOf(app.config, next.logins)).read()];
        });
        expect(result).toEqual(['level 6', 'level 6']);
        await page.evaluate(() => location.assign(app.signOutUrl(app.config, 'http://localhost:5173/')));
        await page.waitForURL((url) => url.href === `${allowed}/`);
      });

      test('a page of another origin reaches the JSON APIs, as on AWS, and no file', async () => {
        const attempt = async (page: Page) =>
          page.evaluate(async () => {
            const player = app.playerOf(app.config);
            await app.profileOf(app.config, player).write({ level: 1 });
            app.configureOpenId(app.amplify, async () => undefined);
            const outcome = (done: Promise<unknown>) =>
              done.then(
                () => 'done',
                () => 'refused',
              );
            const save = app.saveOf(app.config, player);
            return [await outcome(save.write('x')), await outcome(save.read()), await outcome(app.upload('x', 'x'))];
          });
        expect(await attempt(await open(notAllowed))).toEqual(['refused', 'refused', 'refused']);
        expect(await attempt(await open(allowed))).toEqual(['done', 'done', 'done']);
      });
    },
    () => ({
      args: [
        `--host-resolver-rules=${rulesOf(pages.get(row))}`,
        // For what stands for AWS alone; the local cloud's authority is trusted.
        `--ignore-certificate-errors-spki-list=${front.keyHash}`,
      ],
      env: trusting,
    }),
  );
});

const password = 'Correct-Horse-7';

/** The backend makes an account. @returns its address */
async function makeAccount(name: string): Promise<string> {
  const client = new CognitoIdentityProviderClient(administratorClient(game.cloud));
  const username = `${name}.${accounts.push(name)}@example.com`;
  const account = { UserPoolId: outputOf(game.cloud.stacks, 'UserPoolId'), Username: username };
  await client.send(new AdminCreateUserCommand({ ...account, MessageAction: 'SUPPRESS' }));
  await client.send(new AdminSetUserPasswordCommand({ ...account, Password: password, Permanent: true }));
  return username;
}
const accounts: string[] = [];

function rulesOf(page: PageServer | undefined): string {
  const to = (port: number | undefined) => (host: string) => `MAP ${host} 127.0.0.1:${port}`;
  return [
    ...[allowed, notAllowed].map((origin) => new URL(origin).host).map(to(page?.port)),
    ...awsNames.map((name) => `${name}:443`).map(to(front.port)),
  ].join(', ');
}
