import { Stack } from 'aws-cdk-lib';
import { nameSeparator } from '../../../../lambda/smoke-test/environment';
import { pascalCase } from '../../../../lib/config/fields';
import { parseConfig } from '../../../../lib/config/parse';
import type { GameFederationInput } from '../../../../lib/config/schema';
import { loginProviders } from '../../../../lib/federation/login-providers/login-providers';
import { probePlaces, smokeTestFacts } from '../../../../lib/federation/smoke-test/smoke-test-facts';
import { type Zone, zones } from '../../../../lib/roles/zones';
import { eachProvider, everything, nothingButGuests } from '../../everything';
import { templatesWith, testApp } from '../../synthesize';

// Claims that only an identity provider may set are warned about.
jest.spyOn(console, 'error').mockImplementation(() => {});

function factsOf(input: GameFederationInput) {
  const config = parseConfig(input);
  return smokeTestFacts(config, loginProviders(new Stack(testApp(), 'Stack'), config));
}

const facts = factsOf(everything);
const scores = { boards: { weekly: { order: 'highest', min: 0, max: 1000, secondsBetween: 30 } } } as const;

test('every OpenID issuer is told, whether IAM holds it or the pool', () => {
  expect(facts.issuers.map(({ name, loginsKey, clientIds }) => [name, loginsKey, clientIds.length])).toEqual([
    ['my-studio', 'login.my-studio.com/players', 1],
    ['google', 'accounts.google.com', 3],
    ['apple', 'appleid.apple.com', 1],
  ]);
});

test('so are the providers whose tokens nobody can get without a player', () => {
  expect(facts.opaqueProviders).toEqual([
    { name: 'amazon', loginsKey: 'www.amazon.com', appId: everything.amazon?.appId },
    { name: 'facebook', loginsKey: 'graph.facebook.com', appId: '123456789012345' },
  ]);
  expect(facts.samlProviders).toEqual([{ name: 'partner', providerName: 'star-harvest-everything-partner' }]);
});

test('so are the user pool, the mappings, the roles and the zones', () => {
  expect(facts).toMatchObject({
    userPool: { name: 'user-pool', clanAttribute: 'custom:clan' },
    roleMappings: [
      { provider: 'my-studio', ambiguous: 'deny', rules: [{ role: 'moderator' }, { role: 'authenticated' }] },
      { provider: 'user-pool', ambiguous: 'authenticated' },
      { provider: 'partner', ambiguous: 'authenticated', rules: [{ role: 'board-keeper' }] },
    ],
    namedRoles: [
      { name: 'moderator', grants: ['moderateFiles', 'moderateBoards'] },
      { name: 'board-keeper', grants: ['moderateBoards'] },
    ],
    clans: {
      claims: { 'my-studio': 'clan', 'user-pool': 'custom:clan', partner: 'https://my-studio.com/claims/clan' },
    },
    federated: {
      providers: [
        { name: 'my-studio', sessionSeconds: 3600 },
        { name: 'google', sessionSeconds: 7200 },
        { name: 'amazon', sessionSeconds: 3600 },
        { name: 'facebook', sessionSeconds: 3600 },
      ],
    },
    developerProvider: { name: 'login.star-harvest', user: 'smoke-test' },
  });
  expect(facts.roleMappings?.[1]).not.toHaveProperty('rules');
});

test('a stage that has none of it tells none of it', () => {
  expect(Object.keys(factsOf(nothingButGuests)).sort()).toEqual([
    'basicFlow',
    'guests',
    'issuers',
    'presignedUrls',
    'schemaVersion',
    'storageClasses',
    'zones',
  ]);
});

describe('the zones', () => {
  test('are told whole, as their rows have them, each with owners whom no player is', () => {
    const whole = factsOf({ ...everything, scores }).zones;
    for (const [name, { onlyWith: _, ...zone }] of Object.entries<Zone>(zones)) expect(whole[name]).toMatchObject(zone);
    expect(Object.entries(facts.zones).map(([name, { probeOwners }]) => [name, probeOwners])).toEqual(
      expect.arrayContaining([
        ['private', [['smoke-test-stranger']]],
        ['public', [['smoke-test']]],
        ['clans', [['smoke-test-stranger']]],
        [
          'federated',
          ['my-studio', 'google', 'amazon', 'facebook'].map((provider) => [provider, 'smoke-test-stranger']),
        ],
      ]),
    );
  });

  test('that come with a field of the configuration are left out without it', () => {
    expect(Object.keys(factsOf({ ...everything, scores }).zones)).toContain('logins');
    expect(Object.keys(factsOf({ ...everything, scores: undefined }).zones)).not.toContain('logins');
  });

  test('of clans and of players without the pool are left out where there are none', () => {
    const owners = Object.values(factsOf(nothingButGuests).zones).map(({ ownedBy }) => ownedBy);
    expect([...new Set(owners)].sort()).toEqual(['game', 'player']);
  });

  test('are written by the function’s role below its own owners’ names, and nowhere else', () => {
    const { folders, leadingKeys } = probePlaces(facts);
    expect(folders).toEqual(
      expect.arrayContaining(['private/smoke-test-stranger/', 'federated/google/smoke-test-stranger/']),
    );
    expect(leadingKeys).toEqual(expect.arrayContaining(['BOARD#smoke-test', 'FEDERATED#google#smoke-test-stranger']));
    for (const folder of folders) expect(folder).toMatch(/^[a-z]+\/([a-z-]+\/)?smoke-test(-stranger)?\/$/);
    for (const key of leadingKeys) expect(key).toMatch(/^[A-Z]+#([a-z-]+#)?smoke-test(-stranger)?$/);
  });
});

describe('what only the deployment knows is in the environment', () => {
  const variablesOf = (input: Partial<GameFederationInput>) => {
    const functions = Object.entries(templatesWith(input).federation.findResources('AWS::Lambda::Function'));
    return functions.find(([id]) => id.startsWith('SmokeTestFunction'))?.[1].Properties.Environment.Variables;
  };
  /** The roles that a variable names, by their logical IDs. */
  const rolesIn = (joined: { 'Fn::Join': [string, ({ Ref: string } | string)[]] }) => {
    const [, parts] = joined['Fn::Join'];
    const roles = parts.flatMap((part) => (typeof part === 'string' ? [] : [part.Ref]));
    expect(parts.filter((part) => typeof part === 'string')).toEqual(Array(roles.length - 1).fill(nameSeparator));
    return roles;
  };

  test('as the names of roles, in the order of the facts', () => {
    const variables = variablesOf(everything);
    const { namedRoles = [], federated } = factsOf(everything);
    for (const [variable, prefix, owners] of [
      ['MAPPED_ROLE_NAMES', 'NamedRoles', namedRoles],
      ['FEDERATED_ROLE_NAMES', 'DirectRoles', federated?.providers ?? []],
    ] as const) {
      expect(owners.length).toBeGreaterThan(1);
      expect(rolesIn(variables[variable])).toEqual(
        owners.map(({ name }) => expect.stringMatching(`^${prefix}${pascalCase(name)}Role`)),
      );
    }
  });

  test.each<[what: string, input: Partial<GameFederationInput>]>([
    ['everything', everything],
    ['nothing but guests', nothingButGuests],
    ...Object.entries(eachProvider),
  ])('and no more than that: every variable of %s holds something that CloudFormation makes', (_, input) => {
    const variables: Record<string, unknown> = variablesOf({
      ...input,
      oidc: input.oidc ?? [],
      guests: { enabled: true },
      basicFlow: { enabled: false },
    });
    const written = Object.entries(variables).filter(([, value]) => typeof value === 'string');
    const imported = input.userPool?.imported ? ['USER_POOL_ID', 'USER_POOL_CLIENT_ID'] : [];
    expect(written.map(([name]) => name).sort()).toEqual(
      ['NODE_OPTIONS', 'PERMISSIONS_FINGERPRINT', ...imported].sort(),
    );
    expect(Object.keys(variables)).toContain('IDENTITY_POOL_ID');
  });

  test('and absent where there is none', () => {
    const variables = Object.keys(variablesOf({}));
    expect(variables).toContain('IDENTITY_POOL_ID');
    for (const name of ['MAPPED_ROLE_NAMES', 'FEDERATED_ROLE_NAMES', 'USER_POOL_ID']) {
      expect(variables).not.toContain(name);
    }
  });
});
