import { decodeJwt } from 'jose';
import { customFetch, discovery, None, refreshTokenGrant } from 'openid-client';
import { issuerFetch } from '../../../local/identities/issuer-fetch';
import { type IdentityProvider, startIdentityProvider } from '../../../local/idp/identity-provider';
import { signInPage } from '../../../local/idp/pages';
import { signIn } from '../../../local/idp/sign-in';
import { keyPairsOnHand } from '../../once-per-worker/key-pairs';

const issuer = 'https://players.star-harvest.example';
let provider: IdentityProvider;
let fetch: typeof globalThis.fetch;
beforeAll(async () => {
  provider = await startIdentityProvider({
    makeKeyPair: keyPairsOnHand(),
    issuer,
    clientIds: ['ios'],
    claims: ['clan', 'groups', 'sub'],
  });
  fetch = issuerFetch({ [issuer]: provider.url });
});
afterAll(() => provider.stop());

const signedIn = (player: string, claims = {}) => signIn({ issuer, fetch, clientId: 'ios', player, claims });

test('the ID token says of a player what was typed about them, and a refreshed one too', async () => {
  const claims = { clan: 'red', groups: ['moderators', 'players'] };
  const { idToken, refreshToken = '' } = await signedIn('Ada', claims);
  expect(decodeJwt(idToken)).toMatchObject(claims);
  const configuration = await discovery(new URL(issuer), 'ios', undefined, None(), { [customFetch]: fetch as never });
  const refreshed = await refreshTokenGrant(configuration, refreshToken);
  expect(decodeJwt(refreshed.id_token ?? '')).toMatchObject(claims);
});

test('whom nothing was typed about has no such claim, whatever they had before', async () => {
  await signedIn('Ada', { clan: 'red' });
  const after = decodeJwt((await signedIn('Ada')).idToken);
  expect(after).not.toHaveProperty('clan');
  expect(after.sub).toBe(decodeJwt((await signedIn('Ada', { clan: 'red' })).idToken).sub);
});

test('nobody types who they are', async () => {
  const { sub } = decodeJwt((await signedIn('Eve', { sub: 'Ada', email: 'ada@example.com' })).idToken);
  expect(sub).toBe(decodeJwt((await signedIn('Eve')).idToken).sub);
});

test('a claim that cannot be read is said on the page', async () => {
  await expect(signedIn('Ada', { clan: '["red' })).rejects.toThrow('clan begins like a list');
  await expect(signedIn('Ada', { clan: ['red'] })).resolves.toHaveProperty('idToken');
});

test('the page has a labelled field for each claim, keeps what was typed, and escapes it', () => {
  const typed = new URLSearchParams({ player: '"><b>', 'claim.cl<an': '"><script>' });
  const page = signInPage({ issuer, action: '/x', clientId: 'ios', claims: ['cl<an'], typed, problem: 'No.' });
  expect(page).toContain('<label for="claim-0">cl&#60;an</label>');
  expect(page).toContain('value="&#34;&#62;&#60;script&#62;"');
  expect(page).not.toMatch(/<script>|"><b>/);
  expect(signInPage({ issuer, action: '/x', clientId: 'ios' })).not.toContain('fieldset aria');
});
