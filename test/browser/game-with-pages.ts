import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AssociateSoftwareTokenCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  SetUserMFAPreferenceCommand,
  SignUpCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { startCloud } from '../../local/account/cloud';
import { outputOf } from '../../local/account/outputs';
import type { SentCode } from '../../local/services/cognito-idp/sent-code';
import { timeStep, totpCode } from '../../local/services/cognito-idp/users/totp';
import { writeAssembly } from '../assembly/assembly-on-disk';
import { keyPairsOnHand } from '../once-per-worker/key-pairs';

/** A password that the pool takes. */
export const goodPassword = 'Correct-Horse-7';
export const issuer = 'https://players.a-game-with-a-rather-long-name.example';
export const clientId = 'a-game-with-a-rather-long-name-ios';
export const amazonApp = 'amzn1.application-oa2-client.0123456789abcdef0123456789abcdef';
export const facebookApp = '123456789012345';
export const entityId = 'https://studio.star-harvest.example/saml';
export const callbackUrl = 'http://localhost:5173/signed-in';

const trust = (principal: string, condition: object) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: principal },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: condition,
    },
  ],
});

/** A game with every kind of sign-in page. */
const Resources = {
  Issuer: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: issuer, ClientIdList: [clientId] } },
  Studio: {
    Type: 'AWS::IAM::SAMLProvider',
    Properties: {
      Name: 'studio',
      SamlMetadataDocument: readFileSync(join(__dirname, '..', 'stages', 'studio-saml-metadata.xml'), 'utf8'),
    },
  },
  Pool: {
    Type: 'AWS::Cognito::IdentityPool',
    Properties: {
      AllowClassicFlow: false,
      AllowUnauthenticatedIdentities: false,
      OpenIdConnectProviderARNs: [{ Ref: 'Issuer' }],
      SamlProviderARNs: [{ Ref: 'Studio' }],
      SupportedLoginProviders: { 'www.amazon.com': amazonApp, 'graph.facebook.com': facebookApp },
    },
  },
  Player: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trust('cognito-identity.amazonaws.com', {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': { Ref: 'Pool' } },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
      }),
    },
  },
  AmazonPlayer: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trust('www.amazon.com', { StringEquals: { 'www.amazon.com:app_id': amazonApp } }),
    },
  },
  Roles: {
    Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
    Properties: {
      IdentityPoolId: { Ref: 'Pool' },
      Roles: { authenticated: { 'Fn::GetAtt': ['Player', 'Arn'] } },
    },
  },
  Clans: {
    Type: 'AWS::Cognito::IdentityPoolPrincipalTag',
    Properties: {
      IdentityPoolId: { Ref: 'Pool' },
      IdentityProviderName: { Ref: 'Issuer' },
      UseDefaults: false,
      PrincipalTags: { clan: 'https://players.a-game-with-a-rather-long-name.example/claims/clan' },
    },
  },
  Players: {
    Type: 'AWS::Cognito::UserPool',
    Properties: {
      AutoVerifiedAttributes: ['email'],
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      Schema: [{ Name: 'nickname', AttributeDataType: 'String', Mutable: true, Required: true }],
    },
  },
  App: {
    Type: 'AWS::Cognito::UserPoolClient',
    Properties: {
      UserPoolId: { Ref: 'Players' },
      ClientName: 'AGameWithARatherLongNameWeb',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: ['openid'],
      CallbackURLs: [callbackUrl],
      SupportedIdentityProviders: ['COGNITO'],
    },
  },
  Domain: {
    Type: 'AWS::Cognito::UserPoolDomain',
    Properties: { UserPoolId: { Ref: 'Players' }, Domain: 'star-harvest', ManagedLoginVersion: 1 },
  },
};

const Outputs = {
  IdentityPoolId: { Value: { Ref: 'Pool' }, Description: 'The identity pool' },
  UserPoolId: { Value: { Ref: 'Players' } },
  ClientId: { Value: { Ref: 'App' } },
  PlayerRoleArn: { Value: { 'Fn::GetAtt': ['Player', 'Arn'] } },
};

/** Starts its cloud. */
export async function gameWithPages() {
  const sent: SentCode[] = [];
  const assembly = writeAssembly({
    'a-game-with-a-rather-long-name': { environment: 'aws://123456789012/eu-west-1', template: { Resources, Outputs } },
  });
  const cloud = await startCloud({
    assemblies: [assembly],
    play: 'all',
    makeKeyPair: keyPairsOnHand(),
    onCode: (code) => sent.push(code),
  });
  const UserPoolId = outputOf(cloud.stacks, 'UserPoolId');
  const ClientId = outputOf(cloud.stacks, 'ClientId');
  const client = new CognitoIdentityProviderClient({
    endpoint: cloud.url,
    region: cloud.region,
    credentials: { ...cloud.administrator, expiration: undefined },
  });
  const attributes = (name: string) => [
    { Name: 'email', Value: `${name}@example.com` },
    { Name: 'nickname', Value: name },
  ];

  return {
    cloud,
    sent,
    identityPoolId: outputOf(cloud.stacks, 'IdentityPoolId'),
    /** Where managed login begins. */
    loginUrl(path = '/oauth2/authorize', changed: Record<string, string> = {}): string {
      const query = { client_id: ClientId, redirect_uri: callbackUrl, response_type: 'code', ...changed };
      return `${cloud.managedLogins[0]?.localUrl}${path}?${new URLSearchParams(query)}`;
    },
    /** Makes a user who has confirmed. */
    async user(Username: string): Promise<void> {
      const UserAttributes = attributes(Username);
      await client.send(new SignUpCommand({ ClientId, Username, Password: goodPassword, UserAttributes }));
      await client.send(new AdminConfirmSignUpCommand({ UserPoolId, Username }));
    },
    /** Invites a user, who must choose a password of their own. */
    async invite(Username: string, TemporaryPassword: string): Promise<void> {
      const UserAttributes = attributes(Username);
      await client.send(new AdminCreateUserCommand({ UserPoolId, Username, TemporaryPassword, UserAttributes }));
    },
    /** Gives a user an authenticator app. */
    async authenticator(USERNAME: string): Promise<void> {
      const AuthParameters = { USERNAME, PASSWORD: goodPassword };
      const signedIn = await client.send(
        new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
      );
      const AccessToken = signedIn.AuthenticationResult?.AccessToken ?? '';
      const { SecretCode = '' } = await client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
      const UserCode = totpCode(ofBase32(SecretCode), timeStep(Date.now()));
      await client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
      const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
      await client.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
    },
    async stop(): Promise<void> {
      client.destroy();
      await cloud.stop();
    },
  };
}

/** The game that a test file has on hand. */
export type GameWithPages = Awaited<ReturnType<typeof gameWithPages>>;

function ofBase32(text: string): Buffer {
  const bits = [...text].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
