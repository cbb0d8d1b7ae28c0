import type { Service } from '../../../../local/http/operation';
import { call, me, newService, playersArn, policyOf, stranger } from './harness';

const mine = `PLAYER#${me}`;
const theirs = `PLAYER#${stranger}`;
const players = { TableName: 'players' };
const key = (pk: string, sk = 'PROFILE') => ({ pk: { S: pk }, sk: { S: sk } });

const ownLeadingKey = {
  'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'PLAYER#${cognito-identity.amazonaws.com:sub}' },
};
const noRequestWithoutKey = { Null: { 'dynamodb:LeadingKeys': 'false' } };

function grant(condition: object, resource = playersArn) {
  return policyOf({ Effect: 'Allow', Action: 'dynamodb:*', Resource: resource, Condition: condition });
}

/** What the game grants, on every action so that only the condition can refuse. */
const guarded = grant({ ...ownLeadingKey, ...noRequestWithoutKey });
const unguarded = grant(ownLeadingKey);

let service: Service<object>;
beforeEach(async () => {
  service = newService();
  for (const pk of [mine, theirs]) await call(service, 'PutItem', { ...players, Item: key(pk) });
});

const aliased = (pk: string) => ({
  ...players,
  KeyConditionExpression: ':value = #name AND begins_with(sk, :start)',
  ExpressionAttributeNames: { '#name': 'pk' },
  ExpressionAttributeValues: { ':value': { S: pk }, ':start': { S: 'P' } },
});
const older = (pk: string) => ({
  ...players,
  KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: pk }] } },
});
const byKey = (pk: string) => ({ ...players, Key: key(pk) });
const put = (pk: string) => ({ PutRequest: { Item: key(pk) } });

describe("a player reaches their own record and nobody else's", () => {
  test.each([
    ['GetItem', byKey],
    ['PutItem', (pk: string) => ({ ...players, Item: key(pk) })],
    ['UpdateItem', (pk: string) => ({ ...byKey(pk), UpdateExpression: 'SET note = pk' })],
    ['DeleteItem', byKey],
    ['Query', aliased],
    ['Query', older],
    ['BatchGetItem', (pk: string) => ({ RequestItems: { players: { Keys: [key(pk)] } } })],
    ['BatchWriteItem', (pk: string) => ({ RequestItems: { players: [put(pk)] } })],
    ['BatchWriteItem', (pk: string) => ({ RequestItems: { players: [{ DeleteRequest: { Key: key(pk) } }] } })],
  ] as const)('with %s', async (operation, request) => {
    expect(await call(service, operation, request(mine), guarded)).toMatchObject({ status: 200 });
    expect(await call(service, operation, request(theirs), guarded)).toMatchObject({
      status: 400,
      error: 'AccessDeniedException',
    });
  });

  test("a batch that holds one of another's keys is refused whole", async () => {
    const get = (...keys: string[]) => ({ RequestItems: { players: { Keys: keys.map((sk) => key(...parts(sk))) } } });
    const parts = (text: string) => text.split('/') as [string, string];
    const own = get(`${mine}/PROFILE`, `${mine}/SAVE#1`);
    const mixed = get(`${mine}/PROFILE`, `${theirs}/PROFILE`);
    expect((await call(service, 'BatchGetItem', own, guarded)).status).toBe(200);
    expect((await call(service, 'BatchGetItem', mixed, guarded)).error).toBe('AccessDeniedException');

    const writes = (...pks: string[]) => ({
      RequestItems: { players: pks.map((pk) => ({ PutRequest: { Item: { ...key(pk), new: { BOOL: true } } } })) },
    });
    expect((await call(service, 'BatchWriteItem', writes(mine, theirs), guarded)).error).toBe('AccessDeniedException');
    const { body } = await call(service, 'Scan', players);
    expect(body.Items).not.toContainEqual(expect.objectContaining({ new: { BOOL: true } }));
    expect((await call(service, 'BatchWriteItem', writes(mine), guarded)).status).toBe(200);
  });

  test('a batch needs leave for each of its tables', async () => {
    const request = { RequestItems: { players: [put(mine)], indexed: [put(mine)] } };
    expect((await call(service, 'BatchWriteItem', request, guarded)).error).toBe('AccessDeniedException');
    const both = grant({ ...ownLeadingKey, ...noRequestWithoutKey }, 'arn:aws:dynamodb:*:*:table/*');
    expect((await call(service, 'BatchWriteItem', request, both)).status).toBe(200);
  });

  test('the leave for puts and deletes is none for batches, nor the other way round', async () => {
    const only = (action: string) => policyOf({ Effect: 'Allow', Action: action, Resource: playersArn });
    const batch = { RequestItems: { players: [put(mine)] } };
    const single = { ...players, Item: key(mine) };
    expect((await call(service, 'BatchWriteItem', batch, only('dynamodb:PutItem'))).error).toBe(
      'AccessDeniedException',
    );
    expect((await call(service, 'PutItem', single, only('dynamodb:PutItem'))).status).toBe(200);
    expect((await call(service, 'PutItem', single, only('dynamodb:BatchWriteItem'))).error).toBe(
      'AccessDeniedException',
    );
    expect((await call(service, 'BatchWriteItem', batch, only('dynamodb:BatchWriteItem'))).status).toBe(200);
  });
});

describe('a request without a leading key', () => {
  const filtered = {
    ...players,
    FilterExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: mine } },
  };

  test('a scan is refused, even one that filters for their own key', async () => {
    for (const scan of [players, filtered]) {
      expect((await call(service, 'Scan', scan, guarded)).error).toBe('AccessDeniedException');
      expect((await call(service, 'Scan', scan)).status).toBe(200);
    }
  });

  test('without the Null guard a scan passes ForAllValues: the trap is real', async () => {
    expect((await call(service, 'Scan', players, unguarded)).body.Count).toBe(2);
    expect((await call(service, 'GetItem', byKey(theirs), unguarded)).error).toBe('AccessDeniedException');
  });

  test('a table that does not exist is judged first, and then not found', async () => {
    const nowhere = { TableName: 'nowhere', Key: key(mine) };
    expect((await call(service, 'GetItem', nowhere, guarded)).error).toBe('AccessDeniedException');
    expect((await call(service, 'GetItem', nowhere)).error).toBe('ResourceNotFoundException');
  });
});

describe('an index', () => {
  const query = (clan: string) => ({
    TableName: 'indexed',
    IndexName: 'byClan',
    KeyConditionExpression: 'clan = :clan',
    ExpressionAttributeValues: { ':clan': { S: clan } },
  });
  const table = 'arn:aws:dynamodb:eu-central-1:123456789012:table/indexed';

  test('is a resource of its own: the leave for the table is none for it', async () => {
    expect(
      (
        await call(
          service,
          'Query',
          query('red'),
          policyOf({ Effect: 'Allow', Action: 'dynamodb:Query', Resource: table }),
        )
      ).error,
    ).toBe('AccessDeniedException');
    expect(
      (
        await call(
          service,
          'Query',
          query('red'),
          policyOf({ Effect: 'Allow', Action: 'dynamodb:Query', Resource: `${table}/index/*` }),
        )
      ).status,
    ).toBe(200);
  });

  test("has its own leading key, not the table's", async () => {
    const policy = grant({ ...ownLeadingKey, ...noRequestWithoutKey }, `${table}/index/*`);
    expect((await call(service, 'Query', query('red'), policy)).error).toBe('AccessDeniedException');
    expect((await call(service, 'Query', query(mine), policy)).status).toBe(200);
  });
});

describe('a transaction is judged whole before anything of it is done', () => {
  const write = (pk: string) => ({
    TransactItems: [
      { Put: { ...players, Item: { ...key(mine), new: { BOOL: true } } } },
      { ConditionCheck: { ...players, Key: key(pk, 'SAVE#1'), ConditionExpression: 'attribute_not_exists(pk)' } },
    ],
  });

  test("one that touches another's record is denied and writes nothing, one's own is done", async () => {
    expect((await call(service, 'TransactWriteItems', write(theirs), guarded)).error).toBe('AccessDeniedException');
    expect((await call(service, 'GetItem', byKey(mine))).body.Item).toEqual(key(mine));
    expect((await call(service, 'TransactWriteItems', write(mine), guarded)).status).toBe(200);
    expect((await call(service, 'GetItem', byKey(mine))).body.Item).toMatchObject({ new: { BOOL: true } });
    const get = (pk: string) => ({ TransactItems: [{ Get: byKey(pk) }] });
    expect((await call(service, 'TransactGetItems', get(theirs), guarded)).error).toBe('AccessDeniedException');
    expect((await call(service, 'TransactGetItems', get(mine), guarded)).status).toBe(200);
  });

  test('a policy can single out what runs in a transaction', async () => {
    const only = grant({ StringEquals: { 'dynamodb:EnclosingOperation': 'TransactWriteItems' } });
    expect((await call(service, 'TransactWriteItems', write(mine), only)).status).toBe(200);
    expect((await call(service, 'PutItem', { ...players, Item: key(mine) }, only)).error).toBe('AccessDeniedException');
  });
});

test("the refusal is IAM's sentence, under the name that the SDKs look for", async () => {
  const { body } = await call(service, 'GetItem', byKey(theirs), guarded);
  expect(body.__type).toBe('com.amazon.coral.service#AccessDeniedException');
  expect(body.message).toContain('dynamodb:GetItem');
});
