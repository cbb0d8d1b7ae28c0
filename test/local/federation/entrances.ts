import type { KeyObject } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { userPoolLogin } from '../../../local/identities/user-pool-login';
import { keyPairOnHand } from '../../once-per-worker/key-pairs';
import { userPoolOnHand } from '../services/cognito-idp/user-pool-on-hand';
import { TestClock, type WebIdentityAnswer } from './cloud';
import { arn, poolId, poolTrust, role } from './deployment';
import { serviceSession, startGame } from './game';
import { Issuer, issuersFetch } from './issuer';
import type { Honest } from './raw-token';

/** A place where a token is verified, and a token that is taken there. */
export interface Entrance {
  readonly honest: Honest;
  readonly key: KeyObject;
  /** Shows a token; rejects where it is refused. */
  enter(token: string): Promise<unknown>;
}

/** Every kind of token that is verified, at every place that does. */
export const entranceNames = [
  'an OpenID issuer’s, at the identity pool',
  'Google’s, at the identity pool',
  'Apple’s, at the identity pool',
  'a user pool’s from elsewhere, at the identity pool',
  'a user pool’s of the templates, at the identity pool',
  'the pool’s own of a developer’s player, at the identity pool',
  'an OpenID issuer’s, at STS',
  'an elliptic-curve issuer’s, at STS',
  'Google’s, at STS',
  'the identity pool’s, at STS',
  'an access token, at the user pool',
] as const;

/** What an entrance is called. */
export type EntranceName = (typeof entranceNames)[number];

const elsewhere = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Elsewhere';

/** Starts a game with all of them. */
export async function openEntrances(): Promise<Readonly<Record<EntranceName, Entrance>>> {
  // Issuers beside the game's own ask for the time before there is one; both clocks stand.
  const clock = new TestClock();
  const [google, apple, userPool] = await Promise.all([
    Issuer.start('https://accounts.google.com', 'google-app', clock),
    Issuer.start('https://appleid.apple.com', 'apple-app', clock),
    Issuer.start(`https://${elsewhere}`, 'app', clock),
  ]);
  const game = await startGame({
    pool: {
      SupportedLoginProviders: { 'accounts.google.com': 'google-app', 'appleid.apple.com': 'apple-app' },
      CognitoIdentityProviders: [{ ClientId: 'app', ProviderName: elsewhere, ServerSideTokenCheck: false }],
    },
    resources: [
      role('Google', {
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: 'accounts.google.com' },
        Condition: { StringEquals: { 'accounts.google.com:aud': 'google-app' } },
      }),
      role('AnyOfPool', poolTrust(poolId, '*')),
    ],
    fetch: issuersFetch([google, apple, userPool]),
  });
  const { cloud } = game;
  const getId = (provider: string) => (token: string) =>
    cloud.identity('GetId', { IdentityPoolId: poolId, Logins: { [provider]: token } });
  const assume = (roleName: string) => (WebIdentityToken: string) =>
    cloud.token<WebIdentityAnswer>('AssumeRoleWithWebIdentity', {
      RoleArn: arn(roleName),
      RoleSessionName: 'game',
      WebIdentityToken,
    });
  const by = async (issuer: Issuer, enter: Entrance['enter'], claims = {}): Promise<Entrance> => {
    const { header, key } = issuer.signer;
    return { honest: { header, claims: decodeJwt(await issuer.idToken('ana', claims)) }, key, enter };
  };
  const like = (token: string, key: KeyObject, enter: Entrance['enter']): Entrance => ({
    honest: { header: decodeProtectedHeader(token) as Honest['header'], claims: decodeJwt(token) },
    key,
    enter,
  });

  const poolKey = keyPairOnHand(0).privateKey;
  const { IdentityId } = await getId(game.issuer.name)(await game.issuer.idToken('ana'));
  const { Token: ofPool } = await cloud.identity<{ Token: string }>('GetOpenIdToken', {
    IdentityId,
    Logins: { [game.issuer.name]: await game.issuer.idToken('ana') },
  });
  const ofDeveloper = await cloud.identity<{ IdentityId: string; Token: string }>(
    'GetOpenIdTokenForDeveloperIdentity',
    { IdentityPoolId: poolId, Logins: { backend: 'ana' } },
    serviceSession(game, 'Backend'),
  );

  const templates = userPoolOnHand();
  await templates.player('adele@example.com');
  const { IdToken, AccessToken } = await templates.tokens('adele@example.com');
  const pool = templates.pools.find(templates.UserPoolId);
  if (pool === undefined) throw new Error('no such user pool');
  const ofTemplates = userPoolLogin({
    provider: pool.providerName,
    clients: new Map([[templates.ClientId, { serverSideTokenCheck: false }]]),
    keys: pool.keys.find,
    clock: templates.clock,
  });

  return {
    'an OpenID issuer’s, at the identity pool': await by(game.issuer, getId(game.issuer.name)),
    'Google’s, at the identity pool': await by(google, getId(google.name)),
    'Apple’s, at the identity pool': await by(apple, getId(apple.name)),
    'a user pool’s from elsewhere, at the identity pool': await by(userPool, getId(elsewhere), { token_use: 'id' }),
    'a user pool’s of the templates, at the identity pool': like(IdToken, keyPairOnHand(0).privateKey, (token) =>
      ofTemplates.verify(token),
    ),
    'the pool’s own of a developer’s player, at the identity pool': like(ofDeveloper.Token, poolKey, (token) =>
      cloud.identity('GetCredentialsForIdentity', {
        IdentityId: ofDeveloper.IdentityId,
        Logins: { 'cognito-identity.amazonaws.com': token },
      }),
    ),
    'an OpenID issuer’s, at STS': await by(game.issuer, assume('Direct')),
    'an elliptic-curve issuer’s, at STS': await by(game.ellipticIssuer, assume('DirectCurve')),
    'Google’s, at STS': await by(google, assume('Google')),
    'the identity pool’s, at STS': like(ofPool, poolKey, assume('AnyOfPool')),
    'an access token, at the user pool': like(AccessToken, keyPairOnHand(1).privateKey, (token) =>
      templates.call('GetUser', { AccessToken: token }),
    ),
  };
}
