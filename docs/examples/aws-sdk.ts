import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
} from '@aws-sdk/client-cognito-identity';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { fromCognitoIdentityPool, fromWebToken } from '@aws-sdk/credential-providers';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

/** What an app is built with: outputs of the game's stacks. */
export interface Outputs {
  readonly Region: string;
  readonly IdentityPoolId: string;
  readonly BucketName: string;
  readonly TableName: string;
}

/** A token for each key of `Logins`, or what fetches a fresh one. A guest has none. */
export type Logins = Record<string, string | (() => Promise<string>)>;

// #region play
/** Signs a player in, or makes a guest where there is no login, and writes what is theirs. */
export async function play(outputs: Outputs, logins: Logins, save: string): Promise<string> {
  const { Region: region, IdentityPoolId: identityPoolId, BucketName, TableName } = outputs;
  const credentials = fromCognitoIdentityPool({ identityPoolId, logins, clientConfig: { region } });
  const { identityId } = await credentials();

  const s3 = new S3Client({ region, credentials });
  await s3.send(new PutObjectCommand({ Bucket: BucketName, Key: `private/${identityId}/save.json`, Body: save }));

  const records = DynamoDBDocumentClient.from(new DynamoDBClient({ region, credentials }));
  const profile = { pk: `PLAYER#${identityId}`, sk: 'PROFILE', level: 7 };
  await records.send(new PutCommand({ TableName, Item: profile }));
  return identityId;
}
// #endregion

// #region keep-guest
/**
 * A guest signs in. Without their identity ID they would be somebody new.
 *
 * @returns the identity ID that counts from now on: their own, or an older one where the login had one already
 */
export async function signInGuest(
  { Region: region }: Outputs,
  guestId: string,
  logins: Record<string, string>,
): Promise<string | undefined> {
  const cognito = new CognitoIdentityClient({ region });
  const command = new GetCredentialsForIdentityCommand({ IdentityId: guestId, Logins: logins });
  return (await cognito.send(command)).IdentityId;
}
// #endregion

// #region basic-flow
/** Credentials of the basic flow, for as long as `basicFlow.sessionSeconds` allows. */
export async function longSession(
  { Region: region, IdentityPoolId }: Outputs,
  authenticatedRoleArn: string,
  logins: Record<string, string>,
  durationSeconds: number,
) {
  const cognito = new CognitoIdentityClient({ region });
  const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId, Logins: logins }));
  const { Token = '' } = await cognito.send(new GetOpenIdTokenCommand({ IdentityId, Logins: logins }));
  const session = { roleArn: authenticatedRoleArn, roleSessionName: 'player', durationSeconds };
  return fromWebToken({ ...session, webIdentityToken: Token, clientConfig: { region } })();
}
// #endregion

// #region direct
/** Without the pool: the provider's own token goes to STS. `providerId` is for Amazon and Facebook alone. */
export function directSession(
  { Region: region }: Outputs,
  federatedRoleArn: string,
  webIdentityToken: string,
  providerId?: 'www.amazon.com' | 'graph.facebook.com',
) {
  const session = { roleArn: federatedRoleArn, roleSessionName: 'player', webIdentityToken };
  return fromWebToken({ ...session, ...(providerId && { providerId }), clientConfig: { region } });
}
// #endregion
