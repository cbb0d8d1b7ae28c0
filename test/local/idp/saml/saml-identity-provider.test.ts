import { X509Certificate } from 'node:crypto';
import { issuerFetch } from '../../../../local/identities/issuer-fetch';
import { roleAttribute } from '../../../../local/identities/saml/saml-login';
import { startSamlIdentityProvider } from '../../../../local/idp/saml/saml-identity-provider';
import { signInForSamlResponse } from '../../../../local/idp/saml/sign-in';
import { keyPairsOnHand } from '../../../once-per-worker/key-pairs';
import { entityId, playStudio, providerArn, realStudio, signOnLocation } from './played-studio';

/** No two of these identity providers have the same key. */
const makeKeyPair = keyPairsOnHand();

type Studio = Awaited<ReturnType<typeof playStudio>>;
let studio: Studio;
let again: Studio;
beforeAll(async () => {
  [studio, again] = await Promise.all([playStudio(), playStudio()]);
});
afterAll(() => Promise.all([studio.idp.stop(), again.idp.stop()]));

const signIn = ({ idp }: Studio, player: string, attributes?: Record<string, string | readonly string[]>) =>
  signInForSamlResponse({ ssoUrl: idp.ssoUrl, player, fetch, ...(attributes === undefined ? {} : { attributes }) });
const certificateOf = (response: string) =>
  /X509Certificate>([^<]+)</.exec(Buffer.from(response, 'base64').toString())?.[1] ?? '';

test('a key that could not be made known is made anew at the next sign-in', async () => {
  const published: string[] = [];
  const publish = (certificate: string) => {
    published.push(certificate);
    if (published.length === 1) throw new Error('not yet');
  };
  const idp = await startSamlIdentityProvider({
    makeKeyPair,
    entityId,
    arns: [providerArn],
    attributes: [],
    publish,
  });
  const signInThere = () => signInForSamlResponse({ ssoUrl: idp.ssoUrl, player: 'Ana', fetch });
  try {
    await expect(signInThere()).rejects.toThrow();
    expect(certificateOf(await signInThere())).toBe(published[1]);
    expect(certificateOf(await signInThere())).toBe(published[1]);
  } finally {
    await idp.stop();
  }
});

describe('a response of the local identity provider', () => {
  test('names its player, by a name that is not theirs, and verifies', async () => {
    expect(await studio.verify(await signIn(studio, 'Ana'))).toEqual({
      provider: providerArn,
      subject: expect.stringMatching(/^[0-9a-f]{32}$/),
      claims: {},
      offeredRoles: [],
    });
  });

  test('does not verify where another identity provider’s key is known', async () => {
    const response = await signIn(again, 'Ana');
    await expect(studio.verify(response)).rejects.toMatchObject({ refusal: 'bad-signature' });
    await expect(again.verify(response)).resolves.toMatchObject({ provider: providerArn });
  });

  test('is good beside those that the metadata’s own key signed', async () => {
    await expect(studio.verify(realStudio.response('ana'))).resolves.toMatchObject({ subject: 'ana' });
    await expect(studio.verify(await signIn(studio, 'Ana'))).resolves.toMatchObject({ provider: providerArn });
  });

  test('names the same player at each start, with another key', async () => {
    const [one, two] = await Promise.all([signIn(studio, 'Ana'), signIn(again, ' Ana ')]);
    const [first, second] = await Promise.all([studio.verify(one), again.verify(two)]);
    expect(second.subject).toBe(first.subject);
    expect(certificateOf(two)).not.toBe(certificateOf(one));
    expect((await studio.verify(await signIn(studio, 'Bea'))).subject).not.toBe(first.subject);
  });

  test('is good for five minutes by the clock', async () => {
    const response = await signIn(studio, 'Ana');
    studio.clock.pass(299);
    await expect(studio.verify(response)).resolves.toMatchObject({ provider: providerArn });
    studio.clock.pass(1);
    await expect(studio.verify(response)).rejects.toMatchObject({ refusal: 'expired' });
  });

  test('carries the attributes that were typed, several values where there are several', async () => {
    const role = 'arn:aws:iam::111122223333:role/Designer';
    const attributes = {
      team: ['qa', '["not", a list'],
      'custom:<clan>': '[red] & "blue"',
      [roleAttribute]: `${role},${providerArn}`,
    };
    const { claims, offeredRoles } = await studio.verify(await signIn(studio, 'Ana', attributes));
    expect(claims).toEqual(attributes);
    expect(offeredRoles).toEqual([role]);
  });
});

test('the page answers under the real one’s name too', async () => {
  const response = await signInForSamlResponse({
    ssoUrl: signOnLocation,
    player: 'Ana',
    fetch: issuerFetch(studio.idp.table),
  });
  await expect(studio.verify(response)).resolves.toMatchObject({ provider: providerArn });
});

test('an attribute that nothing reads stops the sign-in, and is named', async () => {
  await expect(signIn(studio, 'Ana', { teem: 'qa' })).rejects.toThrow(/stopped: .*reads an attribute teem/);
  await expect(signIn(studio, 'Ana', { team: 'qa' })).resolves.toMatch(/^[\w+/]+=*$/);
});

test('no key is made, and none published, before somebody signs in', async () => {
  const published: string[] = [];
  const publish = (certificate: string) => published.push(certificate);
  const idp = await startSamlIdentityProvider({
    makeKeyPair,
    entityId,
    arns: [providerArn],
    attributes: [],
    publish,
  });
  await fetch(idp.ssoUrl);
  expect(published).toEqual([]);
  const responses = ['Ana', 'Bea'].map((player) => signInForSamlResponse({ ssoUrl: idp.ssoUrl, player, fetch }));
  const [one = ''] = await Promise.all(responses);
  expect(published).toEqual([certificateOf(one)]);
  await idp.stop();
});

test('the certificate is one that signed itself, for this century', async () => {
  const certificate = new X509Certificate(Buffer.from(certificateOf(await signIn(studio, 'Ana')), 'base64'));
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect([certificate.validFrom, certificate.validTo].map((date) => new Date(date).getUTCFullYear())).toEqual([
    2020, 2099,
  ]);
});

test('a port that is taken is said with the provider', async () => {
  const port = Number(new URL(studio.idp.ssoUrl).port);
  await expect(
    startSamlIdentityProvider({
      makeKeyPair,
      entityId,
      arns: [],
      attributes: [],
      publish: () => {},
      port,
    }),
  ).rejects.toThrow(
    `port ${port} of 127.0.0.1 is taken, so the SAML identity provider of ${entityId} cannot listen there`,
  );
});
