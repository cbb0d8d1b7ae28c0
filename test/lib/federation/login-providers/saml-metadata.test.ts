import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSamlMetadata } from '../../../../lib/federation/login-providers/saml-metadata';
import { samlMetadataFile } from '../../everything';

const folder = mkdtempSync(join(tmpdir(), 'metadata-'));
afterAll(() => rmSync(folder, { recursive: true }));

const good = readFileSync(samlMetadataFile, 'utf8');
const today = Date.parse('2026-11-20');
const lastDay = Date.parse('2126-10-27T13:30:58Z');
const day = 24 * 60 * 60 * 1000;

function read(change: (xml: string) => string = (xml) => xml, now = today) {
  const file = join(folder, 'metadata.xml');
  writeFileSync(file, change(good));
  return readSamlMetadata(file, now);
}

test('good metadata is taken as it is', () => {
  expect(read()).toEqual({ xml: good, entityId: 'https://sso.my-studio.com/saml', warnings: [] });
  expect(readSamlMetadata(samlMetadataFile, today).xml).toBe(good);
});

describe('metadata is refused with the reason', () => {
  test.each<[what: string, change: (xml: string) => string, why: RegExp]>([
    ['not well-formed', (xml) => xml.replace('</md:EntityDescriptor>', ''), /is not well-formed XML: .* \(line \d+\)/],
    ['another document', (xml) => xml.replaceAll('md:EntityDescriptor', 'md:Entities'), /has no EntityDescriptor/],
    ['a service provider’s', (xml) => xml.replaceAll('IDPSSODescriptor', 'SPSSODescriptor'), /has no IDPSSODescriptor/],
    [
      'without certificate',
      (xml) => xml.replace(/<ds:X509Data>[\s\S]*<\/ds:X509Data>/, `<!--${' '.repeat(1000)}-->`),
      /has no X509Certificate/,
    ],
    [
      'with a certificate for encryption only',
      (xml) => xml.replace('use="signing"', 'use="encryption"'),
      /has no X509Certificate/,
    ],
    [
      'with a certificate that is none',
      (xml) => xml.replace(/>MII.{20}/, '>MIIabc'),
      /an X509Certificate that is none/,
    ],
    [
      'with a document type',
      (xml) => xml.replace('<md:Entity', '<!DOCTYPE a [<!ENTITY b "c">]><md:Entity'),
      /has a document type/,
    ],
    [
      'past its own date',
      (xml) => xml.replace('entityID', 'validUntil="2026-11-19T00:00:00Z" entityID'),
      /valid until 2026-11-19/,
    ],
    ['too short for IAM', () => '<a/>', /has 4 characters; IAM takes 1000/],
    ['too long for IAM', (xml) => xml.padEnd(10_000_001), /has 10000001 characters/],
  ])('%s', (_, change, why) => {
    expect(() => read(change)).toThrow(why);
  });

  test('not there', () => {
    expect(() => readSamlMetadata('config/nowhere.xml', today)).toThrow(/'config\/nowhere\.xml' can't be read/);
  });
});

describe('a certificate', () => {
  test('that has expired is refused, to the second', () => {
    expect(() => read(undefined, lastDay - 1000)).not.toThrow();
    expect(() => read(undefined, lastDay + 1000)).toThrow(/no signing certificate that is still valid.*2126-10-27/);
  });

  test('that expires within 30 days is warned about', () => {
    expect(read(undefined, lastDay - 31 * day).warnings).toEqual([]);
    expect(read(undefined, lastDay - 29 * day).warnings).toEqual([
      expect.stringContaining('valid for 29 more days only'),
    ]);
  });

  test('may stand among others for a change of keys', () => {
    const expired = /<md:KeyDescriptor[\s\S]*<\/md:KeyDescriptor>/.exec(good)?.[0] ?? '';
    expect(() => read((xml) => xml.replace(expired, `${expired}${expired}`))).not.toThrow();
  });

  test('that does not say what it is for signs', () => {
    expect(() => read((xml) => xml.replace(' use="signing"', ''))).not.toThrow();
  });
});
