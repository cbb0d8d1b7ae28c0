import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { dotenv } from '../../../../client/config/formats/dotenv';
import type { GameConfig } from '../../../../client/config/game-config';
import { emptyDirectory } from '../../../assembly/assembly-on-disk';
import { configured, variantOf } from '../variants';

const { config } = configured(variantOf('everything, local with TLS'));

/** A configuration with this URL among others. */
function withUrl(url: string): GameConfig {
  const managedLogin = {
    domain: 'a.example',
    redirectSignIn: ['app://in', url],
    redirectSignOut: [],
    scopes: ['openid'],
  };
  return { ...config, userPool: { id: 'eu-west-1_a', clientId: 'c', managedLogin } };
}

const write = (from: GameConfig, prefix = '') => dotenv.write(from, { prefix }).text;
const vite = `
  const { loadEnv } = await import('vite');
  console.log(JSON.stringify(loadEnv('production', process.argv[1], 'VITE_')));
`;

/** The variables in a file by each reader. */
const readers: Record<string, (folder: string, text: string) => NodeJS.Dict<string>> = {
  'Node’s util.parseEnv': (_, text) => parseEnv(text),
  'node --env-file': (folder) =>
    JSON.parse(run(process.execPath, [`--env-file=${join(folder, '.env')}`, '-p', 'JSON.stringify(process.env)'])),
  'Vite’s loadEnv': (folder) => JSON.parse(run(process.execPath, ['--input-type=module', '-e', vite, folder])),
  'a shell': (folder) => {
    const script = 'set -a; . "$1/.env"; exec "$2" -p "JSON.stringify(process.env)"';
    return JSON.parse(run('/bin/sh', ['-c', script, 'sh', folder, process.execPath]));
  },
};

function run(program: string, args: readonly string[]): string {
  const cwd = join(__dirname, '..', '..', '..', '..');
  return execFileSync(program, args, { cwd, encoding: 'utf8', env: { PATH: process.env.PATH, HOME: 'home' } });
}

/** What some reader would take for something else, were it not quoted. */
const url = 'https://a.example/ä?q=1&r=~#!*"(x);|<>{HOME}';

test.each(Object.entries(readers))('%s reads each value as it is', (_, read) => {
  const folder = emptyDirectory();
  const text = write(withUrl(url), 'VITE_');
  writeFileSync(join(folder, '.env'), text);
  expect(read(folder, text)).toMatchObject({
    VITE_AWS_REGION: 'eu-west-1',
    VITE_AWS_ENDPOINT_URL: 'http://127.0.0.1:4510',
    VITE_IDENTITY_POOL_ID: config.identityPoolId,
    VITE_GUESTS: 'true',
    VITE_BUCKET: config.bucket,
    VITE_TABLE: config.table,
    VITE_USER_POOL_ID: 'eu-west-1_a',
    VITE_USER_POOL_CLIENT_ID: 'c',
    VITE_MANAGED_LOGIN_DOMAIN: 'a.example',
    VITE_MANAGED_LOGIN_REDIRECT_SIGN_IN: `app://in ${url}`,
    VITE_MANAGED_LOGIN_SCOPES: 'openid',
    VITE_AUTHENTICATED_ROLE_ARN: config.roles.authenticated,
    VITE_NAMED_ROLE_ARN_BOARD_KEEPER: config.roles.named.BoardKeeper,
    VITE_FEDERATED_ROLE_ARN_MY_STUDIO: config.roles.federated.MyStudio,
    VITE_SAML_PROVIDER_ARN_PARTNER: config.samlProviders.Partner,
  });
});

test.each(['$', '${HOME}', '\\', '`', "'", '\n', '\r', '\u0000', '\u001b', '\u0085'])(
  'a value with %j is refused, as its readers differ',
  (character) => {
    const said = /^VITE_MANAGED_LOGIN_REDIRECT_SIGN_IN holds a character that Vite, Node and shells read differently/;
    expect(() => write(withUrl(`https://a.example/?${character}`), 'VITE_')).toThrow(said);
    expect(() => write(withUrl('https://a.example/?%24'), 'VITE_')).not.toThrow();
  },
);

test.each([
  ['MyStudio', 'myStudio'],
  ['AB', 'aB'],
])('%s and %s would be one variable, and are refused', (one, other) => {
  const player = 'arn:aws:iam::123456789012:role/a';
  const withNames = (...names: string[]) => ({
    ...config,
    roles: { ...config.roles, federated: Object.fromEntries(names.map((name) => [name, player])) },
  });
  expect(() => write(withNames(one, other))).toThrow(/^two outputs would be the variable FEDERATED_ROLE_ARN_/);
  for (const name of [one, other]) expect(() => write(withNames(name))).not.toThrow();
});

test('two names that differ by a hyphen are two variables', () => {
  const named = { AB: 'arn:aws:iam::123456789012:role/a-b', Ab: 'arn:aws:iam::123456789012:role/ab' };
  const variables = parseEnv(write({ ...config, roles: { ...config.roles, named } }));
  expect(variables).toMatchObject({ NAMED_ROLE_ARN_A_B: named.AB, NAMED_ROLE_ARN_AB: named.Ab });
});
