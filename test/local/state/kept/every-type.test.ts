import { readFileSync } from 'node:fs';
import { resourceTypes } from '../../../../local/resources/all-types';
import { samlMetadataFile } from '../../../lib/everything';
import { type Life, lives } from '../../deployments/permissions/lives';
import { KeptAccount } from './kept-account';

test('every resource type has a life that is kept', () => {
  // Of this one there is nothing that could be kept.
  const types = resourceTypes.map(({ type }) => type).filter((type) => type !== 'AWS::CDK::Metadata');
  expect([...new Set(lives.map(({ type }) => type))].sort()).toEqual([...types, 'Custom::Trigger'].sort());
});

async function prepared({ on = {}, prepare }: Life): Promise<KeptAccount> {
  const account = new KeptAccount();
  await account.start();
  const Outputs = Object.fromEntries(Object.keys(on).map((id) => [id, { Value: { Ref: id }, Export: { Name: id } }]));
  if (Object.keys(on).length > 0)
    expect(await account.deploy('base', { Resources: on, Outputs })).toBe('CREATE_COMPLETE');
  prepare?.(account.now);
  return account;
}

const own = ({ type }: Life, Properties: object, more: object = {}) => ({
  Resources: { It: { Type: type, ...more, Properties } },
});

test.each(lives)('$type is after each restart as it was, and goes on from there', async (life) => {
  const account = await prepared(life);
  const ground = account.records('standing-resources');
  for (const [index, state] of life.states.entries()) {
    expect(await account.deploy('own', own(life, state))).toBe(index === 0 ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE');
    const before = account.seen();
    await account.restart();
    expect(account.seen()).toEqual(before);
    expect(await account.deploy('own', own(life, state))).toBe('nothing to update');
  }
  expect(await account.remove('own')).toBe('DELETE_COMPLETE');
  await account.restart();
  expect(account.records('standing-resources')).toEqual(ground);
  expect(account.now.defects).toEqual([]);
});

const document = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const metadata = readFileSync(samlMetadataFile, 'utf8');
const pool = { Type: 'AWS::Cognito::UserPool', Properties: { UserPoolName: 'players' } };
const app = { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'Pool' }, ClientName: 'app' } };
const oidc = {
  Type: 'AWS::IAM::OIDCProvider',
  Properties: { Url: 'https://login.my-studio.com', ClientIdList: ['ios'] },
};
const saml = { Type: 'AWS::IAM::SAMLProvider', Properties: { Name: 'partner', SamlMetadataDocument: metadata } };
const letsIn = (providers: object): [object] => [{ AllowUnauthenticatedIdentities: false, ...providers }];
const exported = (name: string) => ({ 'Fn::ImportValue': name });
const identityPool = 'AWS::Cognito::IdentityPool';

/** What lies in nothing, and names what may go. */
const naming: readonly Life[] = [
  { type: identityPool, on: { Oidc: oidc }, states: letsIn({ OpenIdConnectProviderARNs: [exported('Oidc')] }) },
  { type: identityPool, on: { Saml: saml }, states: letsIn({ SamlProviderARNs: [exported('Saml')] }) },
  {
    type: identityPool,
    on: { Pool: pool, App: app },
    states: letsIn({
      CognitoIdentityProviders: [
        {
          ClientId: exported('App'),
          ProviderName: { 'Fn::Join': ['', ['cognito-idp.eu-west-1.amazonaws.com/', exported('Pool')]] },
        },
      ],
    }),
  },
];

test.each([...lives.filter(({ on }) => on !== undefined), ...naming])(
  '$type that a stack left behind does not keep an account from coming back when what it stood on is gone',
  async (life) => {
    const account = await prepared(life);
    expect(await account.deploy('own', own(life, life.states[0], { DeletionPolicy: 'Retain' }))).toBe(
      'CREATE_COMPLETE',
    );
    expect(await account.remove('own')).toBe('DELETE_COMPLETE');
    const before = account.seen();
    await account.restart();
    expect(account.seen()).toEqual(before);
    // Some of it can't be deleted while the other is there.
    expect(await account.remove('base')).toMatch(/^DELETE_(?:COMPLETE|FAILED)$/);
    const after = account.seen();
    await account.restart();
    expect(account.seen()).toEqual(after);
  },
);

const bucket = (more: object) => ({
  Type: 'AWS::S3::Bucket',
  Properties: { BucketName: 'star-harvest-news', ...more },
});
const open = document({
  ...{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject' },
  Resource: 'arn:aws:s3:::star-harvest-news/*',
});
const readable = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'star-harvest-news', PolicyDocument: open } };
const blocking = (isOn: boolean) => ({
  PublicAccessBlockConfiguration: { BlockPublicPolicy: isOn },
});
const players = (SupportedLoginProviders: object) => ({
  Type: identityPool,
  Properties: { AllowUnauthenticatedIdentities: true, SupportedLoginProviders },
});
const both = { 'graph.facebook.com': '1', 'www.amazon.com': 'amzn1.application.2' };
const one = { 'graph.facebook.com': '1' };
const IdentityPoolId = { Ref: 'Players' };
const tags = {
  Type: 'AWS::Cognito::IdentityPoolPrincipalTag',
  Properties: { IdentityPoolId, IdentityProviderName: 'www.amazon.com', PrincipalTags: { clan: 'clan' } },
};
const mapped = {
  Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
  Properties: {
    IdentityPoolId,
    RoleMappings: { 'www.amazon.com': { Type: 'Token', AmbiguousRoleResolution: 'Deny' } },
  },
};

test.each<[string, object, object, object]>([
  [
    'a public policy of a bucket that blocks those by now',
    { Bucket: bucket(blocking(false)), Policy: { DependsOn: 'Bucket', ...readable } },
    { Bucket: bucket(blocking(true)), Policy: { DependsOn: 'Bucket', ...readable } },
    { Bucket: bucket(blocking(true)) },
  ],
  [
    'tags of a provider that the pool has no longer',
    { Players: players(both), Tags: tags },
    { Players: players(one), Tags: tags },
    { Players: players(one) },
  ],
  [
    'a mapping of a provider that the pool has no longer',
    { Players: players(both), Roles: mapped },
    { Players: players(one), Roles: mapped },
    { Players: players(one) },
  ],
])(
  '%s was accepted once, and stands after a restart too; a new one is refused',
  async (_what, first, then, without) => {
    const account = new KeptAccount();
    await account.start();
    expect(await account.deploy('own', { Resources: first })).toBe('CREATE_COMPLETE');
    expect(await account.deploy('own', { Resources: then })).toBe('UPDATE_COMPLETE');
    const before = account.seen();
    await account.restart();
    expect(account.seen()).toEqual(before);
    expect(await account.deploy('own', { Resources: without })).toBe('UPDATE_COMPLETE');
    expect(await account.deploy('own', { Resources: then })).toMatch(/^UPDATE_ROLLBACK_COMPLETE\n/);
  },
);
