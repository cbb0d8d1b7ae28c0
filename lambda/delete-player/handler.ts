import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { type ApiAnswer, type Done, Refusal } from '../shared/answer';
import { answerRequest } from '../shared/answer-request';
import { poolPlayerOf } from '../shared/caller';
import { environmentNames, variablesOf } from '../shared/environment';
import type { ApiEvent } from '../shared/event';
import { readFacts } from '../shared/facts';
import { jsonLog, type Log } from '../shared/log';
import { askForConfirmation, confirmationSeconds, isConfirmed } from './confirmation';
import { type Clients, deletePlayer } from './delete-player';
import type { DeletePlayerFacts } from './facts';

/** What the function finds around itself. */
export interface Surroundings {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly facts: DeletePlayerFacts;
  readonly clients: Clients;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds until API Gateway gives up, less what an answer takes. */
  readonly milliseconds: number;
}

/** API Gateway waits 29 seconds (documented: "Quotas for REST APIs", integration timeout). */
const longest = 24_000;

/** Kept from one invocation to the next: connections are. */
let surroundings: Surroundings | undefined;

/** What Lambda calls: {@link answerDelete} in the surroundings that Lambda makes. */
export async function handler(event: ApiEvent): Promise<ApiAnswer> {
  surroundings ??= {
    variables: process.env,
    facts: readFacts<DeletePlayerFacts>(__dirname, 1),
    clients: {
      s3: new S3Client({}),
      dynamodb: new DynamoDBClient({}),
      identities: new CognitoIdentityClient({}),
      accounts: new CognitoIdentityProviderClient({}),
    },
    log: jsonLog(),
    now: Date.now,
    milliseconds: longest,
  };
  return answerDelete(event, surroundings);
}

/**
 * Answers one request of API Gateway. Whose data it is API Gateway alone says: nothing of the request names anybody.
 *
 * It is asked twice: the first call deletes nothing and answers with a confirmation, the second one brings it. So no single request that was
 * sent by mistake, or again by a library, deletes a player.
 */
export function answerDelete(event: ApiEvent, parts: Surroundings): Promise<ApiAnswer> {
  const { variables, facts, clients, log, now } = parts;
  const environment = variablesOf(variables);
  const table = environment.required(environmentNames.tableName);
  const bucket = environment.required(environmentNames.bucketName);
  const identityPoolId = environment.required(environmentNames.identityPoolId);
  const userPoolId = environment.optional(environmentNames.userPoolId);

  return answerRequest(event, { facts, log }, async (): Promise<Done> => {
    const player = poolPlayerOf(event, { identityPoolId, userPoolId });
    const { timeToLiveAttribute, leadingKeys } = facts;
    const place = { table, pk: `${leadingKeys.ledger}${player.identityId}`, timeToLiveAttribute };
    const confirmation = event.queryStringParameters?.confirmation;
    if (confirmation === undefined) {
      const asked = await askForConfirmation(clients.dynamodb, place, now());
      return { statusCode: 202, body: { deleted: false, confirmation: asked, seconds: confirmationSeconds } };
    }
    if (!(await isConfirmed(clients.dynamodb, place, confirmation, now()))) {
      const message = 'Ask without a confirmation first, and send the one of that answer within its time.';
      throw new Refusal(409, 'NotConfirmed', message);
    }
    const latest = now() + parts.milliseconds;
    const deleteAccounts = environment.optional(environmentNames.deleteAccounts) === 'true';
    const stores = { clients, facts, bucket, table, userPoolId, deleteAccounts };
    const deleted = await deletePlayer(player, stores, { timeLeft: () => now() < latest });
    if (!deleted) return { statusCode: 202, body: { deleted, confirmation, seconds: confirmationSeconds } };
    return { statusCode: 200, body: { deleted } };
  });
}
