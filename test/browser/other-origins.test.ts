import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeInChromium } from './chromium';
import { clientId, type GameWithPages, gameWithPages, issuer } from './game-with-pages';

let game: GameWithPages;
/** Another site, and another port of this machine: to a browser the second is of one site with the local cloud, and shares its cookies. */
let stranger: Server;
beforeAll(async () => {
  game = await gameWithPages();
  stranger = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<body>'));
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await game.stop();
  await new Promise((resolve) => {
    stranger.close(resolve);
    stranger.closeAllConnections();
  });
});

/** What a page tries, in the browser; it answers what it read, or nothing. */
type Attempt = (targets: Targets) => Promise<string>;
interface Targets {
  readonly cloud: string;
}

const readOf: (path: string, init?: RequestInit) => Attempt = (path, init = {}) =>
  new Function(
    '{ cloud }',
    `return fetch(cloud + ${JSON.stringify(path)}, ${JSON.stringify(init)}).then((answer) => answer.text(), () => '')`,
  ) as Attempt;

const credential = (name: string) => `AKIA/20260101/eu-west-1/${name}/aws4_request`;
const scope = `?X-Amz-Credential=${encodeURIComponent(credential('cognito-identity'))}`;
const signature = { authorization: `AWS4-HMAC-SHA256 Credential=${credential('local-cloud')}` };
const html = { accept: 'text/html' };

const attempts: readonly [what: string, attempt: Attempt][] = [
  ['the outputs', readOf('/_local/outputs.json')],
  ['the outputs, with cookies', readOf('/_local/outputs.json', { credentials: 'include' })],
  ['the outputs, without asking', readOf('/_local/outputs.json', { mode: 'no-cors' })],
  ['the outputs, by a header', readOf('/_local/outputs.json', { headers: { 'x-forwarded-host': '127.0.0.1' } })],
  ['the outputs, by a preflight of another service', readOf(`/_local/outputs.json${scope}`, { headers: signature })],
  ['what is up', readOf('/', { headers: html })],
  ['what is up, for its head', readOf('/', { headers: html, method: 'HEAD' })],
  ['what is up, by AWS’s host', readOf('/_aws/sts.amazonaws.com/', { headers: html })],
  [
    'the outputs, as a script',
    ({ cloud }) =>
      new Promise((resolve) => {
        const script = document.createElement('script');
        script.src = `${cloud}/_local/outputs.json`;
        script.onload = () => resolve('loaded');
        script.onerror = () => resolve('');
        document.body.append(script);
      }),
  ],
  [
    'what is up, in a frame',
    ({ cloud }) =>
      new Promise((resolve) => {
        const frame = document.createElement('iframe');
        frame.src = `${cloud}/`;
        frame.onload = () => resolve(frame.contentDocument?.body.textContent ?? '');
        document.body.append(frame);
      }),
  ],
  [
    'what is up, in a window of its own',
    async ({ cloud }) => {
      const opened = window.open(`${cloud}/`);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      // Cut off from whoever opened it.
      return opened === null || opened.closed ? '' : 'a window that is held';
    },
  ],
];

describeInChromium(
  'a page of another origin',
  (browser) => {
    test.each(['evil.example', '127.0.0.1', 'localhost'])(
      'at %s reads nothing of the local cloud’s own',
      async (host) => {
        const page = await browser().newPage();
        for (const [what, attempt] of attempts) {
          await page.goto(`http://${host}:${(stranger.address() as AddressInfo).port}/`);
          const read = await page
            .evaluate(`(${String(attempt)})(${JSON.stringify({ cloud: game.cloud.url })})`)
            .catch(String);
          // A service may say what it does not know.
          expect([what, String(read).replace(/^\{"__type":"UnknownOperationException".*/, '')]).toEqual([what, '']);
        }
        await page.context().close();
      },
    );

    test.each(['evil.example', '127.0.0.1', 'localhost'])(
      'at %s ends no sign-in, and signs nobody in',
      async (host) => {
        const port = (stranger.address() as AddressInfo).port;
        const forms: readonly [action: string, fields: Record<string, string>][] = [
          [`${game.cloud.url}/_local/signed-in?state=${'x'.repeat(43)}`, { SAMLResponse: 'AAAA' }],
          [game.cloud.samlProviders[0]?.ssoUrl ?? '', { player: 'Mallory' }],
          [game.loginUrl('/login'), { username: 'gil', password: 'x' }],
        ];
        for (const [action, fields] of forms) {
          const page = await browser().newPage();
          await page.goto(`http://${host}:${port}/`);
          const [answer] = await Promise.all([
            page.waitForNavigation(),
            page.evaluate(
              ([to, values]) => {
                const form = document.body.appendChild(document.createElement('form'));
                Object.assign(form, { method: 'post', action: to });
                for (const [name, value] of Object.entries(values)) {
                  Object.assign(form.appendChild(document.createElement('input')), { name, value });
                }
                form.submit();
              },
              [action, fields] as const,
            ),
          ]);
          expect([action, answer?.status()]).toEqual([action, action.includes('/_local/') ? 400 : 403]);
          expect(await page.locator('textarea').count()).toBe(0);
          await page.context().close();
        }
      },
    );

    test('may send a browser into a sign-in, whose end it neither reads nor holds', async () => {
      const page = await browser().newPage();
      await page.goto(`http://evil.example:${(stranger.address() as AddressInfo).port}/`);
      const query = new URLSearchParams({ provider: issuer, client_id: clientId });
      const [signIn] = await Promise.all([
        page.waitForEvent('popup'),
        page.evaluate((url) => {
          Object.assign(window, { held: window.open(url) });
        }, `${game.cloud.url}/_local/sign-in?${query}`),
      ]);
      await signIn.locator('[name=player]').fill('Ada');
      await signIn.locator('[name=player]').press('Enter');
      // The control: it ends, for whoever sits there.
      await signIn.getByRole('button', { name: 'Allow' }).click();
      await signIn.waitForURL(/signed-in/);
      expect(await signIn.locator('#token').inputValue()).toMatch(/^eyJ/);
      // The browser lets go of it while it goes to the page, and not before.
      await page.waitForFunction(() => (window as unknown as { held: Window }).held.closed);
      // Once: the address tells nothing a second time.
      await signIn.goto(signIn.url());
      expect(await signIn.locator('#token').count()).toBe(0);
      await page.context().close();
    });
  },
  () => ({ args: ['--host-resolver-rules=MAP evil.example 127.0.0.1'] }),
);
