import type { CallerKind } from '../../../policy/condition-keys/caller-keys';
import { compileConditions } from '../../../policy/conditions/compile-conditions';
import { PolicyError } from '../../../policy/policy-error';
import { type Account, accountOnHand, type Seen } from './account';
import { names } from './tagged-game';

type Call = readonly [service: string, shape: Parameters<Account['call']>[2]];

const listing: Call = ['s3', { method: 'GET', path: `/${names.bucket}`, query: { 'list-type': '2' } }];
const short: Call = ['s3', { method: 'GET', path: `/${names.bucket}`, query: { 'list-type': '2', 'max-keys': '5' } }];
const tags: Call = ['s3', { method: 'GET', path: `/${names.bucket}/k`, query: { tagging: '' } }];
const body = JSON.stringify({ TableName: names.table, Key: { pk: { S: 'a' }, sk: { S: 'b' } } });
const item: Call = ['dynamodb', { headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem' }, body }];

const mfa = 'aws:MultiFactorAuthPresent';
const service = 'aws:PrincipalIsAWSService';

let account: Account;
beforeAll(async () => {
  account = await accountOnHand();
  const headers = { 'x-amz-tagging': 'team=red' };
  await account.call('user', 's3', { method: 'PUT', path: `/${names.bucket}/k`, headers, body: 'x' });
});

// The conditions that were answered otherwise while the key was simply absent stand beside a control.
test.each<readonly [CallerKind, Call, condition: object, inAllow: boolean, inDeny: boolean]>([
  ['web identity', item, { BoolIfExists: { [mfa]: 'false' } }, true, true],
  ['web identity', item, { Bool: { [mfa]: 'false' } }, false, true],
  ['web identity', item, { BoolIfExists: { [mfa]: 'true' } }, false, true],
  ['web identity', item, { Bool: { [mfa]: 'true' } }, false, false],
  ['function', item, { Bool: { [mfa]: 'false' } }, true, true],
  ['function', item, { BoolIfExists: { [mfa]: 'true' } }, false, false],
  ['user', item, { Null: { [mfa]: 'true' } }, true, true],
  ['user', item, { Bool: { [mfa]: 'false' } }, false, false],
  ['web identity', item, { Bool: { [service]: 'false' } }, true, true],
  ['user', item, { BoolIfExists: { [service]: 'true' } }, false, false],
  ['anonymous', listing, { Null: { [service]: 'true' } }, true, true],
  ['anonymous', listing, { StringEquals: { 'aws:PrincipalAccount': 'anonymous' } }, true, true],
  ['anonymous', listing, { StringEqualsIfExists: { 'aws:PrincipalAccount': '123456789012' } }, false, false],
  ['user', listing, { StringEqualsIfExists: { 'aws:PrincipalAccount': '123456789012' } }, true, true],
  ['anonymous', listing, { StringEquals: { 'aws:userid': 'anonymous' } }, true, true],
  ['user', listing, { StringEquals: { 'aws:userid': 'anonymous' } }, false, false],
  ['user', listing, { NumericLessThanEqualsIfExists: { 's3:max-keys': '10' } }, false, false],
  ['user', listing, { NumericGreaterThan: { 's3:max-keys': '10' } }, true, true],
  ['user', short, { NumericLessThanEqualsIfExists: { 's3:max-keys': '10' } }, true, true],
  ['user', tags, { StringEquals: { 's3:ExistingObjectTag/team': 'red' } }, true, true],
  ['user', tags, { StringEquals: { 's3:ExistingObjectTag/team': 'blue' } }, false, false],
  ['user', item, { StringEquals: { 'aws:ResourceTag/Team': 'red' } }, true, true],
  ['user', item, { StringEquals: { 'aws:ResourceTag/Team': 'blue' } }, false, false],
  ['user', item, { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } }, false, true],
  ['user', item, { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, false, true],
  [
    'function',
    item,
    { ArnLike: { 'lambda:SourceFunctionArn': `arn:aws:lambda:*:*:function:${names.lambda}` } },
    true,
    true,
  ],
  ['user', item, { Null: { 'lambda:SourceFunctionArn': 'true' } }, true, true],
])('%s, %j, %j', async (kind, [signingName, shape], condition, inAllow, inDeny) => {
  const { seen } = await account.watched(() => account.call(kind, signingName, shape));
  const [first] = seen as [Seen];
  const [compiled] = compileConditions(condition, true, (problem) => new PolicyError(problem));
  expect(compiled?.holds(first.keys, 'Allow')).toBe(inAllow);
  expect(compiled?.holds(first.keys, 'Deny')).toBe(inDeny);
});
