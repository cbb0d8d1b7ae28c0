import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { type GameConfig, gameConfigJsonSchema, gameConfigSchema } from '../../../client/config/game-config';
import type { GameConfig as ExampleConfig } from '../../../docs/examples/game-config';
import { configured, everyVariant, variantOf } from './variants';

const variants = everyVariant();

const file = join(__dirname, '..', '..', '..', 'client', 'config', 'game-config.schema.json');
const schema = JSON.parse(readFileSync(file, 'utf8'));
const isValid = new Ajv({ allErrors: true, formats: { uri: (text: string) => URL.canParse(text) } }).compile(schema);

test('game-config.schema.json is that of the code: see CONTRIBUTING.md for what writes it', () => {
  expect(schema).toEqual(gameConfigJsonSchema());
});

test.each(variants.map((variant) => [variant.what, variant] as const))('the schema takes %s', (_, variant) => {
  const { config } = configured(variant);
  expect([isValid(config), isValid.errors]).toEqual([true, null]);
});

const { config } = configured(variantOf('everything, local with TLS'));
const { userPool, roles, aws } = config;

test.each<[what: string, changed: object]>([
  ['no identity pool', { identityPoolId: undefined }],
  ['a field that nobody reads', { identityPool: 'x' }],
  ['a region that is none', { aws: { ...aws, region: 'Ireland' } }],
  ['an endpoint that is no URL', { aws: { ...aws, endpoint: '127.0.0.1:4510' } }],
  ['an option of no client', { aws: { ...aws, url: 'http://127.0.0.1:4510' } }],
  ['guests in words', { guests: 'true' }],
  ['a user pool without a client', { userPool: { id: userPool?.id } }],
  [
    'a page with its scheme',
    { userPool: { ...userPool, managedLogin: { ...userPool?.managedLogin, domain: 'https://a' } } },
  ],
  [
    'a page that sends nobody back',
    { userPool: { ...userPool, managedLogin: { ...userPool?.managedLogin, redirectSignIn: [] } } },
  ],
  ['a role that is no ARN', { roles: { ...roles, guest: 'guest' } }],
  ['no roles', { roles: undefined }],
])('with %s, neither the schema nor the code takes it', (_, changed) => {
  const wrong: object = JSON.parse(JSON.stringify({ ...config, ...changed }));
  expect([isValid(wrong), gameConfigSchema.safeParse(wrong).success]).toEqual([false, false]);
  expect([isValid(config), gameConfigSchema.safeParse(config).success]).toEqual([true, true]);
});

test('the type is what the options of an SDK client take', () => {
  const options: { region: string; endpoint?: string } = (config as GameConfig).aws;
  expect(options).toEqual({ region: 'eu-west-1', endpoint: 'http://127.0.0.1:4510' });
});

test('the type that the examples have of the file is the same', () => {
  const told: ExampleConfig = config;
  const same: Record<keyof GameConfig, unknown> & Record<keyof ExampleConfig, unknown> = {
    ...told,
    userPool,
    scores: told.scores,
  };
  expect(same).toEqual(config);
});
