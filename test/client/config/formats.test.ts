import { parseEnv } from 'node:util';
import { type Format, lackOf, type Part } from '../../../client/config/format';
import { formats } from '../../../client/config/formats';
import type { GameConfig } from '../../../client/config/game-config';
import { configured, everyVariant } from './variants';

const variants = everyVariant();

type Leaf = readonly [part: Part | 'always', value: string];

/** Every value of a configuration, with the part whose lack a format may tell. */
function leavesOf({ aws, userPool, scores, roles, samlProviders, ...config }: GameConfig): Leaf[] {
  const page = userPool?.managedLogin;
  const of = (part: Leaf[0], values: readonly (string | undefined)[]): Leaf[] =>
    values.flatMap((value): Leaf[] => (value === undefined ? [] : [[part, value]]));
  return [
    ...of('always', [aws.region, config.identityPoolId, config.bucket, userPool?.id, userPool?.clientId]),
    ...of('endpoint', [aws.endpoint]),
    ...of('table', [config.table]),
    ...of('always', [scores?.url]),
    ...of('managedLogin', [
      page?.domain,
      ...(page?.redirectSignIn ?? []),
      ...(page?.redirectSignOut ?? []),
      ...(page?.scopes ?? []),
    ]),
    ...of('roles', [
      roles.authenticated,
      roles.guest,
      ...Object.values(roles.named),
      ...Object.values(roles.federated),
    ]),
    ...of('samlProviders', Object.values(samlProviders)),
  ];
}

/** The values in a file, whatever they are called there. */
function valuesIn(format: Format, text: string): string[] {
  if (format.variables) return Object.values(parseEnv(text)).flatMap((value) => value?.split(' ') ?? []);
  const values: string[] = [];
  JSON.parse(text, (_, value) => {
    if (typeof value === 'string') values.push(value);
    return value;
  });
  return values;
}

/** What a format says beside the configuration. */
const ownWords: Record<string, readonly string[]> = {
  amplify: ['code'],
  'amplify-outputs': ['1.5', 'code'],
  amplifyconfiguration: ['USER_SRP_AUTH', 'private', 'REST', 'AWS_IAM'],
  dotenv: ['true', 'false'],
};

test('there are variants of every kind', () => {
  expect(variants.length * formats.length).toBeGreaterThan(250);
});

describe.each(formats.map((format) => [format.name, format] as const))('%s', (_, format) => {
  test.each(variants.map((variant) => [variant.what, variant] as const))(
    'of %s has every value, or says that it has no place for it; and it has no other',
    (_what, variant) => {
      const { config } = configured(variant, format.platforms);
      const written = format.write(config, { prefix: '' });
      const values = valuesIn(format, written.text);
      const missing = leavesOf(config).filter(
        ([part, value]) => !values.includes(value) && (part === 'always' || written.lacks?.[part] === undefined),
      );
      expect(missing).toEqual([]);
      const names = [...Object.keys(config.samlProviders), ...Object.values(config.roles).flatMap(namesOf)];
      const known = [...leavesOf(config).map(([, value]) => value), ...names, ...(ownWords[format.name] ?? [])];
      expect(values.filter((value) => !known.includes(value))).toEqual([]);
    },
  );

  test('says in one line what it lacks of a configuration that has everything, and ends in one line break', () => {
    const { config } = configured(variants.at(-1) as (typeof variants)[number], format.platforms);
    const written = format.write(config, { prefix: '' });
    const lack = lackOf(format.name, config, written);
    expect(lack?.split('\n').length ?? 1).toBe(1);
    expect(written.text).toMatch(/[^\n]\n$/);
    for (const [part, words] of Object.entries(written.lacks ?? {})) {
      if (words !== true) expect([part, lack]).toEqual([part, expect.stringContaining(words)]);
    }
  });
});

const namesOf = (value: unknown) => (typeof value === 'object' && value !== null ? Object.keys(value) : []);

test.each<[format: string, lack: string | undefined]>([
  ['json', undefined],
  ['dotnet', undefined],
  ['dotenv', undefined],
  [
    'amplify',
    "amplify has no place for: the address of the local cloud for Storage, whose calls client/local-cloud.ts sends there; the table's name; the roles' ARNs; the SAML providers' ARNs",
  ],
  [
    'amplify-outputs',
    "amplify-outputs has no place for: the address of the local cloud for Amplify itself, whose calls client/local-cloud.ts sends there (custom holds it); managed login of an app client without logout URLs; the roles' ARNs; the SAML providers' ARNs",
  ],
  [
    'amplifyconfiguration',
    "amplifyconfiguration has no place for: the address of the local cloud; the table's name; the roles' ARNs; the SAML providers' ARNs",
  ],
])('of everything, local with TLS, %s lacks: %s', (name, lack) => {
  const format = formats.find((one) => one.name === name) as Format;
  const { config } = configured(variants.at(-1) as (typeof variants)[number], format.platforms);
  expect(lackOf(name, config, format.write(config, { prefix: '' }))).toBe(lack);
});
