import type { Page } from 'playwright-core';
import { describeInChromium } from './chromium';
import {
  amazonApp,
  clientId,
  entityId,
  facebookApp,
  type GameWithPages,
  gameWithPages,
  goodPassword,
  issuer,
} from './game-with-pages';
import { keyboardProblemsOf, lookAt, overflowOf, views, violationsOf } from './page-checks';

let game: GameWithPages;
beforeAll(async () => {
  game = await gameWithPages();
  await game.user('gil');
  await game.authenticator('gil');
  await game.user('ada');
  await game.invite('hugo', 'Temporary-Horse-1');
});
afterAll(() => game.stop());

/** Types into fields, by name, and sends the form by Enter. */
async function send(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name="${name}"]`).fill(value);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

/** Begins where the landing page's link leads. */
async function begin(page: Page, provider: string, client?: string): Promise<void> {
  await page.goto(
    `${game.cloud.url}/_local/sign-in?${new URLSearchParams({ provider, ...(client && { client_id: client }) })}`,
  );
}

async function press(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name }).press('Enter')]);
}

const managed = (path: string) => (page: Page) => page.goto(game.loginUrl(path));
const idp = () => game.cloud.identityProviders[0]?.url ?? '';
const newcomer = { 'attribute.email': 'bea@example.com', 'attribute.nickname': 'Bea', password: goodPassword };
const claim = 'claim.https://players.a-game-with-a-rather-long-name.example/claims/clan';

/** A page that asks only whoever is signed in. */
async function signOut(page: Page): Promise<void> {
  await begin(page, issuer, clientId);
  await send(page, { player: 'Ada' });
  await page.goto(`${idp()}/session/end`);
}

/** Every page, by its heading, and how a player gets there. */
const pages: readonly [what: string, heading: string, go: (page: Page) => Promise<unknown>][] = [
  ['what is up', 'The local cloud is up', (page) => page.goto(game.cloud.url)],
  [
    'all outputs',
    'The local cloud is up',
    async (page) => {
      await page.goto(game.cloud.url);
      await page.locator('summary').press('Enter');
    },
  ],
  [
    'a sign-in that is none',
    'This sign-in cannot go on',
    (page) => page.goto(`${game.cloud.url}/_local/signed-in?state=x`),
  ],
  ['OpenID', 'Sign in', (page) => begin(page, issuer, clientId)],
  [
    'OpenID, no name',
    'Sign in',
    async (page) => {
      await begin(page, issuer, clientId);
      await send(page, { player: ' ' });
    },
  ],
  [
    'OpenID, a claim that is none',
    'Sign in',
    async (page) => {
      await begin(page, issuer, clientId);
      await send(page, { player: 'Ada', [claim]: '["red' });
    },
  ],
  [
    'OpenID, consent',
    'Allow this game?',
    async (page) => {
      await begin(page, issuer, clientId);
      await send(page, { player: 'Ada' });
    },
  ],
  [
    'OpenID, signed in',
    'Signed in',
    async (page) => {
      await begin(page, issuer, clientId);
      await send(page, { player: 'Ada', [claim]: '["red", "blue"]' });
      await press(page, 'Allow');
    },
  ],
  [
    'OpenID, refused',
    'This sign-in cannot go on',
    async (page) => {
      await begin(page, issuer, clientId);
      await send(page, { player: 'Ada' });
      await press(page, 'Refuse');
    },
  ],
  ['OpenID, an error', 'This sign-in cannot go on', (page) => page.goto(`${idp()}/auth?client_id=nobody`)],
  ['OpenID, signing out', 'Sign out?', signOut],
  [
    'OpenID, signed out',
    'Signed out',
    async (page) => {
      await signOut(page);
      await press(page, 'Sign out');
    },
  ],
  ['Amazon', 'Sign in', (page) => begin(page, 'www.amazon.com', amazonApp)],
  [
    'Amazon, no name',
    'Sign in',
    async (page) => {
      await begin(page, 'www.amazon.com', amazonApp);
      await send(page, { player: ' ' });
    },
  ],
  [
    'Amazon, signed in',
    'Signed in',
    async (page) => {
      await begin(page, 'www.amazon.com', amazonApp);
      await send(page, { player: 'Ada' });
    },
  ],
  ['Facebook', 'Sign in', (page) => begin(page, 'graph.facebook.com', facebookApp)],
  [
    'Facebook, signed in',
    'Signed in',
    async (page) => {
      await begin(page, 'graph.facebook.com', facebookApp);
      await send(page, { player: 'Ada' });
    },
  ],
  ['Facebook, an error', 'This sign-in cannot go on', (page) => page.goto(game.cloud.standIns[1]?.signInUrl ?? '')],
  ['SAML', 'Sign in', (page) => begin(page, entityId)],
  [
    'SAML, back to nowhere',
    'Sign in',
    (page) => page.goto(`${game.cloud.samlProviders[0]?.ssoUrl}?RelayState=https://elsewhere.example/`),
  ],
  [
    'SAML, no name',
    'Sign in',
    async (page) => {
      await begin(page, entityId);
      await send(page, { player: ' ' });
    },
  ],
  [
    'SAML, the response',
    'Signed in',
    async (page) => {
      await begin(page, entityId);
      await send(page, { player: 'Ada' });
    },
  ],
  [
    'SAML, signed in',
    'Signed in',
    async (page) => {
      await begin(page, entityId);
      await send(page, { player: 'Ada' });
      await press(page, 'Go on to');
    },
  ],
  ['managed login', 'Sign in', managed('/oauth2/authorize')],
  [
    'managed login, a wrong password',
    'Sign in',
    async (page) => {
      await managed('/login')(page);
      await send(page, { username: 'ada', password: 'x' });
    },
  ],
  ['managed login, a new account', 'Create an account', managed('/signup')],
  [
    'managed login, a weak password',
    'Create an account',
    async (page) => {
      await managed('/signup')(page);
      await send(page, { username: 'bea', ...newcomer, password: 'x' });
    },
  ],
  [
    'managed login, the code',
    'Confirm your account',
    async (page) => {
      await managed('/signup')(page);
      await send(page, { username: `bea-${Math.random()}`, ...newcomer });
    },
  ],
  [
    'managed login, a wrong code',
    'Confirm your account',
    async (page) => {
      await managed('/confirm')(page);
      await send(page, { username: 'ada', code: '1' });
    },
  ],
  ['managed login, another code', 'Send another code', managed('/resendcode')],
  ['managed login, a forgotten password', 'Forgot your password?', managed('/forgotPassword')],
  ['managed login, a password by code', 'Choose a new password', managed('/confirmForgotPassword')],
  [
    'managed login, a temporary password',
    'Choose a new password',
    async (page) => {
      await managed('/login')(page);
      await send(page, { username: 'hugo', password: 'Temporary-Horse-1' });
    },
  ],
  [
    'managed login, an authenticator',
    'Enter your code',
    async (page) => {
      await managed('/login')(page);
      await send(page, { username: 'gil', password: goodPassword });
    },
  ],
  [
    'managed login, an error',
    'This cannot go on',
    (page) => page.goto(game.loginUrl('/login', { client_id: 'nobody' })),
  ],
];

describeInChromium('pages in a browser', (browser) => {
  let page: Page;
  beforeAll(async () => {
    const context = await browser().newContext({ bypassCSP: true });
    page = await context.newPage();
  });
  // Each test begins as a browser in which nobody has signed in.
  beforeEach(() => page.context().clearCookies());

  describe('at 320 and 1280 pixels, light and dark', () => {
    test.each(pages)('%s: no overflow, nothing for axe to find, all of it by keyboard', async (what, heading, go) => {
      await lookAt(page, { width: 320, colorScheme: 'light' });
      await go(page);
      expect(await page.locator('h1').textContent()).toBe(heading);
      // Whoever is to type begins at once; where nothing is to be typed, nothing takes the reader away from the top.
      if ((await page.locator('input:visible').count()) > 0) await page.locator('input:focus').waitFor();
      for (const [index, view] of views.entries()) {
        await lookAt(page, view);
        // What a name or a heading is, it is in every view.
        const violations = await violationsOf(page, index === 0 ? 'everything' : 'what is seen');
        const shown = { ...view, overflow: await overflowOf(page), violations };
        expect(shown).toEqual({ ...view, overflow: [], violations: [] });
        const folder = process.env.SCREENSHOTS;
        if (folder !== undefined) {
          const name = `${what.replaceAll(/\W+/g, '-')}-${view.width}-${view.colorScheme}.png`;
          await page.screenshot({ path: `${folder}/${name}`, fullPage: true });
        }
      }
      expect(await keyboardProblemsOf(page)).toEqual([]);
    });
  });

  test('what is up can be copied, a value and all of it, by the one script that may run', async () => {
    const context = await browser().newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await page.goto(game.cloud.url);
    const copied = async (what: string) => {
      await page.getByRole('button', { name: `Copy ${what}`, exact: true }).click();
      await page.getByRole('status').getByText(`${what} copied`).waitFor({ state: 'attached' });
      return page.evaluate(() => navigator.clipboard.readText());
    };
    expect(await copied('IdentityPoolId of a-game-with-a-rather-long-name')).toBe(game.identityPoolId);
    expect(await copied('the environment')).toContain(`export AWS_ENDPOINT_URL=${game.cloud.url}\n`);
    await page.locator('summary').click();
    expect(JSON.parse(await copied('all outputs as JSON'))._local.endpoint).toBe(game.cloud.url);
    // Chromium asks for an icon by itself.
    expect(said.filter((text) => !text.includes('favicon') && !text.includes('403'))).toEqual([]);
    // The control: another script is held back.
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "run"';
      document.body.append(script);
    });
    expect(await page.title()).not.toBe('run');
    expect(said.join()).toContain('Content Security Policy');
    await context.close();
  });

  describe('a page that is broken', () => {
    const whole = (content: string, style = '') =>
      `<!doctype html><html lang="en"><head><title>Broken</title><style>body{margin:0}${style}</style></head><body><main><h1>Broken</h1>${content}</main></body></html>`;
    const long = 'x'.repeat(200);
    /** In a window of its own, in which nothing remembers the page before. */
    async function open(html: string): Promise<void> {
      await page.goto('about:blank');
      await page.setContent(html);
    }

    test.each([
      ['a word that does not break', `<p>${long}</p>`, 'body{overflow-x:clip}', /the text x/],
      ['an element that is too wide', '<div id="wide" style="width:400px;height:9px"></div>', '', /<div id="wide">/],
      ['an element to the left', '<div id="left" style="margin-left:-9px;height:9px"></div>', '', /<div id="left">/],
    ])('by %s overflows', async (_what, content, style, found) => {
      await lookAt(page, { width: 320, colorScheme: 'light' });
      await open(whole(content, style));
      expect((await overflowOf(page)).join()).toMatch(found);
      await open(whole('<p>Short.</p>'));
      expect(await overflowOf(page)).toEqual([]);
    });

    test.each([
      ['a field without a label', '<input name="x">', /^label: /],
      ['text that nobody can read', '<p style="color:#ccc;background:#fff">Pale</p>', /^color-contrast: /],
      ['headings out of order', '<h4>Fourth</h4>', /^heading-order: /],
      ['targets that are too small', '<a href="/1" style="display:block;height:9px">1</a>'.repeat(2), /^target-size: /],
    ])('by %s is found by axe', async (_what, content, found) => {
      await open(whole(content));
      expect((await violationsOf(page, 'everything')).join()).toMatch(found);
      await open(whole('<label>Name <input name="x"></label>'));
      expect(await violationsOf(page, 'everything')).toEqual([]);
    });

    test.each([
      [
        'a button that Tab passes by',
        '<button tabindex="-1">One</button><button>Two</button>',
        '',
        /does not reach .*One/,
      ],
      ['an order of its own', '<button>One</button><button tabindex="1">Two</button>', '', /does not reach .*Two/],
      ['a focus that nobody sees', '<button>One</button>', 'button:focus{outline:none}', /sees the focus on .*One/],
    ])('by %s fails the keyboard', async (_what, content, style, found) => {
      await open(whole(content, style));
      expect((await keyboardProblemsOf(page)).join()).toMatch(found);
      await open(whole('<button>One</button><button>Two</button>', ':focus-visible{outline:3px solid}'));
      expect(await keyboardProblemsOf(page)).toEqual([]);
    });
  });
});
