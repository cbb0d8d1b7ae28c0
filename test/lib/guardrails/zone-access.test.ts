import { playerGrants } from '../../../lib/guardrails/player-grants';
import { findings } from './findings';

const sub = '${cognito-identity.amazonaws.com:sub}';
const clan = '${aws:PrincipalTag/clan}';
const subject = '${accounts.google.com:sub}';
const trusts = {
  guests: {
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Condition: { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' } },
  },
  'signed-in players': {
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Condition: { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } },
  },
  'players without the pool': { Principal: { Federated: 'accounts.google.com' } },
};
/** What each grant of a put must say; the other actions on files don't mind. */
const puts = {
  StringEqualsIfExists: { 's3:x-amz-storage-class': 'STANDARD', 's3:x-amz-server-side-encryption': 'AES256' },
  Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'true' },
};
type Players = keyof typeof trusts;
/** Whether the guardrail lets a role for these players have this action there. */
function passes(players: Players, Action: string, where: string): boolean {
  const statement = Action.startsWith('dynamodb:')
    ? {
        Resource: 'arn:aws:dynamodb:eu-west-1:123456789012:table/records',
        Condition: {
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [where] },
          Null: { 'dynamodb:LeadingKeys': 'false' },
        },
      }
    : Action === 's3:ListBucket'
      ? { Resource: 'arn:aws:s3:::files', Condition: { StringLike: { 's3:prefix': where } } }
      : { Resource: { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'Bucket' }, `/${where}`]] }, Condition: puts };
  const Statement = [{ Effect: 'Allow', Action, ...statement }];
  return (
    findings(playerGrants, {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', ...trusts[players] }] },
          Policies: [{ PolicyDocument: { Statement } }],
        },
      },
    }).length === 0
  );
}
const each = (Action: string, where: string) =>
  Object.keys(trusts).filter((players) => passes(players as Players, Action, where));

test.each<[string, string, string, Players[]]>([
  ['own private files are written', 's3:PutObject', `private/${sub}/*`, ['guests', 'signed-in players']],
  ['own private files are listed', 's3:ListBucket', `private/${sub}/*`, ['guests', 'signed-in players']],
  ['own protected files are written', 's3:PutObject', `protected/${sub}/*`, ['signed-in players']],
  ['every protected file is read', 's3:GetObject', 'protected/*', ['signed-in players']],
  ['every protected file is deleted, by moderators', 's3:DeleteObject', 'protected/*', ['signed-in players']],
  ['every public file is read', 's3:GetObject', 'public/*', Object.keys(trusts) as Players[]],
  ['boards are read', 'dynamodb:Query', 'BOARD#*', Object.keys(trusts) as Players[]],
  ['rows of boards are deleted, by moderators', 'dynamodb:DeleteItem', 'BOARD#*', ['signed-in players']],
  ['the own ledger is read', 'dynamodb:GetItem', `LEDGER#${sub}`, ['signed-in players']],
  ['a clan’s files are written', 's3:PutObject', `clans/${clan}/*`, ['signed-in players']],
  ['a clan’s records are written', 'dynamodb:PutItem', `CLAN#${clan}`, ['signed-in players']],
  ['a subject’s files are written', 's3:PutObject', `federated/google/${subject}/*`, ['players without the pool']],
  ['a subject’s records are written', 'dynamodb:PutItem', `FEDERATED#google#${subject}`, ['players without the pool']],
])('%s: %s on %s is granted to %p alone', (_, action, where, players) => {
  expect(each(action, where)).toEqual(players);
});

test.each([
  ['s3:GetObject', '*'],
  ['s3:GetObject', 'secret/x'],
  ['s3:GetObject', 'private/*'],
  ['s3:GetObject', `private/${sub}*`],
  ['s3:GetObject', `private/x${sub}/*`],
  ['s3:GetObject', 'private/${aws:username}/*'],
  ['s3:GetObject', `private/${clan}/*`],
  ['s3:PutObject', 'protected/*'],
  ['s3:PutObject', 'public/*'],
  ['s3:DeleteObject', 'public/*'],
  ['s3:GetObject', 'clans/*'],
  ['s3:GetObject', 'federated/google/*'],
  ['s3:GetObject', `federated/*/${subject}/*`],
  ['s3:GetObject', `federated/${subject}/*`],
  ['s3:ListBucket', 'private/*'],
  ['s3:ListBucket', 'protected/*'],
  ['s3:ListBucket', 'public/*'],
  ['dynamodb:PutItem', `LEDGER#${sub}`],
  ['dynamodb:DeleteItem', `LEDGER#${sub}`],
  ['dynamodb:UpdateItem', 'BOARD#*'],
  ['dynamodb:GetItem', 'LEDGER#*'],
  ['dynamodb:GetItem', 'CLAN#*'],
  ['dynamodb:GetItem', `OTHER#${sub}`],
])('%s on %s is granted to nobody', (action, where) => {
  expect(each(action, where)).toEqual([]);
});
