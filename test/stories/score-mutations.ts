import { inGrant, inResource, type Loose, type Mutation } from './mutation';

const scores = 'ScoresTakeScoresRole';
const deletes = 'ScoresDeletePlayerRole';
const takeable = 'may submit a score, which stands on the board under a public ID';
const deletable = 'may be deleted as a guest, with all that is theirs';
const anotherPool = 'eu-west-1:00000000-0000-4000-8000-000000000000';

const without =
  (...actions: string[]) =>
  (statement: Loose) => {
    const left = [statement.Action].flat().filter((action: string) => !actions.includes(action));
    // A statement must do something.
    statement.Action = left.length === 0 ? ['sts:GetCallerIdentity'] : left;
  };
const method = (name: string, change: (properties: Loose) => void) =>
  inResource(`ScoresApi${name}`, 'AWS::ApiGateway::Method', change);
const inVariables = (id: string, change: (variables: Loose) => void) =>
  inResource(id, 'AWS::Lambda::Function', ({ Environment }) => change(Environment.Variables));

/** What a deletion takes of the function's role, statement by statement. */
const deletion: readonly (readonly [sid: string, ...actions: string[]])[] = [
  ['ListPlayersVersions', 's3:ListBucketVersions'],
  ['DeletePlayersVersions', 's3:DeleteObjectVersion'],
  ['DeleteOwnRecords', 'dynamodb:Query'],
  ['DeleteOwnRecords', 'dynamodb:DeleteItem'],
  ['DeleteWhatLedgersLeadTo', 'dynamodb:DeleteItem'],
  ['RememberWish', 'dynamodb:GetItem'],
  ['DeleteIdentity', 'cognito-identity:DeleteIdentities'],
];

/** Mistakes in what takes scores and deletes players. */
export const scoreMutations: readonly Mutation[] = [
  ...['dynamodb:GetItem', 'dynamodb:PutItem'].map(
    (action): Mutation => ({
      mistake: `the function of the scores may not ${action} of ledgers`,
      change: inGrant(scores, 'Ledgers', without(action)),
      fails: { player: 'guest', check: takeable },
    }),
  ),
  // What a player's second score takes.
  {
    mistake: 'the function of the scores may not check ledgers',
    change: inGrant(scores, 'Ledgers', without('dynamodb:ConditionCheckItem')),
    fails: { player: 'backend', check: deletable },
  },
  {
    mistake: 'the function of the scores may delete no rows',
    change: inGrant(scores, 'BoardRows', without('dynamodb:DeleteItem')),
    fails: { player: 'backend', check: deletable },
  },
  {
    mistake: 'the function of the scores may put no rows',
    change: inGrant(scores, 'BoardRows', without('dynamodb:PutItem')),
    fails: { player: 'guest', check: takeable },
  },
  {
    mistake: 'the function of the scores serves another pool',
    change: inVariables('ScoresTakeScores', (variables) => {
      variables.IDENTITY_POOL_ID = anotherPool;
    }),
    fails: { player: 'guest', check: takeable },
  },
  {
    mistake: 'the function of the scores remembers no logins',
    change: inGrant(scores, 'Logins', without('dynamodb:PutItem')),
    fails: { player: 'signed-in', check: takeable },
  },
  {
    mistake: 'guests may not call',
    change: inGrant('GuestRole', 'SubmitScores', without('execute-api:Invoke')),
    fails: { player: 'guest', check: takeable },
  },
  {
    mistake: 'guests may call every board',
    change: inGrant('GuestRole', 'SubmitScores', (statement) => {
      statement.Resource = '*';
    }),
    fails: { player: 'guest', check: 'may not submit a score to a board that is none' },
  },
  {
    mistake: 'scores are taken of whom nobody knows',
    change: method('boardsboardscoresPOST', (properties) => {
      properties.AuthorizationType = 'NONE';
    }),
    fails: { player: 'guest', check: 'may not submit a score without a signature' },
  },
  {
    mistake: 'the authorizer takes every client',
    change: inResource('ScoresApiUserPoolAuthorizer', 'AWS::ApiGateway::Authorizer', (properties) => {
      delete properties.IdentityValidationExpression;
    }),
    fails: { player: 'signed-in', check: "may not submit a score with the ID token of the smoke test's own client" },
  },
  {
    mistake: 'the route of the user pool is open',
    change: method('userpoolboardsboardscoresPOST', (properties) => {
      properties.AuthorizationType = 'NONE';
      delete properties.AuthorizerId;
    }),
    fails: { player: 'signed-in', check: 'may not submit a score with an access token' },
  },
  {
    mistake: 'the API may not call the function that deletes players',
    change: inResource('ScoresApimeDELETEApiPermission', 'AWS::Lambda::Permission', (properties) => {
      properties.SourceArn = 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/v1/DELETE/me';
    }),
    fails: { player: 'guest', check: 'may ask to be deleted, which deletes nothing yet' },
  },
  ...deletion.map(
    ([sid, ...actions]): Mutation => ({
      mistake: `the function that deletes players lacks ${actions.join()} of ${sid}`,
      change: inGrant(deletes, sid, without(...actions)),
      fails: { player: 'backend', check: deletable },
    }),
  ),
  {
    mistake: 'the function that deletes players may delete no accounts',
    change: inGrant(deletes, 'DeleteAccount', without('cognito-idp:AdminDeleteUser')),
    fails: { player: 'backend', check: 'may be deleted as a player with an account, with all that is theirs' },
  },
  {
    mistake: 'the function that deletes players deletes identities of another pool',
    change: inGrant(deletes, 'DeleteIdentity', (statement) => {
      const [key = ''] = Object.keys(statement.Condition.StringEquals);
      statement.Condition.StringEquals[key] =
        `arn:aws:cognito-identity:eu-west-1:123456789012:identitypool/${anotherPool}`;
    }),
    fails: { player: 'backend', check: deletable },
  },
];
