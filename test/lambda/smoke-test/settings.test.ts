import type { SmokeTestFacts } from '../../../lambda/smoke-test/facts';
import { readEnvironment } from '../../../lambda/smoke-test/settings';
import { facts } from './fake-cloud';

const role = 'arn:aws:iam::111122223333:role/game/';
const variables = {
  IDENTITY_POOL_ID: 'eu-central-1:11111111-2222-3333-4444-555555555555',
  AUTHENTICATED_ROLE_ARN: `${role}Authenticated`,
  BUCKET_NAME: 'files',
  TABLE_NAME: 'records',
  PLAYERS_SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:players',
};
const deployed: SmokeTestFacts = {
  ...facts,
  namedRoles: [
    { name: 'moderator', grants: [] },
    { name: 'keeper', grants: [] },
  ],
  federated: { providers: [{ name: 'google', sessionSeconds: 3600 }] },
};
const named = { MAPPED_ROLE_NAMES: 'M-1 K-2', FEDERATED_ROLE_NAMES: 'G-3' };

test('roles are found by their names and the order of the facts, in the path of the others', () => {
  expect(readEnvironment({ ...variables, ...named }, deployed)).toMatchObject({
    mappedRoleArns: { moderator: `${role}M-1`, keeper: `${role}K-2` },
    federatedRoleArns: { google: `${role}G-3` },
  });
  expect(readEnvironment(variables, facts)).toMatchObject({ mappedRoleArns: {}, federatedRoleArns: {} });
});

test.each<[what: string, changes: Record<string, string>, said: string]>([
  ['a name is missing', { MAPPED_ROLE_NAMES: 'M-1' }, 'MAPPED_ROLE_NAMES names 1 roles, the facts 2'],
  ['all are', { MAPPED_ROLE_NAMES: '' }, 'MAPPED_ROLE_NAMES names 0 roles, the facts 2'],
  ['there is one too many', { FEDERATED_ROLE_NAMES: 'G-3 A-4' }, 'FEDERATED_ROLE_NAMES names 2 roles, the facts 1'],
  ['a variable is empty', { TABLE_NAME: '' }, 'TABLE_NAME is missing'],
])('nothing is guessed where %s', (_, changes, said) => {
  expect(() => readEnvironment({ ...variables, ...named, ...changes }, deployed)).toThrow(said);
  expect(() => readEnvironment({ ...variables, ...named }, deployed)).not.toThrow();
});

test.each<[what: string, changes: Partial<SmokeTestFacts>, pool: Record<string, string>, keys: Record<string, string>]>(
  [
    [
      'SAML providers',
      { samlProviders: [{ name: 'partner', providerName: 'Partner' }] },
      {},
      { partner: 'arn:aws:iam::111122223333:saml-provider/Partner' },
    ],
    [
      'a user pool of the deployment',
      { userPool: { name: 'user-pool' } },
      { USER_POOL_ID: 'eu-west-1_AAAAAAAAA', USER_POOL_CLIENT_ID: 'client' },
      { 'user-pool': 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AAAAAAAAA' },
    ],
    [
      'an imported user pool',
      { userPool: { name: 'user-pool', loginsKey: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_B' } },
      {},
      { 'user-pool': 'cognito-idp.us-east-1.amazonaws.com/us-east-1_B' },
    ],
    ['nobody', {}, {}, {}],
  ],
)('the keys of Logins follow from facts and deployment: %s', (_, changes, pool, keys) => {
  expect(readEnvironment({ ...variables, ...pool }, { ...facts, ...changes }).loginsKeys).toEqual(keys);
});
