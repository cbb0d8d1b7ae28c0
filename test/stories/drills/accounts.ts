import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { GameFederationInput } from '../../../lib/config/schema';
import { signInAtManagedLogin } from '../../../local/services/cognito-idp/managed-login/sign-in';
import { administratorClient } from '../../../local/smoke-test/administrator-client';
import { type Player, playerWith } from '../players';
import { type Drill, outcome } from './drill';

const password = 'Correct-Horse-7';
const redirectUri = 'http://localhost:5173/';

/** A user pool for a stage of drills, with one app. */
export const userPool = (domainPrefix: string | false) => ({
  domainPrefix,
  apps: { moon: { web: { callbackUrls: [redirectUri] } } },
});

/** The operator at the user pool. */
export const poolOperator = ({ cloud }: Drill) => new CognitoIdentityProviderClient(administratorClient(cloud));

/** Somebody has an account with a password. */
export async function haveAccount(drill: Drill, stage: GameFederationInput, Username: string): Promise<void> {
  const user = { UserPoolId: drill.output(stage, 'UserPoolId'), Username };
  const operator = poolOperator(drill);
  await operator.send(
    new AdminCreateUserCommand({
      ...{ ...user, MessageAction: 'SUPPRESS' },
      UserAttributes: [
        { Name: 'email', Value: Username },
        { Name: 'email_verified', Value: 'true' },
      ],
    }),
  );
  await operator.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
}

/** Somebody signs in at the game's page. @param clientId the app's, as it was shipped @returns their ID token, or how they are refused */
export function tokenByPage(
  drill: Drill,
  stage: GameFederationInput,
  username: string,
  clientId?: string,
): Promise<string> {
  const pool = drill.output(stage, 'UserPoolId');
  const signedIn = signInAtManagedLogin({
    issuer: `https://cognito-idp.${drill.cloud.region}.amazonaws.com/${pool}`,
    fetch: drill.cloud.fetch,
    clientId: clientId ?? drill.output(stage, 'UserPoolClientIdMoonWeb'),
    ...{ redirectUri, username, password },
  });
  return outcome(signedIn.then(({ idToken }) => idToken));
}

/** The same, and on to the identity pool. */
export async function entersByPage(
  drill: Drill,
  stage: GameFederationInput,
  username: string,
  clientId?: string,
): Promise<Player | string> {
  const token = await tokenByPage(drill, stage, username, clientId);
  const login = `cognito-idp.${drill.cloud.region}.amazonaws.com/${drill.output(stage, 'UserPoolId')}`;
  return token.startsWith('ey') ? outcome(playerWith(drill.game(stage), { [login]: token })) : token;
}

/** Somebody who must get in. */
export async function enteredByPage(...who: Parameters<typeof entersByPage>): Promise<Player> {
  const player = await entersByPage(...who);
  if (typeof player === 'string') throw new Error(`${who[2]} is refused: ${player}`);
  return player;
}
