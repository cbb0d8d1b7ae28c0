import { Agent, request } from 'node:http';
import { startSamlIdentityProvider } from '../../../../local/idp/saml/saml-identity-provider';
import { keyPairsOnHand } from '../../../once-per-worker/key-pairs';
import { playStudio, providerArn, submit } from './played-studio';

let idp: Awaited<ReturnType<typeof playStudio>>['idp'];
let verify: Awaited<ReturnType<typeof playStudio>>['verify'];
beforeAll(async () => {
  ({ idp, verify } = await playStudio());
});
afterAll(() => idp.stop());

const at = (parameters: Record<string, string>) => `${idp.ssoUrl}?${new URLSearchParams(parameters)}`;
const responseOn = (page: string) => /<textarea[^>]*readonly[^>]*>([^<]+)<\/textarea>/.exec(page)?.[1] ?? '';
/** The places that forms of a page lead to. */
const actionsOn = (page: string) => [...page.matchAll(/action="([^"]*)"/g)].map(([, action]) => action);
const markup = '"><script>alert(1)</script>';
/** Every attribute and tag of ours is known: what is typed may add none. */
const withoutScript = (page: string) => !/<script|alert\(1\)>|"><s/i.test(page);

describe('the sign-in page', () => {
  test('asks for a name and each attribute, by labels, and runs nothing', async () => {
    const response = await fetch(idp.ssoUrl);
    const page = await response.text();
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('cache-control')).toBe('no-store');
    for (const [, id] of page.matchAll(/<input id="([^"]+)"/g)) expect(page).toContain(`<label for="${id}">`);
    expect(page.match(/<input /g)).toHaveLength(4);
    expect(page).toContain('custom:&#60;clan&#62;');
    expect(page).not.toContain('custom:<clan>');
    expect(page).not.toContain('<script');
  });

  test('shows what was typed again where something of it is wrong, as text', async () => {
    const { status, page } = await submit(idp.ssoUrl, { player: markup, 'claim.team': `[${markup}` });
    expect(status).toBe(400);
    expect(page).toMatch(/role="alert">team begins like a list/);
    expect(page).toContain('&#34;&#62;&#60;script&#62;');
    expect(withoutScript(page)).toBe(true);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['no name', { player: ' ' }, /Type a name/],
    ['a name that is too long', { player: 'a'.repeat(65) }, /at most 64 characters/],
    ['values that are not text', { player: 'Ana', 'claim.team': '[1]' }, /begins like a list/],
    ['half a character', { player: 'Ana', 'claim.team': '["\\ud800"]' }, /holds a control character/],
    ['a null character', { player: 'Ana', 'claim.team': 'a\0b' }, /holds a control character/],
    ['an attribute of markup that nothing reads', { player: 'Ana', [`claim.${markup}`]: 'x' }, /Nothing here reads/],
    [
      'a response longer than a login',
      { player: 'Ana', 'claim.team': JSON.stringify(Array(1000).fill('a')) },
      /more than 50000 characters/,
    ],
  ])('says what is wrong with %s', async (_what, typed, problem) => {
    const { status, page } = await submit(idp.ssoUrl, typed);
    expect(status).toBe(400);
    expect(/role="alert">([^<]*)</.exec(page)?.[1]).toMatch(problem);
    expect(withoutScript(page)).toBe(true);
    expect((await submit(idp.ssoUrl, { player: 'Ana', 'claim.team': '["a","b"]' })).status).toBe(200);
  });

  test('takes markup for a name as any other name', async () => {
    const { status, page } = await submit(idp.ssoUrl, { player: markup, 'claim.team': markup });
    expect(status).toBe(200);
    expect(withoutScript(page)).toBe(true);
    expect((await verify(responseOn(page))).claims).toEqual({ team: markup });
  });

  test('takes no form larger than a person’s, and goes on with the connection', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const send = (form: string) =>
      new Promise<unknown>((resolve, reject) => {
        const sent = request(idp.ssoUrl, { agent, method: 'POST' }, (response) => {
          response.resume().once('end', () => resolve([response.statusCode, sent.reusedSocket]));
        });
        sent.once('error', reject).end(form);
      });
    expect(await send(`player=${'a'.repeat(5_000_000)}`)).toEqual([413, false]);
    expect(await send('player=Ana')).toEqual([200, true]);
    agent.destroy();
  });

  test('takes every attribute that it has room for, in any letters', async () => {
    const { status, page } = await submit(idp.ssoUrl, { player: 'Ana', 'claim.team': 'é'.repeat(4096) });
    expect(status).toBe(200);
    expect((await verify(responseOn(page))).claims).toEqual({ team: 'é'.repeat(4096) });
  });

  test('answers no request of an app, and says why', async () => {
    for (const refused of [await fetch(at({ SAMLRequest: markup })), await fetch(idp.ssoUrl, { method: 'PUT' })]) {
      expect([400, 405]).toContain(refused.status);
      expect(withoutScript(await refused.text())).toBe(true);
    }
    const { status, page } = await submit(idp.ssoUrl, { player: 'Ana', SAMLRequest: 'x' });
    expect(status).toBe(400);
    expect(page).toMatch(/AWS takes no response that answers a SAMLRequest/);
    expect(responseOn(page)).toBe('');
  });

  test('is at one path', async () => {
    const elsewhere = await fetch(new URL('/other', idp.ssoUrl));
    expect(elsewhere.status).toBe(404);
    expect(await elsewhere.text()).toContain('/sso');
  });
});

describe('the page with the response', () => {
  test('says what the response is for', async () => {
    const { page, headers } = await submit(idp.ssoUrl, { player: 'Ana' });
    expect(page).toContain(`Logins["${providerArn}"]`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(actionsOn(page)).toEqual([]);
    await expect(verify(responseOn(page))).resolves.toMatchObject({ provider: providerArn });
  });

  test.each(['http://127.0.0.1:5173/saml', 'http://localhost:5173/saml?game=star&level=1', 'https://[::1]:8443/'])(
    'posts it to an app of this machine at %s',
    async (relayState) => {
      const [action = ''] = actionsOn(await (await fetch(at({ RelayState: relayState }))).text());
      const { page } = await submit(new URL(action, idp.ssoUrl).href, { player: 'Ana' });
      expect(actionsOn(page).map((place) => place?.replaceAll('&#38;', '&'))).toEqual([relayState]);
      expect(page).toContain(`name="SAMLResponse" value="${responseOn(page)}"`);
      expect(page).toContain(`name="RelayState" value="${relayState.replaceAll('&', '&#38;')}"`);
    },
  );

  test.each([
    'https://evil.example/saml',
    'http://127.0.0.1.evil.example/',
    'http://127.0.0.1@evil.example/',
    '//evil.example/',
    'javascript:alert(1)//evil.example',
    `http://evil.example/${markup}`,
    'a word, evil.example',
  ])('never posts it to %s, nor says that name', async (relayState) => {
    const shown = await (await fetch(at({ RelayState: relayState }))).text();
    expect(actionsOn(shown)).toEqual(['?']);
    expect(shown).toContain('RelayState is no address of this machine');
    const { status, page } = await submit(at({ RelayState: relayState }), { player: 'Ana' });
    expect(status).toBe(200);
    expect(actionsOn(page)).toEqual([]);
    expect(shown + page).not.toContain('evil.example');
    await expect(verify(responseOn(page))).resolves.toMatchObject({ provider: providerArn });
  });

  test('keeps an app’s address inside its quotes', async () => {
    const relayState = `http://127.0.0.1/${markup}`;
    const { page } = await submit(at({ RelayState: relayState }), { player: 'Ana' });
    expect(withoutScript(page)).toBe(true);
    expect(actionsOn(page)).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1\/%22%3E%3Cscript/)]);
  });

  test('is refused for a relay state that is too long', async () => {
    const long = at({ RelayState: `http://127.0.0.1/${'a'.repeat(2000)}` });
    expect((await fetch(long)).status).toBe(400);
    expect((await submit(long, { player: 'Ana' })).status).toBe(400);
    expect((await fetch(at({ RelayState: 'http://127.0.0.1/' }))).status).toBe(200);
  });
});

test('a provider’s own names stand on its pages as text', async () => {
  const named = { entityId: `https://a.example/${markup}`, arns: [markup], attributes: [markup], publish: () => {} };
  const hostile = await startSamlIdentityProvider({ ...named, makeKeyPair: keyPairsOnHand() });
  const shown = await (await fetch(hostile.ssoUrl)).text();
  const { page } = await submit(hostile.ssoUrl, { player: 'Ana', [`claim.${markup}`]: 'x' });
  await hostile.stop();
  expect(responseOn(page)).not.toBe('');
  expect([shown, page].every(withoutScript)).toBe(true);
});
