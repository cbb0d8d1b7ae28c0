import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { fromCognitoIdentity, fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Game } from './deployment';

/** Someone who plays: their identity and the clients that their credentials open. */
export interface Player {
  readonly identityId: string;
  readonly s3: S3Client;
  readonly records: DynamoDBDocumentClient;
}

/** A new guest. */
export function guest(game: Game): Promise<Player> {
  return playerWith(game, {});
}

/** A player who signs in at the issuer's page under a name. */
export async function signedIn(game: Game, name: string): Promise<Player> {
  return playerWith(game, { [game.loginsKey]: await game.idToken(name) });
}

/** The game's backend, which is the administrator here. */
export function backend({ cloud, client }: Game): Omit<Player, 'identityId'> {
  const { accessKeyId, secretAccessKey } = cloud.administrator;
  return clientsWith({ ...client, credentials: { accessKeyId, secretAccessKey } });
}

/** A player with these logins. */
export async function playerWith(game: Game, logins: Record<string, string>): Promise<Player> {
  const { identityPoolId, client: clientConfig } = game;
  const credentials = await fromCognitoIdentityPool({ identityPoolId, logins, clientConfig })();
  const { identityId } = credentials;
  return { identityId, ...clientsWith({ ...clientConfig, credentials }) };
}

/** A player whose identity and token the game's own login server got for them. */
export async function developerPlayerWith(game: Game, identityId: string, token: string): Promise<Player> {
  const { client: clientConfig } = game;
  const logins = { 'cognito-identity.amazonaws.com': token };
  const credentials = await fromCognitoIdentity({ identityId, logins, clientConfig })();
  return { identityId, ...clientsWith({ ...clientConfig, credentials }) };
}

function clientsWith(config: Pick<S3ClientConfig, 'endpoint' | 'region' | 'credentials'>) {
  return { s3: new S3Client(config), records: DynamoDBDocumentClient.from(new DynamoDBClient(config)) };
}
