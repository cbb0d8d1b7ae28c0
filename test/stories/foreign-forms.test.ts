import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { hiddenFields, unescaped } from '../../local/idp/browse';
import { CookieJar } from '../../local/idp/cookie-jar';
import { type Game, startGame } from './deployment';

let game: Game;
beforeAll(async () => {
  game = await startGame({ play: 'all' });
});
afterAll(() => game.stop());

interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  readonly page: string;
}

/** A browser, as far as these pages need one: it keeps cookies, and says of a form where it comes from if the test does. */
class Browser {
  readonly #jar = new CookieJar();
  #url = new URL('http://127.0.0.1');
  #page = '';

  /** Goes to an address, through redirects, up to a page. */
  async open(url: string): Promise<void> {
    this.#url = new URL(url);
    const { status, location, page } = await this.#send('GET', {});
    this.#page = page;
    if (location !== undefined) return this.open(new URL(location, this.#url).href);
    expect([status, page]).toEqual([200, expect.stringContaining('<form method="post"')]);
  }

  /** Sends the page's form; what comes of it is not followed. */
  async submit(typed: Record<string, string>, headers: Record<string, string>): Promise<Answer> {
    const form = new URLSearchParams({ ...hiddenFields(this.#page), ...typed });
    this.#url = this.action;
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.#send('POST', { ...type, ...headers }, form.toString());
  }

  /** Where the page's form goes. */
  get action(): URL {
    const action = /<form method="post" action="([^"]+)"/.exec(this.#page)?.[1] ?? '';
    return new URL(unescaped(action), this.#url);
  }

  /** Sends it as itself, and stands at the page that follows. */
  async goOn(typed: Record<string, string>): Promise<void> {
    const { location } = await this.submit(typed, {});
    await this.open(new URL(location ?? '', this.#url).href);
  }

  async #send(method: string, headers: Record<string, string>, body = ''): Promise<Answer> {
    const cookie = this.#jar.header(this.#url);
    const sent = request(this.#url, { method, headers: { ...headers, ...(cookie === '' ? {} : { cookie }) } }).end(
      body,
    );
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const page = await text(response);
    const set = new Headers(
      (response.headers['set-cookie'] ?? []).map((line) => ['set-cookie', line] as [string, string]),
    );
    this.#jar.keep(new Response(null, { headers: set }));
    return { status: response.statusCode ?? 0, location: response.headers.location, page };
  }
}

/** Whether the answer to a preflight lets a page of another origin set a header of a POST. */
async function letsForeignPageSet(header: string, url: URL | string): Promise<boolean> {
  const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': header };
  const { headers } = await fetch(url, { method: 'OPTIONS', headers: { origin: 'http://localhost:5173', ...asked } });
  const allowed = (headers.get('access-control-allow-headers') ?? '').split(/, */);
  return headers.has('access-control-allow-origin') && (allowed.includes('*') || allowed.includes(header));
}

const challenge = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' };
const back = { redirect_uri: 'http://127.0.0.1:9999/callback', response_type: 'code' };

async function openIssuer(browser: Browser) {
  const [{ url, clientIds } = { url: '', clientIds: [] }] = game.cloud.identityProviders;
  const query = {
    client_id: clientIds[0] ?? '',
    scope: 'openid offline_access',
    prompt: 'consent',
    ...back,
    ...challenge,
  };
  await browser.open(`${url}/auth?${new URLSearchParams(query)}`);
  return url;
}

async function openStandIn(browser: Browser, name: string) {
  const { signInUrl = '' } = game.cloud.standIns.find((standIn) => standIn.name === name) ?? {};
  await browser.open(`${signInUrl}?${new URLSearchParams({ client_id: '7', ...back })}`);
  return signInUrl;
}

/** Every page that has a form which signs somebody in: how to come there, what is typed, and what comes of it. */
const pages: readonly {
  readonly page: string;
  readonly open: (browser: Browser) => Promise<string>;
  readonly typed: Record<string, string>;
  readonly done: Partial<Record<keyof Answer, unknown>>;
}[] = [
  {
    page: 'an OpenID issuer’s sign-in page',
    open: openIssuer,
    typed: { player: 'Adele' },
    done: { status: 303 },
  },
  {
    page: 'an OpenID issuer’s consent page',
    open: async (browser) => {
      const url = await openIssuer(browser);
      await browser.goOn({ player: 'Adele' });
      return url;
    },
    typed: { decision: 'allow' },
    done: { status: 303 },
  },
  {
    page: 'Amazon’s sign-in page',
    open: (browser) => openStandIn(browser, 'www.amazon.com'),
    typed: { player: 'Adele' },
    done: { status: 303, location: expect.stringContaining('code=') },
  },
  {
    page: 'Facebook’s sign-in page',
    open: (browser) => openStandIn(browser, 'graph.facebook.com'),
    typed: { player: 'Adele' },
    done: { status: 303, location: expect.stringContaining('code=') },
  },
  {
    page: 'a SAML sign-in page',
    open: async (browser) => {
      const url = game.cloud.samlProviders[0]?.ssoUrl ?? '';
      await browser.open(url);
      return url;
    },
    typed: { player: 'Adele' },
    done: { status: 200, page: expect.stringContaining('<textarea') },
  },
  {
    page: 'managed login’s sign-up page',
    open: async (browser) => {
      const [{ localUrl, clients } = { localUrl: '', clients: [] }] = game.cloud.managedLogins;
      const client = game.cloud.stacks.flatMap(({ resources }) => resources).find(({ ref }) => ref === clients[0]?.id);
      const [redirect_uri = ''] = (client?.properties.CallbackURLs ?? []) as string[];
      const query = { client_id: clients[0]?.id ?? '', scope: 'openid', response_type: 'code', ...challenge };
      await browser.open(`${localUrl}/signup?${new URLSearchParams({ ...query, redirect_uri })}`);
      return localUrl;
    },
    typed: { username: '', password: '' },
    // What is typed is nobody's; it is judged at all.
    done: { status: 400, page: expect.stringMatching(/role="alert">(?!This page is too old)/) },
  },
];

const own: readonly (readonly [string, (origin: string) => Record<string, string>])[] = [
  ['the page’s own, in a browser', (origin) => ({ origin, 'sec-fetch-site': 'same-origin' })],
  ['the page’s own, in a browser that says its origin alone', (origin) => ({ origin })],
  ['the page’s own, in a browser that says its site alone', () => ({ 'sec-fetch-site': 'same-origin' })],
  ['a program’s, which has no browser around it', () => ({})],
];
const foreign: typeof own = [
  ['another site’s', () => ({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })],
  ['another site’s, in a browser that says its origin alone', () => ({ origin: 'https://evil.example' })],
  ['another site’s, in a browser that says its site alone', () => ({ 'sec-fetch-site': 'cross-site' })],
  ['a sandboxed frame’s', () => ({ origin: 'null' })],
  ['another port’s of this machine', () => ({ origin: 'http://127.0.0.1:5173', 'sec-fetch-site': 'same-site' })],
  ['another port’s, by its origin alone', () => ({ origin: 'http://127.0.0.1:5173' })],
  ['another name’s of this machine', (origin) => ({ origin: origin.replace('127.0.0.1', 'localhost') })],
  ['an origin that only begins alike', (origin) => ({ origin: `${origin}.evil.example` })],
  ['an origin with a user', (origin) => ({ origin: origin.replace('//', '//evil@') })],
  ['an origin with a path', (origin) => ({ origin: `${origin}/x` })],
  ['one with two origins', (origin) => ({ origin: `${origin}, https://evil.example` })],
  ['one whose site is none that browsers know', (origin) => ({ origin, 'sec-fetch-site': 'Same-Origin' })],
  ['contradictory', (origin) => ({ origin, 'sec-fetch-site': 'cross-site' })],
  ['contradictory the other way', () => ({ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' })],
  ['what no form of a page is', (origin) => ({ origin, 'sec-fetch-site': 'none' })],
];

describe.each(pages)('a form of $page', ({ open, typed, done }) => {
  const sent = async (headers: (origin: string) => Record<string, string>) => {
    const browser = new Browser();
    const { origin } = new URL(await open(browser));
    return browser.submit(typed, headers(origin));
  };

  test.each(own)('is taken that is %s', async (_whose, headers) => {
    expect(await sent(headers)).toMatchObject(done);
  });

  test.each(foreign)('is refused that is %s', async (_whose, headers) => {
    const { status, location, page } = await sent(headers);
    expect([status, location]).toEqual([403, undefined]);
    expect(page).toMatch(/role="alert">[^<]*(another site|from elsewhere)/);
    expect(page).not.toContain('<textarea');
  });

  test('can’t be given a forwarded host by another site’s page', async () => {
    const browser = new Browser();
    await open(browser);
    expect(await letsForeignPageSet('x-forwarded-host', browser.action)).toBe(false);
    // The APIs, which know no forms, let every page set it.
    expect(await letsForeignPageSet('x-forwarded-host', game.cloud.url)).toBe(true);
  });
});
