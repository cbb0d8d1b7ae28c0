import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import { apiCaller, type CallApi } from './api-caller';
import type { PlayerCredentials } from './credentials';
import { tellingRequestIds } from './request-ids';
import { urlSigner } from './url-signer';
import { openUserPool, type UserPoolUsers } from './user-pool-users';

export type { PlayerCredentials };

/** The clients that a player's game would hold. */
export interface PlayerClients {
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
  readonly sts: STSClient;
  /** For what a player must not do with it; the calls that take no signature are the function's own. */
  readonly cognito: CognitoIdentityClient;
  readonly secrets: SecretsManagerClient;
}

/** The clients of one session. */
export interface SessionClients extends PlayerClients {
  /** Calls S3 by URLs that the session signed so many seconds ago. */
  byUrl(secondsAgo: number): S3Client;
  /** Calls S3 as nobody: as a browser does that is given a file's bare address. */
  readonly unsigned: S3Client;
}

/** The function's own clients; `cognito` and `sts` also make the calls that take no signature. */
export interface SmokeTestClients extends PlayerClients {
  readonly cloudFormation: CloudFormationClient;
  /** Calls the game's own API. */
  readonly callApi: CallApi;
  /** The function's own keys, for what has no client. */
  ownCredentials(): Promise<PlayerCredentials>;
  /** Users of a user pool. */
  usersOf(userPoolId: string): UserPoolUsers;
  /** Clients that sign as a player. */
  asPlayer(credentials: PlayerCredentials): SessionClients;
}

/** Whom clients call, and as whom. */
export interface ClientSettings {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: PlayerCredentials;
}

/** Every call of the smoke test answers within milliseconds; what does not within seconds is broken. */
const patience = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
};

/** Signs nothing. */
const unsigned: NonNullable<S3ClientConfig['signer']> = async () => ({ sign: async (request) => request });

/**
 * One connection pool serves all of them: a player's clients live for seconds.
 *
 * @param settings without them, region, endpoint and the function's own credentials come from the environment, as Lambda sets it
 */
export function createClients(settings?: ClientSettings): SmokeTestClients {
  const s3 = tellingRequestIds(new S3Client({ ...settings, ...patience }));
  const shared = { ...settings, maxAttempts: patience.maxAttempts, requestHandler: s3.config.requestHandler };
  return {
    s3,
    cloudFormation: tellingRequestIds(new CloudFormationClient(shared)),
    dynamodb: tellingRequestIds(new DynamoDBClient(shared)),
    sts: tellingRequestIds(new STSClient(shared)),
    cognito: tellingRequestIds(new CognitoIdentityClient(shared)),
    secrets: tellingRequestIds(new SecretsManagerClient(shared)),
    callApi: apiCaller(s3.config, settings?.endpoint ?? process.env.AWS_ENDPOINT_URL),
    ownCredentials: async () => {
      const { accessKeyId, secretAccessKey, sessionToken = '' } = await s3.config.credentials();
      return { accessKeyId, secretAccessKey, sessionToken };
    },
    usersOf: (userPoolId) => openUserPool(shared, userPoolId),
    asPlayer: (credentials) => ({
      unsigned: tellingRequestIds(new S3Client({ ...shared, credentials, signer: unsigned })),
      s3: tellingRequestIds(new S3Client({ ...shared, credentials })),
      dynamodb: tellingRequestIds(new DynamoDBClient({ ...shared, credentials })),
      sts: tellingRequestIds(new STSClient({ ...shared, credentials })),
      cognito: tellingRequestIds(new CognitoIdentityClient({ ...shared, credentials })),
      secrets: tellingRequestIds(new SecretsManagerClient({ ...shared, credentials })),
      byUrl: (secondsAgo) =>
        tellingRequestIds(
          new S3Client({ ...shared, credentials, signer: urlSigner(credentials, s3.config.sha256, secondsAgo) }),
        ),
    }),
  };
}
