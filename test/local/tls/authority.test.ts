import { createPrivateKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { checkServerIdentity, connect, createServer } from 'node:tls';
import { loadAsn1, makeCertificate, pemOf } from '../../../local/shared/certificate';
import { authorityOf } from '../../../local/tls/authority';
import { type CertifiedKey, hostsOf, newAuthority, newLeaf } from '../../../local/tls/authority-certificate';
import { bareAddress, permittedHosts } from '../../../local/tls/permitted-names';

const added = ['host.docker.internal', '192.168.0.7', '[fe80::7]'];
const made = newAuthority(added);
const authority = authorityOf(made, 'authority.pem', 'make another');
/** Whoever has the key can sign anything; whether that is believed is the question. */
const stolen = { certificate: new X509Certificate(made.certificate), privateKey: createPrivateKey(made.key) };
const day = 24 * 60 * 60 * 1000;

/** What comes of a TLS handshake of Node's with a server that has this certificate. @param trusted authorities, in PEM */
async function handshake(host: string, { certificate, key }: CertifiedKey, trusted?: string): Promise<string> {
  const server = createServer({ cert: certificate, key }, (socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const name = bareAddress(host);
  const result = await new Promise<string>((resolve) => {
    const socket = connect({
      port: (server.address() as AddressInfo).port,
      host: '127.0.0.1',
      ...(/[a-z]\b/.test(host) && !host.startsWith('[') ? { servername: host } : {}),
      ...(trusted === undefined ? {} : { ca: trusted }),
      checkServerIdentity: (_asked, peer) => checkServerIdentity(name, peer),
    });
    socket.once('secureConnect', () => resolve('trusted'));
    socket.once('error', (error) => resolve(error.message));
    socket.once('close', () => socket.destroy());
  });
  await new Promise((resolve) => server.close(resolve));
  return result;
}

test.each([
  'localhost',
  'saves.localhost',
  'a.b.localhost',
  '127.0.0.1',
  '[::1]',
  ...added,
  'below.host.docker.internal',
])('it vouches for %s, to whoever trusts it and to nobody else', async (host) => {
  const leaf = authority.certify([host]);
  expect(await handshake(host, leaf, made.certificate)).toBe('trusted');
  expect(await handshake(host, leaf)).toBe('unable to verify the first certificate');
  expect(await handshake(host, leaf, newAuthority([]).certificate)).toMatch(/unable to (verify|get)/);
});

test.each([
  'example.com',
  'localhost.example.com',
  'evil-localhost',
  'docker.internal',
  'evilhost.docker.internal',
  'internal',
  '127.0.0.2',
  '192.168.0.8',
  '10.0.2.2',
  '[::2]',
  '[fe80::8]',
  '[::ffff:127.0.0.1]',
])('it does not vouch for %s, and whoever has its key can’t make others believe so', async (host) => {
  expect(() => authority.certify([host])).toThrow(/authority\.pem may not vouch for .* or make another$/);
  expect(() => authority.certify(['localhost', host])).toThrow(`may not vouch for ${host}`);
  const violation = 'permitted subtree violation';
  expect(await handshake(host, newLeaf(stolen, [host]), made.certificate)).toBe(violation);
  // Not even for localhost, by a certificate that says more.
  expect(await handshake('localhost', newLeaf(stolen, ['localhost', host]), made.certificate)).toBe(violation);
});

test('it says of itself what it is for, and its certificates are for one listener and some days', () => {
  const { certificate } = stolen;
  expect(hostsOf(certificate)).toEqual(['localhost', '127.0.0.1', '[::1]', ...added]);
  expect(Math.round((Date.parse(certificate.validTo) - Date.now()) / day)).toBe(730);
  const leaf = new X509Certificate(authority.certify(['localhost']).certificate);
  expect(leaf.ca).toBe(false);
  expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  expect(Math.round((Date.parse(leaf.validTo) - Date.now()) / day)).toBe(14);
  expect(leaf.verify(certificate.publicKey)).toBe(true);
  const [one, two] = [authority.certify(['localhost']), authority.certify(['localhost'])];
  expect(one.key).not.toBe(two.key);
  expect([one.key, two.key]).not.toContain(made.key);
});

test('an authority that was signed with its key vouches for nobody, not even within its names', async () => {
  const { BasicConstraints, id_ce_basicConstraints } = loadAsn1();
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const [notBefore, notAfter] = [new Date(Date.now() - day), new Date(Date.now() + day)];
  const extensions = [{ id: id_ce_basicConstraints, critical: true, value: new BasicConstraints({ cA: true }) }];
  const further = (issuer: { name: string; privateKey: KeyObject }) => {
    const subject = 'Further';
    return pemOf(makeCertificate({ subject, publicKey: keys.publicKey, issuer, notBefore, notAfter, extensions }));
  };
  const name = stolen.certificate.subject.replace('CN=', '');
  const signed = further({ name, privateKey: stolen.privateKey });
  const leaf = newLeaf({ certificate: new X509Certificate(signed), privateKey: keys.privateKey }, ['localhost']);
  const chain = { ...leaf, certificate: leaf.certificate + signed };
  expect(await handshake('localhost', chain, made.certificate)).toBe('path length constraint exceeded');
  const ownRoot = further({ name: 'Further', privateKey: keys.privateKey });
  expect(await handshake('localhost', leaf, ownRoot)).toBe('trusted');
});

test('no certificate outlives its authority', () => {
  const later = Date.now() + 725 * day;
  const leaf = new X509Certificate(authorityOf(made, 'a', 'b', later).certify(['localhost']).certificate);
  expect(leaf.validTo).toBe(stolen.certificate.validTo);
});

describe('what is no authority is refused with what to do', () => {
  const other = newAuthority([]);
  const leaf = newLeaf(stolen, ['localhost']);
  test.each<[string, CertifiedKey, number, RegExp]>([
    ['one that has expired', made, Date.now() + 731 * day, /^authority\.pem expired on .*: make another$/],
    ['one that is of the future', made, Date.now() - day, /set this machine's clock/],
    ['no certificate', { ...made, certificate: 'x' }, Date.now(), /no certificate authority .*: make another$/],
    ['no key', { ...made, key: '' }, Date.now(), /no certificate authority/],
    ['another one’s key', { ...made, key: other.key }, Date.now(), /no certificate authority/],
    ['a certificate that signs nothing', leaf, Date.now(), /no certificate authority/],
  ])('%s', (_what, files, now, refusal) => {
    expect(() => authorityOf(files, 'authority.pem', 'make another', now)).toThrow(refusal);
    expect(authorityOf(other, 'authority.pem', 'make another').file).toBe('authority.pem');
  });
});

test.each(['com', 'cloud', 'COM', 'internal'])('none is made for %s, which could be everybody’s', (name) => {
  expect(() => newAuthority([name])).toThrow(`can't be made for '${name.toLowerCase()}'`);
  expect(permittedHosts([`${name}.localhost`])).toContain(`${name.toLowerCase()}.localhost`);
});

test('two ways of writing an address are one', () => {
  expect(permittedHosts(['[FE80:0::7]', '[fe80::7]', 'Host.Example'])).toEqual([
    ...['localhost', '127.0.0.1', '[::1]'],
    ...['[fe80::7]', 'host.example'],
  ]);
  expect(() => authority.certify(['[FE80:0:0::7]', '[::0:1]', 'LocalHost'])).not.toThrow();
});
