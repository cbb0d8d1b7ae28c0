import { CognitoIdentityClient, GetIdCommand, GetOpenIdTokenCommand } from '@aws-sdk/client-cognito-identity';
import { fromWebToken } from '@aws-sdk/credential-provider-web-identity';
import type { GameConfig } from './game-config';

/** Credentials of the basic flow, for as long as `basicFlow.sessionSeconds` allows. */
export async function longSession(config: GameConfig, logins: Record<string, string>, durationSeconds: number) {
  const { aws, identityPoolId, roles } = config;
  const cognito = new CognitoIdentityClient(aws);
  const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId: identityPoolId, Logins: logins }));
  const { Token = '' } = await cognito.send(new GetOpenIdTokenCommand({ IdentityId, Logins: logins }));
  const session = { roleArn: roles.authenticated, roleSessionName: 'player', durationSeconds };
  return fromWebToken({ ...session, webIdentityToken: Token, clientConfig: aws })();
}
