import type { Service } from '../../../../local/http/operation';
import { type Answer, call, newService, playersArn, policyOf } from './harness';

const players = { TableName: 'players' };
const key = { pk: { S: 'a' }, sk: { S: '1' } };
const item = { ...key, secret: { S: 'ruby' } };
const failing = { ConditionExpression: 'attribute_not_exists(pk)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };

let service: Service<object>;
beforeEach(async () => {
  service = newService();
  await call(service, 'PutItem', { ...players, Item: item });
});

const grant = (actions: readonly string[], Condition: object = {}) => ({
  Effect: 'Allow',
  Action: actions.map((action) => `dynamodb:${action}`),
  Resource: playersArn,
  Condition,
});
const writes = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'];
const deny = (Condition: object = {}) => ({ ...grant(['GetItem'], Condition), Effect: 'Deny' });

const update = { ...players, Key: key, UpdateExpression: 'REMOVE secret', ...failing };
const one = (answer: Answer) => answer.body.Item;
const first = (answer: Answer) => answer.body.CancellationReasons?.[0].Item;
const transact = (member: object) => ['TransactWriteItems', { TransactItems: [member] }, first] as const;

describe.each<readonly [string, readonly [string, object, (answer: Answer) => unknown]]>([
  ['PutItem', ['PutItem', { ...players, Item: key, ...failing }, one]],
  ['UpdateItem', ['UpdateItem', update, one]],
  ['DeleteItem', ['DeleteItem', { ...players, Key: key, ...failing }, one]],
  ['a Put', transact({ Put: { ...players, Item: key, ...failing } })],
  ['an Update', transact({ Update: update })],
  ['a Delete', transact({ Delete: { ...players, Key: key, ...failing } })],
  ['a ConditionCheck', transact({ ConditionCheck: { ...players, Key: key, ...failing } })],
])('the item on which the condition of %s fails', (_what, [operation, request, shown]) => {
  test.each<[string, readonly object[], boolean]>([
    ['is shown to whoever may read it', [grant([...writes, 'GetItem'])], true],
    ['is not shown to whoever may write it only', [grant(writes)], false],
    ['is not shown to whoever may query it only', [grant([...writes, 'Query'])], false],
    ['is not shown to whoever is kept from reading', [grant([...writes, 'GetItem']), deny()], false],
    [
      'is not shown to whoever may read some attributes only',
      [grant(writes), grant(['GetItem'], { StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' } })],
      false,
    ],
    [
      "is not shown to whoever may read others' records",
      [grant(writes), grant(['GetItem'], { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['b'] } })],
      false,
    ],
    [
      'is shown to whoever may read their own records',
      [grant(writes), grant(['GetItem'], { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['a'] } })],
      true,
    ],
  ])('%s', async (_who, statements, seen) => {
    const answer = await call(service, operation, request, policyOf(...statements));
    expect(answer.error).toMatch(/^(ConditionalCheckFailed|TransactionCanceled)Exception$/);
    expect(shown(answer)).toEqual(seen ? item : undefined);
  });
});

test.each([
  ['TransactWriteItems', undefined],
  ['TransactGetItems', item],
])('who is kept from reading in %s alone', async (operation, seen) => {
  const policy = policyOf(
    grant([...writes, 'GetItem']),
    deny({ StringEquals: { 'dynamodb:EnclosingOperation': operation } }),
  );
  const [name, request, shown] = transact({ Update: update });
  expect(shown(await call(service, name, request, policy))).toEqual(seen);
});
