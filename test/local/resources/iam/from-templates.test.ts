import type { DeployedResource } from '../../../../assembly/types';
import { emptyInventory, type IamInventory } from '../../../../local/iam/inventory';
import { TestClock } from '../../federation/cloud';
import {
  account,
  arn,
  inline,
  ownFiles,
  poolId,
  poolTrust,
  providerArn,
  resource,
  role,
  stackOf,
} from '../../federation/deployment';
import { deploy, federationAccount } from '../federation-account';

const accountOf = (resources: readonly DeployedResource[], existing: IamInventory = emptyInventory) =>
  deploy([stackOf(...resources)], federationAccount({ clock: new TestClock(), existing }));
const rolesOf = (...resources: DeployedResource[]) => accountOf(resources).roles;

const trust = poolTrust(poolId, 'authenticated');
const policyArn = `arn:aws:iam::${account}:policy/Own`;
const document = { Version: '2012-10-17', Statement: [ownFiles] };

test('a role has its inline, managed and attached policies, whatever resource attaches them', () => {
  const awsManaged = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  const roles = rolesOf(
    role('Other', trust),
    resource('Own', 'AWS::IAM::ManagedPolicy', policyArn, { PolicyDocument: document, Roles: ['Other'] }),
    role('Player', trust, { Policies: [inline('Own', ownFiles)], ManagedPolicyArns: [awsManaged, policyArn] }),
    resource('Attached', 'AWS::IAM::Policy', 'Attached', {
      PolicyName: 'Attached',
      PolicyDocument: document,
      Roles: ['Player', 'Other'],
    }),
  );
  const sources = (name: string) => roles.find(arn(name))?.identityPolicies.map(({ source }) => source);
  expect(sources('Player')).toEqual([
    'game: PlayerRole: Policies Own',
    'game: Attached: PolicyDocument',
    'AWS managed policy AWSLambdaBasicExecutionRole',
    'game: Own: PolicyDocument',
  ]);
  expect(sources('Other')).toEqual(['game: Attached: PolicyDocument', 'game: Own: PolicyDocument']);
});

test('a role has its boundary, session length, tags and an ID that is always the same', () => {
  const resources = [
    resource('Own', 'AWS::IAM::ManagedPolicy', policyArn, { PolicyDocument: document }),
    role('Player', trust, {
      PermissionsBoundary: policyArn,
      MaxSessionDuration: '7200',
      Tags: [{ Key: 'team', Value: 'red' }],
    }),
    role('Other', trust),
  ];
  const player = rolesOf(...resources).find(arn('Player'));
  const other = rolesOf(...resources).find(arn('Other'));
  expect(player).toMatchObject({ name: 'Player', account, maxSessionSeconds: 7200, tags: new Map([['team', 'red']]) });
  expect(player?.permissionsBoundary?.source).toBe('game: Own: PolicyDocument');
  expect(player?.roleId).toMatch(/^AROA[A-Z2-7]{17}$/);
  expect(rolesOf(...resources).find(arn('Player'))?.roleId).toBe(player?.roleId);
  expect(other?.roleId).not.toBe(player?.roleId);
  expect(other).toMatchObject({ maxSessionSeconds: 3600 });
  expect(other?.permissionsBoundary).toBeUndefined();
});

describe('what is not understood stops the start, and names its place', () => {
  const cases: [string, DeployedResource, RegExp][] = [
    ['a property', role('Player', trust, { Surprise: 1 }), /^game: PlayerRole: Properties\.Surprise/],
    ['a managed policy', role('Player', trust, { ManagedPolicyArns: [`${policyArn}2`] }), /PlayerRole.*policy\/Own2/],
    [
      'a boundary',
      role('Player', trust, { PermissionsBoundary: `${policyArn}2` }),
      /PlayerRole.*: has the permissions boundary .*policy\/Own2, .*config\/existing\.json/,
    ],
    ['a policy element', role('Player', { ...trust, When: 1 }), /game: PlayerRole: AssumeRolePolicyDocument.*When/],
    [
      'a session length',
      role('Player', trust, { MaxSessionDuration: 60 }),
      /PlayerRole: Properties\.MaxSessionDuration/,
    ],
    [
      'a role that no template has',
      resource('Stray', 'AWS::IAM::Policy', 'Stray', { PolicyName: 'S', PolicyDocument: document, Roles: ['Nobody'] }),
      /The role with name Nobody cannot be found/,
    ],
    [
      'a policy for users',
      resource('Users', 'AWS::IAM::Policy', 'Users', { PolicyName: 'S', PolicyDocument: document, Users: ['ana'] }),
      /game: Users/,
    ],
  ];
  test.each(cases)('%s', (_what, faulty, place) => {
    expect(() => rolesOf(faulty)).toThrow(place);
    expect(rolesOf(role('Player', trust)).find(arn('Player'))).toBeDefined();
  });
});

describe('OIDC providers', () => {
  const url = 'https://login.star.example';
  const provider = (Url: string, ref = providerArn(Url.slice('https://'.length))) =>
    resource('Provider', 'AWS::IAM::OIDCProvider', ref, { Url, ClientIdList: ['app'], ThumbprintList: ['ab'] });
  const providersOf = (resources: DeployedResource[], inventory = emptyInventory) =>
    accountOf(resources, inventory).oidcProviders;

  test('come from the templates and from the inventory', () => {
    const existing = { arn: providerArn('accounts.google.com'), url: 'https://accounts.google.com', clientIds: ['g'] };
    const providers = providersOf([provider(url)], { oidcProviders: [existing] });
    expect(providers.find(providerArn('login.star.example'))).toMatchObject({ issuer: url, clientIds: ['app'] });
    expect(providers.ofIssuer(account, 'https://accounts.google.com')).toMatchObject({ clientIds: ['g'] });
    expect(providers.ofIssuer('999999999999', url)).toBeUndefined();
    expect(providers.ofIssuer(account, `${url}/`)).toBeUndefined();
  });

  test.each(['http://login.star.example', 'https://login.star.example:8443', 'https://login.star.example?x=1'])(
    'refuse the URL %s',
    (bad) => {
      expect(() => providersOf([provider(bad, providerArn(bad.replace(/^https?:\/\//, '')))])).toThrow(
        /game: Provider/,
      );
      expect(providersOf([provider(url)]).all()).toHaveLength(1);
    },
  );

  test('are one per issuer and account', () => {
    const existing = { arn: providerArn('login.star.example'), url, clientIds: [] };
    expect(() => providersOf([provider(url)], { oidcProviders: [existing] })).toThrow(
      'Provider with url https://login.star.example already exists.',
    );
    expect(() => providersOf([], { oidcProviders: [existing, existing] })).toThrow(/has a provider/);
  });
});
