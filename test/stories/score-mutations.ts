import { inGrant, inResource, inResources, type Loose, type Mutation } from './mutation';

const inMethod = (id: string, change: (method: Loose) => void) => inResource(id, 'AWS::ApiGateway::Method', change);
const open = (method: Loose) => {
  method.AuthorizationType = 'NONE';
  delete method.AuthorizerId;
};
const signed = 'ScoresApiboardsboardscoresPOST';
const withToken = 'ScoresApiuserpoolboardsboardscoresPOST';
const submit = 'submit a score, which stands on the board under a public ID';
const again = 'send the same score again with the ID token of an app, which counts once';
const inAuthorizer = (change: (authorizer: Loose) => void) =>
  inResource('ScoresApiUserPoolAuthorizer', 'AWS::ApiGateway::Authorizer', change);
const deletable = 'may be deleted as a guest, with all that is theirs';
const anotherPool = 'eu-west-1:00000000-0000-4000-8000-000000000000';

const without =
  (...actions: string[]) =>
  (statement: Loose) => {
    const left = [statement.Action].flat().filter((action: string) => !actions.includes(action));
    // A statement must do something.
    statement.Action = left.length === 0 ? ['sts:GetCallerIdentity'] : left;
  };

/** What a deletion takes of the function's role, statement by statement. */
const deletion: readonly (readonly [sid: string, action: string])[] = [
  ['ListPlayersVersions', 's3:ListBucketVersions'],
  ['DeletePlayersVersions', 's3:DeleteObjectVersion'],
  ['DeleteOwnRecords', 'dynamodb:Query'],
  ['DeleteOwnRecords', 'dynamodb:DeleteItem'],
  ['DeleteWhatLedgersLeadTo', 'dynamodb:DeleteItem'],
  ['RememberWish', 'dynamodb:GetItem'],
  ['DeleteIdentity', 'cognito-identity:DeleteIdentities'],
];

/** What taking a score takes of its function's role, and what shows it: the last two with a player's second score. */
const taking: readonly (readonly [sid: string, action: string, fails: Mutation['fails']])[] = [
  ['Ledgers', 'dynamodb:GetItem', { player: 'guest', check: `may ${submit}` }],
  ['Ledgers', 'dynamodb:PutItem', { player: 'guest', check: `may ${submit}` }],
  ['BoardRows', 'dynamodb:PutItem', { player: 'guest', check: `may ${submit}` }],
  ['Logins', 'dynamodb:PutItem', { player: 'signed-in', check: `may ${submit}` }],
  ['Ledgers', 'dynamodb:ConditionCheckItem', { player: 'backend', check: deletable }],
  ['BoardRows', 'dynamodb:DeleteItem', { player: 'backend', check: deletable }],
];

const inFunction = (change: (variables: Loose) => void) =>
  inResource('ScoresTakeScoresFunction', 'AWS::Lambda::Function', ({ Environment }) => change(Environment.Variables));

/** Mistakes in the API of the scores: its methods, its authorizer, who may call it, and what its functions may and know. */
export const scoreMutations: readonly Mutation[] = [
  {
    mistake: 'players may call any path',
    change: inGrant('AuthenticatedRole', 'SubmitScores', inResources('/v1/POST/boards/weekly/scores', '/*')),
    fails: { player: 'signed-in', check: 'may not submit a score to a board that is none' },
    asDeployed: true,
  },
  {
    mistake: 'guests may submit to any board',
    change: inGrant('GuestRole', 'SubmitScores', inResources('/boards/weekly/', '/boards/*/')),
    fails: { player: 'guest', check: 'may not submit a score to a board that is none' },
  },
  {
    mistake: 'players may not submit',
    change: inGrant('AuthenticatedRole', 'SubmitScores', inResources('/POST/', '/PUT/')),
    fails: { player: 'signed-in', check: `may ${submit}` },
  },
  {
    mistake: 'guests may submit by another stage alone',
    change: inGrant('GuestRole', 'SubmitScores', inResources('/v1/', '/v2/')),
    fails: { player: 'guest', check: `may ${submit}` },
  },
  {
    mistake: 'players may not ask to be deleted',
    change: inGrant('AuthenticatedRole', 'DeleteOneself', inResources('/me', '/you')),
    fails: { player: 'signed-in', check: 'may ask to be deleted, which deletes nothing yet' },
  },
  {
    mistake: 'the signed method asks for no signature',
    change: inMethod(signed, open),
    fails: { player: 'signed-in', check: 'may not submit a score without a signature' },
  },
  {
    mistake: 'the method for tokens asks for none',
    change: inMethod(withToken, open),
    fails: { player: 'signed-in', check: 'may not submit a score with a token that no user pool made' },
    asDeployed: true,
  },
  {
    mistake: 'the authorizer takes tokens of every client',
    change: inAuthorizer((authorizer) => delete authorizer.IdentityValidationExpression),
    fails: { player: 'signed-in', check: "may not submit a score with the ID token of the smoke test's own client" },
    asDeployed: true,
  },
  {
    mistake: 'the authorizer takes tokens of no client',
    change: inAuthorizer((authorizer) => {
      authorizer.IdentityValidationExpression = '^none$';
    }),
    fails: { player: 'signed-in', check: `may ${again}` },
  },
  {
    mistake: 'the method for tokens names a scope, and so takes access tokens',
    change: inMethod(withToken, (method) => {
      method.AuthorizationScopes = ['aws.cognito.signin.user.admin'];
    }),
    fails: { player: 'signed-in', check: 'may not submit a score with an access token' },
  },
  {
    mistake: 'the function is told another pool',
    change: inFunction((variables) => {
      variables.IDENTITY_POOL_ID = anotherPool;
    }),
    fails: { player: 'guest', check: `may ${submit}` },
  },
  {
    mistake: 'the function is told another app client',
    change: inFunction((variables) => {
      variables.USER_POOL_CLIENT_IDS = 'another';
    }),
    fails: { player: 'signed-in', check: `may ${again}` },
  },
  {
    mistake: 'API Gateway may not invoke the function',
    change: inResource('ScoresApiboardsboardscoresPOSTApiPermission', 'AWS::Lambda::Permission', (permission) => {
      permission.SourceArn = 'arn:aws:execute-api:eu-west-1:123456789012:another/*/*/*';
    }),
    fails: { player: 'guest', check: `may ${submit}` },
  },
  {
    mistake: 'the smoke test may not reach the function that is to refuse it',
    change: inGrant('SmokeTestRole', 'SubmitAsNobody', inResources('/POST/', '/PUT/')),
    fails: { player: 'backend', check: 'may not submit a score, being no player' },
  },
  ...taking.map(
    ([sid, action, fails]): Mutation => ({
      mistake: `the function that takes scores lacks ${action} of ${sid}`,
      change: inGrant('ScoresTakeScoresRole', sid, without(action)),
      fails,
    }),
  ),
  ...deletion.map(
    ([sid, action]): Mutation => ({
      mistake: `the function that deletes players lacks ${action} of ${sid}`,
      change: inGrant('ScoresDeletePlayerRole', sid, without(action)),
      fails: { player: 'backend', check: deletable },
    }),
  ),
  {
    mistake: 'the function that deletes players may delete no accounts',
    change: inGrant('ScoresDeletePlayerRole', 'DeleteAccount', without('cognito-idp:AdminDeleteUser')),
    fails: { player: 'backend', check: 'may be deleted as a player with an account, with all that is theirs' },
    asDeployed: true,
  },
  {
    mistake: 'the function that deletes players deletes identities of another pool',
    change: inGrant('ScoresDeletePlayerRole', 'DeleteIdentity', (statement) => {
      const [key = ''] = Object.keys(statement.Condition.StringEquals);
      statement.Condition.StringEquals[key] =
        `arn:aws:cognito-identity:eu-west-1:123456789012:identitypool/${anotherPool}`;
    }),
    fails: { player: 'backend', check: deletable },
  },
  {
    mistake: 'the API may not call the function that deletes players',
    change: inResource('ScoresApimeDELETEApiPermission', 'AWS::Lambda::Permission', (permission) => {
      permission.SourceArn = 'arn:aws:execute-api:eu-west-1:123456789012:another/v1/DELETE/me';
    }),
    fails: { player: 'guest', check: 'may ask to be deleted, which deletes nothing yet' },
  },
];
