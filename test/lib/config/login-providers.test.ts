import { loginFields } from '../../../lib/config/login-fields';
import { hasProvider, hostsKnownTo, providerFields, rowOf } from '../../../lib/config/login-providers';
import { parseConfig } from '../../../lib/config/parse';
import type { GameFederationInput } from '../../../lib/config/schema';
import { accessTokenProviders } from '../../../local/identities/access-token-providers';
import { publicIssuers } from '../../../local/identities/public-issuers';
import { shortNames } from '../../../local/issuers/played-issuers';
import { local } from '../../stages/local';
import { eachProvider, everything } from '../everything';
import { problemsOf } from './cases';

const hostOf = (issuer = '') => issuer.replace('https://', '');
const known = providerFields.filter((field) => rowOf(field).knownTo?.pool);

test('the table has a row for each field that names providers, and for nothing else', () => {
  expect([...providerFields].sort()).toEqual(Object.keys(loginFields).sort());
});

describe.each([...providerFields])('%s', (field) => {
  const sample = everything[field];

  test('is in the stage that has everything, in the local one, and alone in one of its own', () => {
    expect(hasProvider(parseConfig(everything), field)).toBe(true);
    expect(hasProvider(parseConfig(local), field)).toBe(true);
    expect(Object.values(eachProvider).filter((fields) => field in fields)).not.toEqual([]);
  });

  const settings = [
    ['roleMapping', 'mapsRoles', { rules: [{ claim: 'a', match: 'equals', value: 'b', role: 'authenticated' }] }],
    ['attributes', 'carriesTags', { clan: 'custom:clan' }],
    ['directRole', 'takenDirectly', {}],
  ] as const;

  test.each(settings)('takes %s where the table says so (%s), and refuses it otherwise', (setting, flag, value) => {
    const login = { ...[sample].flat()[0], [setting]: value };
    const problems = problemsOf({ roles: everything.roles, [field]: rowOf(field).list ? [login] : login });
    expect(problems.filter((problem) => problem.includes(`${setting}: is not a setting`))).toHaveLength(
      rowOf(field)[flag] ? 0 : 1,
    );
  });
});

describe('the local cloud knows by name', () => {
  test('the providers that AWS does, by the same hosts', () => {
    const hosts = [...publicIssuers.keys(), ...accessTokenProviders.keys()];
    expect(hosts.sort()).toEqual([...hostsKnownTo('pool')].sort());
  });

  test('each under the name of its field, which --play takes', () => {
    const byField = known.map((field) => [field, rowOf(field).issuer]);
    expect(Object.fromEntries(shortNames)).toEqual(Object.fromEntries(byField));
  });

  test('the players’ subjects of the opaque ones by the same condition keys', () => {
    for (const field of known.filter((name) => rowOf(name).kind === 'opaque')) {
      const { issuer, subject } = rowOf(field);
      expect(accessTokenProviders.get(hostOf(issuer))?.conditionKeys.user).toBe(`${hostOf(issuer)}:${subject}`);
    }
  });
});

test('a stage with a provider in one field alone is not one that nobody could play', () => {
  const nobody: Partial<GameFederationInput> = { guests: { enabled: false } };
  expect(problemsOf(nobody)).toEqual([expect.stringContaining('nobody could play')]);
  for (const field of providerFields) {
    const problems = problemsOf({ ...nobody, roles: everything.roles, [field]: everything[field] });
    expect(problems.filter((problem) => problem.includes('nobody could play'))).toEqual([]);
  }
});
