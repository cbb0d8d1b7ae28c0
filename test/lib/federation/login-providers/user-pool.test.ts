import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { buildApp } from '../../../../lib/app';
import type { GameFederationInput } from '../../../../lib/config/schema';
import { everything } from '../../everything';
import { configWith, statementsOf, templatesWith, testApp } from '../../synthesize';

const imported = { userPoolId: 'us-east-1_a1B2c3D4e', clientIds: ['client1', 'client2'] };

function templates(userPool: GameFederationInput['userPool'], changes: Partial<GameFederationInput> = {}) {
  return templatesWith({ oidc: [], basicFlow: { enabled: false }, userPool, ...changes });
}

const plain = { domainPrefix: 'star-harvest', apps: everything.userPool?.apps };
const { federation } = templates(plain);

describe('accounts', () => {
  test('are made by the players themselves, with an e-mail address, a strong password and a code if they like', () => {
    federation.hasResourceProperties('AWS::Cognito::UserPool', {
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      UserPoolTier: 'ESSENTIALS',
      Policies: { PasswordPolicy: Match.objectLike({ MinimumLength: 10, RequireSymbols: true, RequireNumbers: true }) },
    });
    templates({ ...plain, mfa: 'off' }).federation.hasResourceProperties('AWS::Cognito::UserPool', {
      EnabledMfas: Match.absent(),
    });
  });
});

describe('mails', () => {
  const properties = (ses: NonNullable<GameFederationInput['userPool']>['ses']) =>
    Object.values(
      templates({ ...plain, ses }, { account: '123456789012', region: 'eu-west-2' }).federation.findResources(
        'AWS::Cognito::UserPool',
      ),
    )[0]?.Properties.EmailConfiguration;
  const identity = (region: string, name: string) => `arn:aws:ses:${region}:123456789012:identity/${name}`;

  test.each<[what: string, ses: Parameters<typeof properties>[0], configuration: unknown]>([
    ['by Cognito where nothing is said', undefined, undefined],
    [
      'by an address in the region of the stage',
      { fromEmail: 'game@my-studio.com' },
      {
        EmailSendingAccount: 'DEVELOPER',
        From: 'game@my-studio.com',
        SourceArn: identity('eu-west-2', 'game@my-studio.com'),
      },
    ],
    [
      'by a domain in another region, with a name, and answers elsewhere',
      {
        fromEmail: 'game@my-studio.com',
        fromName: 'Star Harvest',
        replyTo: 'help@my-studio.com',
        verifiedDomain: 'my-studio.com',
        region: 'eu-west-1',
      },
      {
        EmailSendingAccount: 'DEVELOPER',
        From: 'Star Harvest <game@my-studio.com>',
        ReplyToEmailAddress: 'help@my-studio.com',
        SourceArn: identity('eu-west-1', 'my-studio.com'),
      },
    ],
  ])('are sent %s', (_, ses, configuration) => {
    expect(properties(ses)).toEqual(configuration);
  });

  // Warnings are also told on standard error.
  jest.spyOn(console, 'error').mockImplementation(() => {});
  const ses = { fromEmail: 'game@my-studio.com' };
  test.each<[what: string, changes: Partial<GameFederationInput>, warnings: number]>([
    ['a stage that retains its data', { retainData: true, userPool: plain }, 1],
    ['one that does not', { retainData: false, userPool: plain }, 0],
    ['one with SES', { retainData: true, userPool: { ...plain, ses } }, 0],
    ['one whose pool is imported', { retainData: true, userPool: { imported } }, 0],
  ])('of %s are warned about where Cognito sends them', (_, changes, warnings) => {
    const config = configWith({ oidc: [], region: 'us-east-1', basicFlow: { enabled: false }, ...changes });
    const { federation: stack } = buildApp(testApp(), config);
    expect(
      Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('^Cognito.s own mail is 50 a day')),
    ).toHaveLength(warnings);
  });
});

describe('the client of an app', () => {
  const clients = Object.entries(federation.findResources('AWS::Cognito::UserPoolClient'));
  const apps = clients.filter(([id]) => id.includes('StarHarvest')).map(([, { Properties }]) => Properties);

  test('is there for each platform', () => {
    expect(clients.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual([
      'UserPoolClientStarHarvestIos',
      'UserPoolClientStarHarvestWeb',
      'UserPoolClientSmokeTest',
    ]);
  });

  test('has no secret, no implicit grant and no password in a call; its tokens can be revoked', () => {
    expect(apps).toHaveLength(2);
    for (const properties of apps) {
      expect(properties).toMatchObject({
        GenerateSecret: false,
        AllowedOAuthFlows: ['code'],
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        EnableTokenRevocation: true,
        PreventUserExistenceErrors: 'ENABLED',
        WriteAttributes: ['email'],
      });
    }
  });

  test('has a page, at its own address, with a look of its own', () => {
    federation.hasResourceProperties('AWS::Cognito::UserPoolDomain', {
      Domain: 'star-harvest',
      ManagedLoginVersion: 2,
    });
    federation.resourceCountIs('AWS::Cognito::ManagedLoginBranding', 2);
    federation.allResourcesProperties('AWS::Cognito::ManagedLoginBranding', { UseCognitoProvidedValues: true });
  });

  test('sends players back to its own URLs only', () => {
    expect(apps.map(({ CallbackURLs, LogoutURLs }) => [CallbackURLs, LogoutURLs])).toEqual([
      [['starharvest://signed-in'], ['starharvest://signed-out']],
      [['https://play.star-harvest.com/', 'http://localhost:5173/'], undefined],
    ]);
  });
});

describe('the outputs that an app is configured with', () => {
  const client = { callbackUrls: ['https://a.com/', 'app://in'], logoutUrls: ['https://a.com/bye', 'app://out'] };
  const told = (userPool: GameFederationInput['userPool']) =>
    Object.entries(templates(userPool).federation.findOutputs('*'))
      .filter(([name]) => /^UserPool.*Url/.test(name))
      .map(([name, { Value }]) => [name, typeof Value === 'string' ? Value : '']);

  test.each<[what: string, userPool: GameFederationInput['userPool'], outputs: [string, string][]]>([
    [
      'hold the URLs of each client, a space between two',
      { domainPrefix: 'star', apps: { game: { web: client } } },
      [
        ['UserPoolSignInUrl', ''],
        ['UserPoolCallbackUrlsGameWeb', 'https://a.com/ app://in'],
        ['UserPoolLogoutUrlsGameWeb', 'https://a.com/bye app://out'],
      ],
    ],
    [
      'leave out what a client has none of',
      { domainPrefix: 'star', apps: { game: { web: { callbackUrls: ['app://in'] } } } },
      [
        ['UserPoolSignInUrl', ''],
        ['UserPoolCallbackUrlsGameWeb', 'app://in'],
      ],
    ],
    ['have no URL where there is no page', { domainPrefix: false, apps: { game: { web: client } } }, []],
    ['have none of an imported pool, which this stack does not know', { imported }, []],
  ])('%s', (_, userPool, outputs) => {
    expect(told(userPool)).toEqual(outputs);
  });
});

test('a pool checks with the user pool whether a player is still signed in', () => {
  const [identityPool] = Object.values(federation.findResources('AWS::Cognito::IdentityPool'));
  const members: object[] = identityPool?.Properties.CognitoIdentityProviders;
  expect(members).toHaveLength(3);
  for (const member of members) expect(member).toMatchObject({ ServerSideTokenCheck: true });
});

test('a clan is an attribute that apps read and none writes', () => {
  const { federation: clans } = templates({
    ...plain,
    customAttributes: ['clan'],
    attributes: { clan: 'custom:clan' },
  });
  clans.hasResourceProperties('AWS::Cognito::UserPool', {
    Schema: [Match.objectLike({ Name: 'clan', Mutable: true })],
  });
  clans.allResourcesProperties('AWS::Cognito::UserPoolClient', {
    WriteAttributes: ['email'],
    ReadAttributes: Match.arrayWith(['custom:clan']),
  });
});

describe('the smoke test', () => {
  test('makes and deletes its user in this pool only, and signs in through the one client that takes a password', () => {
    expect(statementsOf(federation, 'SmokeTestRole').ThrowawayUser).toEqual({
      Effect: 'Allow',
      Action: [
        'cognito-idp:AdminCreateUser',
        'cognito-idp:AdminDeleteUser',
        'cognito-idp:AdminInitiateAuth',
        'cognito-idp:AdminSetUserPassword',
      ],
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^UserPool/), 'Arn'] },
    });
    const withPassword = Object.keys(
      federation.findResources('AWS::Cognito::UserPoolClient', {
        Properties: { ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
      }),
    );
    expect(withPassword).toEqual([expect.stringMatching(/^UserPoolClientSmokeTest/)]);
    federation.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({
          USER_POOL_ID: { Ref: Match.stringLikeRegexp('^UserPool') },
          USER_POOL_CLIENT_ID: { Ref: Match.stringLikeRegexp('ClientSmokeTest') },
        }),
      },
    });
  });

  test('leaves an imported pool alone unless it is given a client there', () => {
    const without = templates({ imported }).federation;
    expect(statementsOf(without, 'SmokeTestRole')).not.toHaveProperty('ThrowawayUser');
    const { federation: with_ } = templates({ imported: { ...imported, smokeTestClientId: 'smoke' } });
    expect(JSON.stringify(statementsOf(with_, 'SmokeTestRole').ThrowawayUser?.Resource)).toContain(
      ':cognito-idp:us-east-1:123456789012:userpool/us-east-1_a1B2c3D4e',
    );
  });
});

test('an imported pool is known by its own region and all its clients, and nothing of it is created', () => {
  const { federation: template } = templates({ imported });
  template.resourceCountIs('AWS::Cognito::UserPool', 0);
  template.hasResourceProperties('AWS::Cognito::IdentityPool', {
    CognitoIdentityProviders: imported.clientIds.map((ClientId) => ({
      ClientId,
      ProviderName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_a1B2c3D4e',
      ServerSideTokenCheck: true,
    })),
  });
});
