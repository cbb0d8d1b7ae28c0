import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type ApiAnswer, Refusal } from '../shared/answer';
import { answerRequest } from '../shared/answer-request';
import { accountOf, poolPlayerOf } from '../shared/caller';
import { environmentNames, variablesOf } from '../shared/environment';
import type { ApiEvent } from '../shared/event';
import { readFacts } from '../shared/facts';
import { jsonLog, type Log } from '../shared/log';
import type { ScoresFacts } from './facts';
import { identityOfAccount, rememberLogin } from './logins';
import { readScoreRequest } from './request';
import { routes } from './routes';
import { type Scorer, submit } from './submit';

/** What the function finds around itself. */
export interface Surroundings {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly facts: ScoresFacts;
  readonly dynamodb: DynamoDBClient;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Kept from one invocation to the next: connections are. */
let surroundings: Surroundings | undefined;

/** What Lambda calls: {@link answerScores} in the surroundings that Lambda makes. */
export async function handler(event: ApiEvent): Promise<ApiAnswer> {
  surroundings ??= {
    variables: process.env,
    facts: readFacts<ScoresFacts>(__dirname, 1),
    dynamodb: new DynamoDBClient({ maxAttempts: 3 }),
    log: jsonLog(),
    now: Date.now,
  };
  return answerScores(event, surroundings);
}

/** Answers one request of API Gateway. */
export function answerScores(event: ApiEvent, { variables, facts, dynamodb, log, now }: Surroundings) {
  const environment = variablesOf(variables);
  const table = environment.required(environmentNames.tableName);
  const identityPoolId = environment.required(environmentNames.identityPoolId);
  const userPoolId = environment.optional(environmentNames.userPoolId);
  const clientIds = environment.optional(environmentNames.userPoolClientIds)?.split(' ') ?? [];
  const logins = userPoolId === undefined ? undefined : { table, leadingKeys: facts.leadingKeys, userPoolId };

  async function scorer(): Promise<Scorer> {
    if (event.resource === routes.signed) {
      const player = poolPlayerOf(event, { identityPoolId, userPoolId });
      if (logins !== undefined) await rememberLogin(dynamodb, logins, player);
      return player;
    }
    if (event.resource === routes.withToken && logins !== undefined) {
      const identityId = await identityOfAccount(dynamodb, logins, accountOf(event, { userPoolId, clientIds }));
      return { identityId, guest: false };
    }
    throw new Refusal(404, 'NoSuchRoute', 'There is no such route.');
  }

  return answerRequest(event, { facts, log }, async () => {
    const who = await scorer();
    return submit(readScoreRequest(event), who, { dynamodb, table, facts, now });
  });
}
