import { parseConfig } from '../../../lib/config/parse';
import type { GameFederationInput } from '../../../lib/config/schema';
import { sharedIssuers } from '../../../lib/config/shared-issuers';
import { samlMetadataFile } from '../everything';
import { ios, pool, studio, web } from './cases';

const here = { account: '123456789012', region: 'eu-west-1' };
const elsewhere = { account: '210987654321', region: 'us-east-1' };
const none = { problems: [], warnings: [] };

type Fields = Partial<GameFederationInput>;

/** What is found of two stages; chosen is the first. */
function findings(one: Fields, other: Fields) {
  const stage = (name: string, fields: Fields) =>
    parseConfig({ game: 'star-harvest', stage: name, guests: { enabled: true }, retainData: false, ...fields });
  return sharedIssuers([stage('staging', other)], stage('dev', one));
}

const metadataFile = samlMetadataFile;
const rows: [
  what: string,
  within: readonly ('account' | 'region')[],
  unknownIs: 'problems' | 'warnings',
  one: Fields,
  other: Fields,
  fields: readonly string[],
  corrected: Fields,
][] = [
  [
    'the issuer of an IAM provider',
    ['account'],
    'warnings',
    { oidc: [studio] },
    { oidc: [{ ...studio, name: 'other' }] },
    ['oidc[0]', 'oidc[0]'],
    { oidc: [{ ...studio, issuer: 'https://other.my-studio.com' }] },
  ],
  [
    'an issuer that has a field of its own in one of them',
    ['account'],
    'warnings',
    { google: { clientIds: [web, ios] } },
    { oidc: [{ name: 'other', issuer: 'https://accounts.google.com', clientIds: [web] }] },
    ['google', 'oidc[0]'],
    { google: { clientIds: [web] } },
  ],
  [
    'the name of a SAML provider',
    ['account'],
    'warnings',
    { saml: [{ name: 'partner', providerName: 'partner', metadataFile }] },
    { saml: [{ name: 'other', providerName: 'Partner', metadataFile }] },
    ['saml[0]', 'saml[0]'],
    { saml: [{ name: 'partner', metadataFile }] },
  ],
  [
    'the name of a SAML provider that one of them joins from game, stage and name',
    ['account'],
    'warnings',
    { saml: [{ name: 'partner', metadataFile }] },
    { saml: [{ name: 'other', providerName: 'star-harvest-dev-partner', metadataFile }] },
    ['saml[0]', 'saml[0]'],
    { saml: [{ name: 'partners', metadataFile }] },
  ],
  [
    'the prefix of a sign-in page',
    ['region'],
    'warnings',
    { userPool: pool },
    { userPool: { ...pool, mfa: 'off' } },
    ['userPool.domainPrefix', 'its userPool.domainPrefix'],
    { userPool: { ...pool, domainPrefix: 'star-harvest-dev' } },
  ],
  [
    'the names of their stacks',
    ['account', 'region'],
    'problems',
    { game: 'star', stage: 'harvest-dev' },
    { game: 'star-harvest', stage: 'dev' },
    ['stage', 'its game and stage'],
    { game: 'star', stage: 'dev' },
  ],
];

describe.each(rows)(
  'two stages with one name: %s',
  (_, within, unknownIs, one, other, [field = '', where = ''], corrected) => {
    const said = expect.stringMatching(new RegExp(`^${field.replace(/[[\]]/g, '\\$&')}: `));

    test('are refused in one place, and both fields are named', () => {
      const found = findings({ ...here, ...one }, { ...here, ...other });
      expect(found).toEqual({ problems: [said], warnings: [] });
      expect(found.problems[0]).toContain(where);
      expect(findings({ ...here, ...corrected }, { ...here, ...other })).toEqual(none);
    });

    test('are taken from one another in two places alone', () => {
      for (const place of ['account', 'region'] as const) {
        const apart = findings({ ...here, ...one }, { ...here, [place]: elsewhere[place], ...other });
        expect(apart).toEqual(within.includes(place) ? none : { problems: [said], warnings: [] });
      }
    });

    test('may be in one place where it is left open, and are told so', () => {
      for (const place of within) {
        const found = findings({ ...here, ...one }, { ...here, [place]: undefined, ...other });
        expect(found).toEqual({ ...none, [unknownIs]: [said] });
        expect(found[unknownIs][0]).toContain(`then write each stage's ${within.join(' and ')}`);
        expect(findings({ ...here, [place]: undefined, ...corrected }, { ...here, ...other })).toEqual(none);
      }
    });
  },
);
