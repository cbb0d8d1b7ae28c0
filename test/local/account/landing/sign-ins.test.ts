import { request } from 'node:http';
import { browse } from '../../../../local/idp/browse';
import { CookieJar } from '../../../../local/idp/cookie-jar';
import {
  amazonApp,
  clientId,
  entityId,
  facebookApp,
  type GameWithPages,
  gameWithPages,
  issuer,
} from '../../../browser/game-with-pages';

// Sign-ins that begin and end at the local cloud's own pages, as browsers walk through them.

let game: GameWithPages;
beforeAll(async () => {
  game = await gameWithPages();
});
afterAll(() => game.stop());

interface Seen {
  readonly status: number;
  readonly page: string;
  readonly headers: Headers;
}

/** One browser: its cookies go to this machine whatever the port, as real ones do. */
class Browser {
  readonly #jar = new CookieJar();

  async open(url: string | URL, form?: Record<string, string>, headers: Record<string, string> = {}): Promise<Seen> {
    const at = new URL(url, game.cloud.url);
    const response = await fetch(at, {
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: this.#jar.header(at), ...headers },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    this.#jar.keep(response);
    return { status: response.status, page: await response.text(), headers: response.headers };
  }

  /** Follows the landing page's link, and signs in as far as the provider's last step. @returns the callback, not yet opened */
  async signIn(provider: string, client: string | undefined, answers: Record<string, string>): Promise<URL> {
    const { headers } = await this.open(beginning(provider, client));
    const start = new URL(headers.get('location') ?? '');
    const until = `${game.cloud.url}/_local/signed-in`;
    return browse({ start, fetch, answers, until, jar: this.#jar });
  }
}

const beginning = (provider: string, client?: string) =>
  `/_local/sign-in?${new URLSearchParams({ provider, ...(client === undefined ? {} : { client_id: client }) })}`;
const ada = { player: 'Ada', decision: 'allow' };
const textOf = (page: string) => page.replaceAll(/&#(\d+);/g, (_all, code) => String.fromCharCode(Number(code)));
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

describe('what a browser gets at the end', () => {
  test('is the ID token, what it says, and the lines for the identity pool', async () => {
    const browser = new Browser();
    const { status, page, headers } = await browser.open(await browser.signIn(issuer, clientId, ada));
    expect(status).toBe(200);
    const token = /<textarea[^>]*>([^<]+)</.exec(page)?.[1] ?? '';
    expect(claimsOf(token)).toMatchObject({ iss: issuer, aud: clientId, name: 'Ada' });
    const host = issuer.replace('https://', '');
    expect(textOf(page)).toContain(`logins='${JSON.stringify({ [host]: token })}'`);
    expect(textOf(page)).toContain('--no-sign-request');
    expect(page).not.toContain(game.cloud.administrator.secretAccessKey);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test.each([
    ['www.amazon.com', amazonApp, /^Atza\|/],
    ['graph.facebook.com', facebookApp, /^EAA/],
  ])('is the access token of %s, which the identity pool takes', async (provider, app, form) => {
    const browser = new Browser();
    const { page } = await browser.open(await browser.signIn(provider, app, ada));
    const token = textOf(/<textarea[^>]*>([^<]+)</.exec(page)?.[1] ?? '');
    expect(token).toMatch(form);
    const logins = JSON.parse(/logins='([^']*)'/.exec(textOf(page))?.[1] ?? '{}');
    expect(await identityOf(logins)).toMatch(/^eu-west-1:/);
    // The one role that trusts a provider directly trusts Amazon.
    const direct = /--provider-id www\.amazon\.com --web-identity-token 'Atza/.test(textOf(page));
    expect(direct).toBe(provider === 'www.amazon.com');
  });

  test('is the SAML response, which the identity pool takes', async () => {
    const browser = new Browser();
    const { headers } = await browser.open(beginning(entityId));
    const response = await fetch(headers.get('location') ?? '', {
      method: 'POST',
      body: new URLSearchParams({ player: 'Ada' }),
    });
    const shown = await response.text();
    const action = textOf(/<form method="post" action="([^"]+)"/.exec(shown)?.[1] ?? '');
    const SAMLResponse = textOf(/name="SAMLResponse" value="([^"]*)"/.exec(shown)?.[1] ?? '');
    const { status, page } = await browser.open(action, { SAMLResponse });
    expect(status).toBe(200);
    expect(await identityOf(JSON.parse(/logins='([^']*)'/.exec(textOf(page))?.[1] ?? '{}'))).toMatch(/^eu-west-1:/);
  });
});

/** What `aws cognito-identity get-id` of the page's lines asks. */
async function identityOf(Logins: Record<string, string>): Promise<string> {
  const response = await fetch(game.cloud.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSCognitoIdentityService.GetId' },
    body: JSON.stringify({ IdentityPoolId: game.identityPoolId, Logins }),
  });
  return ((await response.json()) as { readonly IdentityId?: string }).IdentityId ?? '';
}

describe('a callback', () => {
  const over = 'This sign-in is over, or was begun in another browser.';
  const changed = (callback: URL, name: string, value: string) => {
    const url = new URL(callback);
    url.searchParams.set(name, value);
    return url;
  };

  test.each<[string, string, string | undefined]>([
    ['OpenID', issuer, clientId],
    ['Amazon', 'www.amazon.com', amazonApp],
    ['Facebook', 'graph.facebook.com', facebookApp],
  ])(
    'of %s is good once, in the browser that began, with the state that it began with',
    async (_name, provider, app) => {
      const browser = new Browser();
      const callback = await browser.signIn(provider, app, ada);
      const refusedUnspent: [Browser, URL, Record<string, string>?][] = [
        [new Browser(), callback],
        [browser, changed(callback, 'state', 'A'.repeat(43))],
        [browser, changed(callback, 'state', '')],
        // As SAML's form would come.
        [browser, callback, { SAMLResponse: 'AAAA' }],
      ];
      for (const [by, url, form] of refusedUnspent) {
        const { status, page } = await by.open(url, form);
        expect([status, page]).toEqual([400, expect.stringContaining(over)]);
      }
      // None of these used it up.
      expect((await browser.open(callback)).page).toContain('<h1>Signed in</h1>');
      const again = await browser.open(callback);
      expect([again.status, again.page]).toEqual([400, expect.stringContaining(over)]);
    },
  );

  test('of a sign-in that another browser began is nothing to one that has a sign-in of its own', async () => {
    const [one, other] = [new Browser(), new Browser()];
    const [first, second] = [await one.signIn(issuer, clientId, ada), await other.signIn(issuer, clientId, ada)];
    for (const url of [second, changed(first, 'state', second.searchParams.get('state') ?? '')]) {
      expect((await one.open(url)).page).toContain(over);
    }
    expect((await one.open(first)).page).toContain('<h1>Signed in</h1>');
    expect((await other.open(second)).page).toContain('<h1>Signed in</h1>');
  });

  test('with a code that is none shows no token, and ends the sign-in', async () => {
    const browser = new Browser();
    const callback = await browser.signIn('www.amazon.com', amazonApp, ada);
    const { status, page } = await browser.open(changed(callback, 'code', '"><script>alert(1)</script>'));
    expect([status, page]).toEqual([400, expect.stringContaining('did not take the code')]);
    expect((await browser.open(callback)).page).toContain(over);
  });

  test('with a SAML response that is none shows nothing of it', async () => {
    const browser = new Browser();
    const { headers } = await browser.open(beginning(entityId));
    const back = new URL(headers.get('location') ?? '').searchParams.get('RelayState') ?? '';
    const { status, page } = await browser.open(back, { SAMLResponse: '<script>alert(1)</script>' });
    expect([status, page]).toEqual([400, expect.stringContaining('holds no SAML response')]);
    expect(page).not.toContain('alert(1)');
  });

  test('from a player who refused says so in words, not in HTML', async () => {
    const browser = new Browser();
    const refused = await browser.signIn(issuer, clientId, { player: 'Ada', decision: 'refuse' });
    const { status, page } = await browser.open(refused);
    expect([status, page]).toEqual([400, expect.stringContaining('The provider gave no token')]);
    expect(page).not.toContain('<textarea');
  });
});

describe('a link', () => {
  test.each([
    ['an issuer that is not played', 'https://elsewhere.example', clientId],
    ['a client that the deployment does not know', issuer, 'nobody'],
    ['an app that it does not know at Amazon', 'www.amazon.com', 'nobody'],
    ['no provider', '', clientId],
    ['a name that objects have', 'constructor', clientId],
  ])('to %s leads nowhere', async (_what, provider, client) => {
    const { status, headers } = await new Browser().open(beginning(provider, client));
    expect([status, headers.get('location'), headers.get('set-cookie')]).toEqual([404, null, null]);
  });

  test('leads to the provider, with a way back to the local cloud alone', async () => {
    const { status, headers } = await new Browser().open(
      `${beginning(issuer, clientId)}&redirect_uri=https://elsewhere.example/&state=known`,
    );
    const to = new URL(headers.get('location') ?? '');
    expect([status, to.href.startsWith(game.cloud.identityProviders[0]?.url ?? '-')]).toEqual([302, true]);
    expect(to.searchParams.get('redirect_uri')).toBe(`${game.cloud.url}/_local/signed-in`);
    expect(to.searchParams.get('code_challenge_method')).toBe('S256');
    expect(to.searchParams.get('state')).toMatch(/^[\w-]{43}$/);
    expect(headers.get('set-cookie')).toMatch(/; Path=\/_local\/signed-in; HttpOnly; SameSite=Lax$/);
  });
});

describe('the local cloud’s own pages', () => {
  test.each([
    ['/', 'GET', 200],
    ['/', 'HEAD', 200],
    ['/_local/outputs.json', 'GET', 200],
    ['/_local/outputs.json', 'HEAD', 200],
    ['/_local/outputs.json', 'POST', 405],
    ['/_local/outputs.json', 'OPTIONS', 403],
    ['/_local/signed-in', 'HEAD', 405],
    ['/_local/sign-in', 'HEAD', 405],
    ['/_local/toString', 'GET', 404],
  ])('%s by %s answers %i, and lets no other origin read it', async (path, method, status) => {
    const response = await fetch(new URL(path, game.cloud.url), {
      method,
      headers: { accept: 'text/html', origin: 'http://localhost:5173' },
    });
    expect(response.status).toBe(status);
    const cors = [...response.headers.keys()].filter((name) => name.startsWith('access-control-'));
    expect(cors).toEqual([]);
    await response.body?.cancel();
  });

  test('answer to no name that another site could have made lead here', async () => {
    for (const [host, status] of [
      ['game.attacker.example', 403],
      [new URL(game.cloud.url).host, 200],
    ] as const) {
      for (const path of ['/', '/_local/outputs.json']) expect(await statusBy(host, path)).toBe(status);
    }
  });

  test('hold no key of the administrator, and run one script alone', async () => {
    const { page, headers } = await new Browser().open('/');
    expect(page).toContain(`export AWS_ENDPOINT_URL=${game.cloud.url}`);
    for (const secret of [game.cloud.administrator.accessKeyId, game.cloud.administrator.secretAccessKey]) {
      expect(page).not.toContain(secret);
    }
    expect(headers.get('content-security-policy')).toMatch(/script-src 'sha256-[^' ]+'; form-action 'none'$/);
    expect(page).not.toMatch(/ on[a-z]+="/);
    expect(page.match(/<script/g)).toHaveLength(1);
  });

  test('tell programs what the page tells', async () => {
    const { page } = await new Browser().open('/_local/outputs.json');
    const outputs = JSON.parse(page);
    expect(outputs['a-game-with-a-rather-long-name'].IdentityPoolId).toBe(game.identityPoolId);
    expect(outputs._local).toMatchObject({ endpoint: game.cloud.url });
    expect(page).not.toContain(game.cloud.administrator.secretAccessKey);
  });
});

/** Node's `fetch` sets `host` itself. */
function statusBy(host: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(game.cloud.url);
    const options = { port, path, headers: { host, accept: 'text/html' } };
    request(options, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}
