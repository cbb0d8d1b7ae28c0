import { readSamlMetadata } from '../../../../local/identities/saml/metadata';
import { roleAttribute, samlLogin } from '../../../../local/identities/saml/saml-login';
import { TestClock } from '../../federation/cloud';
import { arn } from '../../federation/deployment';
import { SamlIssuer, type SamlSigning } from './saml-issuer';

const clock = new TestClock();
const issuer = new SamlIssuer('https://studio.example/saml', clock);
const stranger = new SamlIssuer('https://studio.example/saml', clock);
const providerArn = 'arn:aws:iam::111122223333:saml-provider/studio';
const { verify } = samlLogin({ provider: { arn: providerArn, ...readSamlMetadata(issuer.metadata()) }, clock });

const base64 = (xml: string) => Buffer.from(xml).toString('base64');
const refusal = async (token: string) => {
  const error = await verify(token).catch((caught: unknown) => caught);
  return error as { name?: string; refusal?: string };
};

describe('a SAML response', () => {
  test.each<SamlSigning['sign']>(['assertion', 'response'])('whose %s is signed names its player', async (sign) => {
    expect(await verify(issuer.response('ana', {}, { sign }))).toEqual({
      provider: providerArn,
      subject: 'ana',
      claims: {},
      offeredRoles: [],
    });
  });

  test('brings its attributes as claims, a list where there are several values', async () => {
    const attributes = { team: ['qa'], groups: ['a', 'b'], __proto__2: ['x'] };
    expect((await verify(issuer.response('ana', { attributes }))).claims).toEqual({
      team: 'qa',
      groups: ['a', 'b'],
      __proto__2: 'x',
    });
  });

  test('offers the roles that it pairs with this provider, and none of another’s', async () => {
    const other = 'arn:aws:iam::111122223333:saml-provider/other';
    const roles = [
      `${arn('One')},${providerArn}`,
      `${providerArn}, ${arn('Two')}`,
      `${arn('Three')},${other}`,
      arn('Four'),
    ];
    const { offeredRoles } = await verify(issuer.response('ana', { attributes: { [roleAttribute]: roles } }));
    expect(offeredRoles).toEqual([arn('One'), arn('Two')]);
  });

  test('is taken for AWS’s sign-in page as audience, and for a region’s as recipient', async () => {
    const content = {
      audience: 'https://signin.aws.amazon.com/saml',
      recipient: 'https://eu-west-1.signin.aws.amazon.com/saml',
    };
    await expect(verify(issuer.response('ana', content))).resolves.toMatchObject({ subject: 'ana' });
  });

  test('is read whole where a comment cuts its player’s name', async () => {
    const token = issuer.response('', { nameXml: 'ana<!-- -->.smith' });
    expect(await verify(token)).toMatchObject({ subject: 'ana.smith' });
  });

  test('verifies by each certificate of the metadata, whichever has expired or is being changed', async () => {
    const next = new SamlIssuer(issuer.entityId, clock);
    const metadata = readSamlMetadata(issuer.metadata([issuer.certificate, next.certificate]));
    const login = samlLogin({ provider: { arn: providerArn, ...metadata }, clock });
    await expect(login.verify(next.response('ana'))).resolves.toMatchObject({ subject: 'ana' });
    await expect(login.verify(issuer.response('ana'))).resolves.toMatchObject({ subject: 'ana' });
    expect(await refusal(next.response('ana'))).toMatchObject({ refusal: 'bad-signature' });
  });

  const cases: [string, string, () => string][] = [
    ['of another key', 'bad-signature', () => stranger.response('ana')],
    ['without signature', 'bad-signature', () => issuer.response('ana', {}, { sign: 'nothing' })],
    [
      'with a name changed after signing',
      'bad-signature',
      () => base64(issuer.responseXml('ana').replace('>ana<', '>bea<')),
    ],
    [
      'signed with SHA-1',
      'bad-signature',
      () => issuer.response('ana', {}, { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }),
    ],
    [
      'digested with SHA-1',
      'bad-signature',
      () => issuer.response('ana', {}, { digest: 'http://www.w3.org/2000/09/xmldsig#sha1' }),
    ],
    ['of another issuer', 'wrong-issuer', () => issuer.response('ana', { issuer: 'https://evil.example/saml' })],
    ['for another audience', 'wrong-audience', () => issuer.response('ana', { audience: 'urn:another:service' })],
    ['for no audience', 'wrong-audience', () => issuer.response('ana', { audience: '' })],
    [
      'for another recipient',
      'wrong-recipient',
      () => issuer.response('ana', { recipient: 'https://evil.example/saml' }),
    ],
    [
      'for a recipient that only looks like AWS',
      'wrong-recipient',
      () => issuer.response('ana', { recipient: 'https://signin.aws.amazon.com.evil.example/saml' }),
    ],
    ['that has expired', 'expired', () => issuer.response('ana', { expires: 0 })],
    ['of the future', 'not-yet-valid', () => issuer.response('ana', { notBefore: 301 })],
    ['that answers a request', 'malformed-saml', () => issuer.response('ana', { inResponseTo: '_1' })],
    [
      'that says the sign-in failed',
      'malformed-saml',
      () => issuer.response('ana', { status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }),
    ],
    ['without name', 'missing-claim', () => issuer.response('')],
    ['that is not base64', 'malformed-saml', () => '<xml/>'],
    ['that is not XML', 'malformed-saml', () => base64('no xml')],
    ['that is cut off', 'malformed-saml', () => base64(issuer.responseXml('ana').slice(0, -20))],
    ['that is only an assertion', 'malformed-saml', () => base64(assertionOf(issuer.responseXml('ana')))],
    ['that is longer than any login', 'malformed-saml', () => 'a'.repeat(50_001)],
  ];
  test.each(cases)('%s is refused', async (_what, reason, token) => {
    expect(await refusal(token())).toMatchObject({ name: 'TokenRefused', refusal: reason });
    await expect(verify(issuer.response('ana'))).resolves.toMatchObject({ subject: 'ana' });
  });
});

const assertionOf = (xml: string) => /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml)?.[0] ?? '';

describe('a signed assertion that is wrapped', () => {
  const signed = issuer.responseXml('mallory');
  const own = assertionOf(signed);
  const forged = own
    .replace('>mallory<', '>victim<')
    .replace(/ID="[^"]+"/, 'ID="_forged"')
    .replace(/<ds:Signature .*<\/ds:Signature>/s, '');

  const bare = own.replace(signatureOf(own), '');
  const withSignature = (signature: string) => forged.replace('</saml:Issuer>', `</saml:Issuer>${signature}`);
  const withObject = signatureOf(own).replace('</ds:Signature>', `<ds:Object>${bare}</ds:Object></ds:Signature>`);

  const wrappings: [string, string][] = [
    ['inside its own signature, which the forged one now holds', signed.replace(own, withSignature(withObject))],
    [
      'inside the forged one, which now holds its signature',
      signed.replace(
        own,
        withSignature(signatureOf(own)).replace(
          '</saml:Assertion>',
          `<saml:Advice>${bare}</saml:Advice></saml:Assertion>`,
        ),
      ),
    ],
    ['beside a forged one', signed.replace(own, forged + own)],
    ['behind a forged one', signed.replace(own, own + forged)],
    ['inside a forged one', signed.replace(own, forged.replace('</saml:Assertion>', `${own}</saml:Assertion>`))],
    [
      'inside the signature of a forged one',
      signed.replace(
        own,
        forged.replace(
          '</saml:Issuer>',
          `</saml:Issuer>${signatureOf(own).replace('</ds:Signature>', `<ds:Object>${own}</ds:Object></ds:Signature>`)}`,
        ),
      ),
    ],
    ['in extensions', signed.replace(own, `<samlp:Extensions>${own}</samlp:Extensions>${forged}`)],
    ['with its ID on a forged one too', signed.replace(own, own + forged.replace('_forged', idOf(own)))],
    [
      'moved to a response’s status',
      signed
        .replace(own, forged)
        .replace('</samlp:Status>', `<samlp:StatusDetail>${own}</samlp:StatusDetail></samlp:Status>`),
    ],
  ];
  test.each(wrappings)('%s never makes the forged one count', async (_how, xml) => {
    expect(xml).toContain('>victim<');
    const outcome = await verify(base64(xml)).catch((error: { name: string }) => error);
    // Either it is refused, or it is read as what was signed.
    if ('subject' in outcome) expect(outcome.subject).toBe('mallory');
    else expect(outcome.name).toBe('TokenRefused');
    await expect(verify(base64(signed))).resolves.toMatchObject({ subject: 'mallory' });
  });
});

function signatureOf(assertion: string): string {
  return /<ds:Signature .*<\/ds:Signature>/s.exec(assertion)?.[0] ?? '';
}

function idOf(assertion: string): string {
  return /ID="([^"]+)"/.exec(assertion)?.[1] ?? '';
}

describe('hostile XML', () => {
  const cases: [string, string][] = [
    ['an entity', `<!DOCTYPE r [<!ENTITY x "ana">]>${issuer.responseXml('ana')}`],
    ['an external entity', `<!DOCTYPE r SYSTEM "file:///etc/passwd">${issuer.responseXml('ana')}`],
    ['a document type in other letters', `<!doctype r>${issuer.responseXml('ana')}`],
    ['elements in elements', `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}`.slice(0, 37_000)],
    ['two roots', `${issuer.responseXml('ana')}<a/>`],
  ];
  test.each(cases)('with %s is refused', async (_what, xml) => {
    expect(await refusal(base64(xml))).toMatchObject({ name: 'TokenRefused', refusal: 'malformed-saml' });
  });
});

describe('a metadata document', () => {
  test('names its issuer and the keys of its certificates', () => {
    const { entityId, keys } = readSamlMetadata(issuer.metadata());
    expect(entityId).toBe('https://studio.example/saml');
    expect(keys).toHaveLength(1);
    expect(keys[0]?.asymmetricKeyType).toBe('rsa');
  });

  const cases: [string, RegExp, () => string][] = [
    ['without certificate', /no certificate/, () => issuer.metadata([])],
    ['with an unreadable certificate', /can not be read/, () => issuer.metadata(['AAAA'])],
    [
      'of a service provider',
      /no IDPSSODescriptor/,
      () => issuer.metadata().replaceAll('IDPSSODescriptor', 'SPSSODescriptor'),
    ],
    ['without entityID', /no entityID/, () => issuer.metadata().replace(/entityID="[^"]*"/, '')],
    ['with a byte order mark', /byte order mark/, () => `\uFEFF${issuer.metadata()}`],
    ['that is something else', /no EntityDescriptor/, () => issuer.responseXml('ana')],
    ['with a document type', /document type/, () => `<!DOCTYPE x>${issuer.metadata()}`],
  ];
  test.each(cases)('%s can not be used', (_what, problem, metadata) => {
    expect(() => readSamlMetadata(metadata())).toThrow(problem);
  });
});

test('no key that comes with the response counts', async () => {
  expect(stranger.responseXml('ana')).toContain(`<ds:X509Certificate>${stranger.certificate}<`);
  expect(await refusal(stranger.response('ana'))).toMatchObject({ refusal: 'bad-signature' });
});
