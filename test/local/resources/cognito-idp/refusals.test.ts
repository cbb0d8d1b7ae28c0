import { brandingOf, domain } from '../../services/cognito-idp/managed-login/login-on-hand';
import type { Changes } from '../../services/cognito-idp/user-pool-on-hand';
import { refusalOf } from '../changes';
import { deployedPool } from './changes-on-hand';

const another = (Type: string, Properties: object) => ({ Type: `AWS::Cognito::${Type}`, Properties });
const ofPool = { UserPoolId: { Ref: 'Players' } };
const more: Changes['more'] = {
  Heroes: another('UserPoolGroup', { ...ofPool, GroupName: 'heroes' }),
  Domain: domain,
  Style: brandingOf('App'),
  Api: another('UserPoolResourceServer', {
    ...{ ...ofPool, Identifier: 'scores', Name: 'Scores' },
    Scopes: [{ ScopeName: 'write', ScopeDescription: 'Submits' }],
  }),
  Others: another('UserPool', {}),
  OtherApp: another('UserPoolClient', { UserPoolId: { Ref: 'Others' } }),
};
type Deployed = ReturnType<typeof deployedPool>;
const idOf = ({ stack }: Deployed, logicalId: string) =>
  stack.resources.find((resource) => resource.logicalId === logicalId)?.ref;
const clan = { Name: 'clan', AttributeDataType: 'String', Mutable: true };
const founder = { Name: 'founder', AttributeDataType: 'String', Mutable: false };
const existing = 'InvalidRequest: Existing schema attributes cannot be modified or deleted.';
const notAllowed = (property: string) =>
  `InvalidRequest: Invalid request provided: Updates are not allowed for property - ${property}.`;

type Act = (deployed: Deployed) => void;

/** What a deployment made of the pools, copied. */
const seen = ({ pools }: Deployed) =>
  structuredClone(
    pools.all().map(({ id, properties, clients, groups, brandings, resourceServers, managedLogin }) => ({
      ...{ id, properties, clients, groups, brandings, resourceServers },
      login: managedLogin && { host: managedLogin.host, needsBranding: managedLogin.needsBranding },
    })),
  );
const scopes = (...AllowedOAuthScopes: string[]) => ({
  ...{ AllowedOAuthScopes, AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['code'] },
  CallbackURLs: ['https://game.example/'],
});
const schema =
  (...Schema: object[]): Act =>
  ({ update }) =>
    update('Players', { Schema });

test.each<[claim: string, act: Act, refusal: string, control: Act, given?: Act]>([
  [
    'the deletion of a protected pool',
    ({ remove }) => remove('Players'),
    'InvalidRequest: The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
    ({ update, remove }) => {
      update('Players', { DeletionProtection: 'INACTIVE' });
      remove('Players');
    },
    ({ update, remove }) => {
      remove('Domain');
      update('Players', { DeletionProtection: 'ACTIVE' });
    },
  ],
  [
    'the deletion of a pool that has a domain',
    ({ remove }) => remove('Players'),
    'InvalidRequest: User pool cannot be deleted. It has a domain configured that should be deleted first.',
    ({ remove }) => ['Domain', 'Players'].forEach(remove),
  ],
  ['an attribute that goes', schema(clan), existing, schema(clan, founder)],
  [
    'an attribute of another type',
    schema({ ...clan, AttributeDataType: 'Number' }, founder),
    existing,
    schema(founder, clan),
  ],
  [
    'an attribute that no longer changes',
    schema({ ...clan, Mutable: false }, founder),
    existing,
    schema(clan, founder, { ...clan, Name: 'guild', Mutable: false }),
  ],
  [
    'a standard attribute that is now required',
    schema(clan, founder, { Name: 'email', Required: true }),
    existing,
    schema(clan, founder, { ...clan, Name: 'e-mail' }),
  ],
  [
    'a new attribute that is required',
    schema(clan, founder, { ...clan, Name: 'guild', Required: true }),
    'InvalidRequest: Required custom attributes are not supported currently.',
    schema(clan, founder, { ...clan, Name: 'guild' }),
  ],
  [
    'a pool with a required attribute of its own',
    ({ create }) => create('Others', { Schema: [{ ...clan, Required: true }] }),
    'InvalidRequest: Required custom attributes are not supported currently.',
    ({ create }) => create('Others', { Schema: [{ Name: 'email', Required: true }, clan] }),
  ],
  [
    'names by which case counts',
    ({ update }) => update('Players', { UsernameConfiguration: { CaseSensitive: true } }),
    notAllowed('UsernameConfiguration'),
    ({ update }) => update('Players', { UsernameConfiguration: { CaseSensitive: 'false' } }),
  ],
  [
    'names that are none of an attribute any more',
    ({ update }) => update('Players', { UsernameAttributes: [] }),
    notAllowed('UsernameAttributes'),
    ({ update }) => update('Players', { UserPoolName: 'players' }),
  ],
  [
    'a client that writes what the pool lacks',
    ({ create }) => create('App', { WriteAttributes: ['custom:x'] }),
    'InvalidRequest: Invalid write attributes specified while creating a client',
    ({ create }) => create('App', { WriteAttributes: ['custom:clan'] }),
  ],
  [
    'a client that reads from now on what the pool lacks',
    ({ update }) => update('App', { ReadAttributes: ['custom:x'] }),
    'InvalidRequest: Invalid read attributes specified while updating a client',
    ({ update }) => update('App', { ReadAttributes: ['custom:clan'] }),
  ],
  [
    'a client of no pool',
    ({ create }) => create('App', { UserPoolId: 'us-east-1_nothere' }),
    'NotFound: User pool us-east-1_nothere does not exist.',
    ({ create }) => create('App'),
  ],
  ...(['create', 'update'] as const).map((act): [string, Act, string, Act] => [
    `a client that is to ask for a scope that nobody has: ${act}`,
    (deployed) => deployed[act]('App', scopes('openid', 'scores/read')),
    'InvalidRequest: Invalid scope requested: scores/read',
    (deployed) => deployed[act]('App', scopes('openid', 'aws.cognito.signin.user.admin', 'scores/write')),
  ]),
  [
    'a client that asks for the scope of a resource server that is gone',
    ({ create }) => create('App', scopes('scores/write')),
    'InvalidRequest: Invalid scope requested: scores/write',
    ({ create }) => create('App', scopes('phone', 'email', 'profile')),
    ({ remove }) => remove('Api'),
  ],
  [
    'a resource server that is there',
    ({ create }) => create('Api', { Name: 'Other' }),
    'AlreadyExists: scores already exists in user pool POOL.',
    ({ create }) => create('Api', { Name: 'Other', Identifier: 'other' }, 'Scores'),
  ],
  [
    'a group that is there, whatever the case',
    ({ create }) => create('Heroes', {}, 'HEROES'),
    'AlreadyExists: A group with the name already exists.',
    ({ create }) => create('Heroes', {}, 'heroines'),
  ],
  [
    'a group of no pool',
    ({ create }) => create('Heroes', { UserPoolId: 'us-east-1_nothere' }, 'heroines'),
    'NotFound: User pool us-east-1_nothere does not exist.',
    (pool) => pool.create('Heroes', { UserPoolId: idOf(pool, 'Others') }),
  ],
  [
    'a second domain',
    ({ create }) => create('Domain', { Domain: 'second' }),
    'InvalidRequest: User pool already has a domain configured.',
    (pool) => {
      pool.remove('Domain');
      pool.create('Domain', { Domain: 'second' });
    },
  ],
  [
    'a domain that another pool has',
    (pool) => pool.create('Domain', { UserPoolId: idOf(pool, 'Others') }),
    'InvalidRequest: Domain already associated with another user pool.',
    (pool) => pool.create('Domain', { UserPoolId: idOf(pool, 'Others'), Domain: 'others' }),
  ],
  [
    'a domain of a reserved word',
    (pool) => pool.create('Domain', { UserPoolId: idOf(pool, 'Others'), Domain: 'my-awsome-game' }),
    'InvalidRequest: Domain cannot contain reserved word: aws',
    (pool) => pool.create('Domain', { UserPoolId: idOf(pool, 'Others'), Domain: 'my-awesome-game' }),
  ],
  [
    'a domain of no pool',
    ({ create }) => create('Domain', { UserPoolId: 'us-east-1_nothere' }),
    'NotFound: User pool us-east-1_nothere does not exist.',
    ({ update }) => update('Domain', { ManagedLoginVersion: 1 }),
  ],
  [
    'a second style of a client',
    ({ create }) => create('Style', {}, 'another'),
    'AlreadyExists: Managed login branding already exists for client CLIENT.',
    (pool) => {
      pool.remove('Style');
      pool.create('Style', {}, 'another');
    },
  ],
  [
    'a style of another pool’s client',
    (pool) => pool.create('Style', { UserPoolId: idOf(pool, 'Others') }),
    'NotFound: User pool client CLIENT does not exist.',
    (pool) => pool.create('Style', { UserPoolId: idOf(pool, 'Others'), ClientId: idOf(pool, 'OtherApp') }),
  ],
])('%s is refused, and nothing is changed', (_claim, act, refusal, control, given = () => {}) => {
  const pool = deployedPool({ more });
  given(pool);
  const untouched = seen(pool);
  expect(
    refusalOf(() => act(pool))
      .replace(pool.ClientId, 'CLIENT')
      .replace(pool.UserPoolId, 'POOL'),
  ).toBe(refusal);
  expect(seen(pool)).toEqual(untouched);
  expect(refusalOf(() => control(pool))).toBe('done');
});

test.each(['Players', 'App', 'Heroes', 'Domain', 'Style', 'Api'])(
  '%s is removed twice, and after its pool, without error',
  (logicalId) => {
    const pool = deployedPool({ more });
    if (logicalId === 'Players') pool.remove('Domain');
    pool.remove(logicalId);
    expect(refusalOf(() => pool.remove(logicalId))).toBe('done');
    pool.remove('Domain');
    pool.remove('Players');
    expect(refusalOf(() => pool.remove(logicalId))).toBe('done');
  },
);

test('the removal of what was never made takes nothing of another resource away', () => {
  const pool = deployedPool({ more });
  const { account } = pool;
  pool.remove('Domain');
  pool.create('Domain', { Domain: 'second' });
  pool.remove('Domain');
  expect(account.userPools.find(pool.UserPoolId)?.managedLogin?.host).toBe('second.auth.us-east-1.amazoncognito.com');
});
