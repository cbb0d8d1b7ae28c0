import type { Service } from '../../../../local/http/operation';
import { call, me, newService, playersArn, policyOf, stranger } from './harness';

const mine = `PLAYER#${me}`;
const theirs = `PLAYER#${stranger}`;
const players = { TableName: 'players' };
const key = (pk: string, sk = 'PROFILE') => ({ pk: { S: pk }, sk: { S: sk } });
const older = (pk: string) => ({
  ...players,
  KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: pk }] } },
});

/** What the game grants, on every action so that only the condition can refuse. */
const guarded = policyOf({
  Effect: 'Allow',
  Action: 'dynamodb:*',
  Resource: playersArn,
  Condition: {
    'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'PLAYER#${cognito-identity.amazonaws.com:sub}' },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  },
});

let service: Service<object>;
beforeEach(async () => {
  service = newService();
  for (const pk of [mine, theirs]) await call(service, 'PutItem', { ...players, Item: key(pk) });
});

describe('what is judged is what is executed', () => {
  test.each([
    ['a key written with escapes', `{"TableName":"players","Key":{"\\u0070k":{"S":"${theirs}"},"sk":{"S":"PROFILE"}}}`],
  ])('%s', async (_what, request) => {
    expect((await call(service, 'GetItem', request, guarded)).error).toBe('AccessDeniedException');
    expect((await call(service, 'GetItem', request)).body.Item).toEqual(key(theirs));
  });

  test.each([
    ['a value of two types', { ...players, Key: { pk: { S: mine, N: '1' }, sk: { S: 'PROFILE' } } }],
    ['a key of another type', { ...players, Key: { pk: { N: '1' }, sk: { S: 'PROFILE' } } }],
    ['a key with one attribute too many', { ...players, Key: { ...key(mine), also: { S: theirs } } }],
    [
      'a key hidden in a prototype',
      JSON.stringify({ ...players, Key: { sk: { S: 'PROFILE' } } }).replace(
        '{"sk"',
        `{"__proto__":{"pk":{"S":"${theirs}"}},"sk"`,
      ),
    ],
  ])('%s reads nothing', async (_what, request) => {
    const refused = await call(service, 'GetItem', request, guarded);
    expect(['AccessDeniedException', 'ValidationException']).toContain(refused.error);
    expect((await call(service, 'GetItem', request)).error).toBe('ValidationException');
  });

  test('a key that is there twice reads nothing', async () => {
    const once = `"Key":{"pk":{"S":"${mine}"},"sk":{"S":"PROFILE"}}`;
    const again = `"Key":{"pk":{"S":"${theirs}"},"sk":{"S":"PROFILE"}}`;
    const refused = await call(service, 'GetItem', `{"TableName":"players",${once},${again}}`);
    expect(refused.error).toBe('SerializationException');
    expect((await call(service, 'GetItem', `{"TableName":"players",${once}}`)).body.Item).toEqual(key(mine));
  });

  test.each([
    ['or', 'pk = :me OR pk = :them'],
    ['not', 'NOT pk = :them AND sk = :me'],
    ['in', 'pk IN (:me, :them)'],
    ['between', 'pk BETWEEN :me AND :them'],
    ['a condition twice', 'pk = :me AND pk = :them'],
    ['a nested path', 'pk.pk = :me AND sk = :them'],
    ['two placeholders', ':me = :them'],
    ['a begins_with', 'begins_with(pk, :me) AND sk = :them'],
  ])('a query by %s is refused', async (_what, KeyConditionExpression) => {
    const request = {
      ...players,
      KeyConditionExpression,
      ExpressionAttributeValues: { ':me': { S: mine }, ':them': { S: theirs } },
    };
    expect((await call(service, 'Query', request, guarded)).status).toBe(400);
    expect((await call(service, 'Query', request)).error).toBe('ValidationException');
  });

  test('a query by both kinds of key condition is refused', async () => {
    const request = {
      ...older(mine),
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: theirs } },
    };
    expect((await call(service, 'Query', request, guarded)).error).toBe('ValidationException');
  });

  test('a page of a query cannot begin in another partition', async () => {
    const page = (start: string) => ({ ...older(mine), ExclusiveStartKey: key(start, 'A') });
    expect((await call(service, 'Query', page(mine), guarded)).body.Count).toBe(1);
    expect((await call(service, 'Query', page(theirs), guarded)).error).toBe('ValidationException');
  });

  test('a put and a delete in one member of a batch are refused: only one would be done', async () => {
    const member = { PutRequest: { Item: key(mine) }, DeleteRequest: { Key: key(theirs) } };
    const request = { RequestItems: { players: [member] } };
    expect((await call(service, 'BatchWriteItem', request, guarded)).error).toBe('ValidationException');
  });
});
