import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { answerDelete } from '../../lambda/delete-player/handler';
import { answerScores } from '../../lambda/scores/handler';
import type { ApiAnswer } from '../../lambda/shared/answer';
import { environmentNames } from '../../lambda/shared/environment';
import type { ApiEvent } from '../../lambda/shared/event';
import { jsonLog } from '../../lambda/shared/log';
import { parseConfig } from '../../lib/config/parse';
import { deletePlayerFacts, scoresFacts } from '../../lib/scores/facts';
import { local } from '../stages/local';
import type { Game } from './deployment';

/** The boards of these stories. */
export const boards = {
  weekly: { order: 'highest', min: -10, max: 1000, secondsBetween: 30, guests: true },
  lap: { order: 'lowest', min: 1, max: 60_000, secondsBetween: 1 },
} as const;

/** Who calls, as API Gateway says it of credentials of the pool. */
export interface Caller {
  readonly identityId: string;
  readonly guest?: boolean;
  /** The `sub` of their account in the user pool. */
  readonly sub?: string;
}

/** The functions, run in this process on the stores of a running cloud, with a clock that stands until it is moved. */
export interface ScoresHere {
  /** Everything that was logged. */
  readonly log: string[];
  /** What both functions reach the table by. */
  readonly dynamodb: DynamoDBClient;
  readonly events: ReturnType<typeof eventsOf>;
  scores(event: ApiEvent): Promise<ApiAnswer>;
  deletePlayer(event: ApiEvent, milliseconds?: number): Promise<ApiAnswer>;
  pass(seconds: number): void;
}

export function scoresHere(game: Game, accounts: { userPoolId: string; clientId: string }): ScoresHere {
  const config = parseConfig({ ...local, scores: { boards } });
  if (config.scores === undefined) throw new Error('the stage has no scores');
  const { accessKeyId, secretAccessKey } = game.cloud.administrator;
  const client = { ...game.client, credentials: { accessKeyId, secretAccessKey } };
  const clients = {
    s3: new S3Client(client),
    dynamodb: new DynamoDBClient(client),
    identities: new CognitoIdentityClient(client),
    accounts: new CognitoIdentityProviderClient(client),
  };
  const variables = {
    [environmentNames.tableName]: game.table,
    [environmentNames.bucketName]: game.bucket,
    [environmentNames.identityPoolId]: game.identityPoolId,
    [environmentNames.userPoolId]: accounts.userPoolId,
    [environmentNames.userPoolClientIds]: accounts.clientId,
    [environmentNames.deleteAccounts]: 'true',
  };
  let milliseconds = Date.now();
  const lines: string[] = [];
  const shared = { variables, log: jsonLog((line) => lines.push(line)), now: () => milliseconds };
  return {
    log: lines,
    dynamodb: clients.dynamodb,
    events: eventsOf(game, accounts),
    scores: (event) => {
      const facts = scoresFacts(config.scores as NonNullable<typeof config.scores>, config);
      return answerScores(event, { ...shared, dynamodb: clients.dynamodb, facts });
    },
    deletePlayer: (event, time = 20_000) =>
      answerDelete(event, { ...shared, clients, facts: deletePlayerFacts(config), milliseconds: time }),
    pass: (seconds) => {
      milliseconds += seconds * 1000;
    },
  };
}

let made = 0;

/** A token that no other score has. */
export function newToken(): string {
  made += 1;
  return `token-of-a-score-${made}`;
}

/** The events that API Gateway would make. */
function eventsOf({ identityPoolId, region }: Game, accounts: { userPoolId: string; clientId: string }) {
  const provider = `cognito-idp.${region}.amazonaws.com/${accounts.userPoolId}`;
  const identity = ({ identityId, guest = false, sub }: Caller) => ({
    cognitoIdentityPoolId: identityPoolId,
    cognitoIdentityId: identityId,
    cognitoAuthenticationType: guest ? 'unauthenticated' : 'authenticated',
    cognitoAuthenticationProvider: sub === undefined ? null : `${provider},${provider}:CognitoSignIn:${sub}`,
  });
  const submission = (board: string, body: unknown) => ({
    httpMethod: 'POST',
    pathParameters: { board },
    headers: { 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return {
    /** A score, signed by credentials of the pool. */
    signed: (caller: Caller, board: string, body: unknown): ApiEvent => ({
      ...submission(board, body),
      resource: '/boards/{board}/scores',
      requestContext: { requestId: 'request', identity: identity(caller) },
    }),
    /** A score with an ID token of the user pool. */
    withToken: (sub: string, board: string, body: unknown, claims: object = {}): ApiEvent => ({
      ...submission(board, body),
      resource: '/user-pool/boards/{board}/scores',
      requestContext: {
        requestId: 'request',
        authorizer: {
          claims: { sub, aud: accounts.clientId, iss: `https://${provider}`, token_use: 'id', ...claims },
        },
      },
    }),
    /** The wish to be deleted. */
    deletion: (caller: Caller, confirmation?: string): ApiEvent => ({
      httpMethod: 'DELETE',
      resource: '/me',
      queryStringParameters: confirmation === undefined ? null : { confirmation },
      requestContext: { requestId: 'request', identity: identity(caller) },
    }),
  };
}

/** An answer's body. */
export function bodyOf(answer: ApiAnswer): Record<string, unknown> {
  return JSON.parse(answer.body);
}
