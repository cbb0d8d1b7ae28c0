import type { ResourcesConfig } from 'aws-amplify';
import type { GameConfig } from '../../docs/examples/game-config';
import { outputOf } from '../../local/account/outputs';
import type { Game } from '../stories/deployment';

const callback = 'http://localhost:5173/';

/** What `client-config --format json` gives the game's web app. @param local leave it out, and the app plays on AWS */
export function gameConfig({ cloud, ...game }: Game, local?: { endpoint: string; domain: string }): GameConfig {
  const output = (name: string) => outputOf(cloud.stacks, name);
  return {
    aws: { region: game.region, ...(local && { endpoint: local.endpoint }) },
    identityPoolId: game.identityPoolId,
    guests: true,
    bucket: game.bucket,
    table: game.table,
    userPool: {
      id: output('UserPoolId'),
      clientId: output('UserPoolClientIdStarHarvestWeb'),
      managedLogin: {
        domain: local?.domain ?? new URL(output('UserPoolSignInUrl')).host,
        redirectSignIn: [callback],
        redirectSignOut: [callback],
        scopes: ['openid'],
      },
    },
    roles: {
      authenticated: game.authenticatedRoleArn,
      guest: game.guestRoleArn,
      named: {},
      federated: { StarHarvest: output('FederatedRoleArnStarHarvest') },
    },
    samlProviders: {},
  };
}

/** What `client-config --format amplify` gives it. */
export function amplifyConfig({ aws, identityPoolId, bucket, userPool }: GameConfig): ResourcesConfig {
  const { endpoint } = aws;
  if (userPool?.managedLogin === undefined) throw new Error('the game has a user pool with managed login');
  const { domain, redirectSignIn, redirectSignOut, scopes } = userPool.managedLogin;
  return {
    Auth: {
      Cognito: {
        identityPoolId,
        allowGuestAccess: true,
        userPoolId: userPool.id,
        userPoolClientId: userPool.clientId,
        ...(endpoint !== undefined && { identityPoolEndpoint: endpoint, userPoolEndpoint: endpoint }),
        loginWith: {
          email: true,
          oauth: {
            domain,
            redirectSignIn: [...redirectSignIn],
            redirectSignOut: [...redirectSignOut],
            scopes: [...scopes],
            responseType: 'code',
          },
        },
      },
    },
    Storage: { S3: { bucket, region: aws.region } },
  };
}
