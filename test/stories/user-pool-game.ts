import type { SentCode } from '../../local/services/cognito-idp/sent-code';
import { changedAssembly, type Game, type OpenTemplate, startGame } from './deployment';

/** The app clients that the stories sign in by, by their logical IDs. */
export type AppClient = 'App' | 'LaxApp' | 'UnlistedApp' | 'StrangersApp';

/** A game whose players can sign in at a user pool too. */
export interface UserPoolGame extends Game {
  readonly userPoolId: string;
  /** The user pool's key in `Logins`. */
  readonly providerName: string;
  /** Another user pool, which the identity pool does not know. */
  readonly strangersPoolId: string;
  clientId(client: AppClient): string;
  /** The last code that was sent to an address. */
  codeFor(address: string): string;
  /** Moves the cloud's clock. */
  pass(seconds: number): void;
}

const pool = { UsernameAttributes: ['email'], AutoVerifiedAttributes: ['email'] };
const clientOf = (userPool: string, more: object = {}) => ({
  Type: 'AWS::Cognito::UserPoolClient',
  Properties: {
    UserPoolId: { Ref: userPool },
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    PreventUserExistenceErrors: 'ENABLED',
    ...more,
  },
});
/** What an app client of the code flow has beside, and the domain and style that go with it. */
const codeFlow = {
  AllowedOAuthFlows: ['code'],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthScopes: ['openid', 'email'],
  CallbackURLs: ['https://game.example/callback'],
  SupportedIdentityProviders: ['COGNITO'],
};
const managedLogin = {
  Domain: {
    Type: 'AWS::Cognito::UserPoolDomain',
    Properties: { UserPoolId: { Ref: 'Players' }, Domain: 'story-players', ManagedLoginVersion: 2 },
  },
  Style: {
    Type: 'AWS::Cognito::ManagedLoginBranding',
    Properties: { UserPoolId: { Ref: 'Players' }, ClientId: { Ref: 'App' }, UseCognitoProvidedValues: true },
  },
};
const providerOf = (client: string, ServerSideTokenCheck: boolean) => ({
  ClientId: { Ref: client },
  ProviderName: { 'Fn::GetAtt': ['Players', 'ProviderName'] },
  ServerSideTokenCheck,
});

/** Two user pools more, and one of them a login provider of the identity pool: with the server's check for one app, without for another. */
function addUserPools({ Resources }: OpenTemplate): boolean {
  const identityPool = Object.values(Resources).find(({ Type }) => Type === 'AWS::Cognito::IdentityPool');
  if (identityPool === undefined) return false;
  const properties: { CognitoIdentityProviders?: object[] } = identityPool.Properties;
  properties.CognitoIdentityProviders?.push(providerOf('App', true), providerOf('LaxApp', false));
  Object.assign(Resources, {
    Players: { Type: 'AWS::Cognito::UserPool', Properties: pool },
    App: clientOf('Players', codeFlow),
    LaxApp: clientOf('Players'),
    UnlistedApp: clientOf('Players'),
    Strangers: { Type: 'AWS::Cognito::UserPool', Properties: pool },
    StrangersApp: clientOf('Strangers'),
    ...managedLogin,
  });
  return true;
}

/** Starts the local stage with user pools beside its own. */
export async function startUserPoolGame(): Promise<UserPoolGame> {
  const { directory, remove } = changedAssembly(addUserPools);
  const codes: SentCode[] = [];
  let passed = 0;
  try {
    const game = await startGame({
      assemblies: [directory],
      clock: { now: () => Date.now() + passed },
      onCode: (code) => codes.push(code),
    });
    const resources = game.cloud.stacks.flatMap((stack) => stack.resources);
    const resource = (wanted: string) => resources.find(({ logicalId }) => logicalId === wanted);
    return {
      ...game,
      userPoolId: resource('Players')?.ref ?? '',
      providerName: resource('Players')?.attributes.ProviderName ?? '',
      strangersPoolId: resource('Strangers')?.ref ?? '',
      clientId: (client) => resource(client)?.ref ?? '',
      codeFor: (address) => codes.filter(({ to }) => to === address).at(-1)?.code ?? '',
      pass: (seconds) => {
        passed += seconds * 1000;
      },
      stop: async () => {
        await game.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
