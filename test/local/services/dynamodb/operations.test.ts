import type { Service } from '../../../../local/http/operation';
import { call, newService, playersArn } from './harness';

const key = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });

let service: Service<object>;
beforeEach(() => {
  service = newService();
});

async function put(item: object, table = 'players') {
  const answer = await call(service, 'PutItem', { TableName: table, Item: item });
  expect(answer).toEqual({ status: 200, body: {} });
}

describe('items', () => {
  test('what is put is got, and gone once deleted', async () => {
    const item = {
      ...key('a', '1'),
      score: { N: '007' },
      bag: { M: { gems: { L: [{ S: 'ruby' }, { BOOL: true }] } } },
    };
    await put(item);
    const got = await call(service, 'GetItem', { TableName: 'players', Key: key('a', '1') });
    expect(got.body.Item).toEqual({ ...item, score: { N: '7' } });

    await call(service, 'DeleteItem', { TableName: 'players', Key: key('a', '1') });
    expect((await call(service, 'GetItem', { TableName: 'players', Key: key('a', '1') })).body).toEqual({});
  });

  test('an update counts up and answers the new value', async () => {
    await put({ ...key('a', '1'), coins: { N: '5' } });
    const { body } = await call(service, 'UpdateItem', {
      TableName: 'players',
      Key: key('a', '1'),
      UpdateExpression: 'ADD coins :more SET title = if_not_exists(title, :title)',
      ExpressionAttributeValues: { ':more': { N: '3' }, ':title': { S: 'novice' } },
      ReturnValues: 'ALL_NEW',
    });
    expect(body.Attributes).toEqual({ ...key('a', '1'), coins: { N: '8' }, title: { S: 'novice' } });
  });

  test('a condition that does not hold leaves the item alone', async () => {
    await put({ ...key('a', '1'), coins: { N: '5' } });
    const conditional = (Item: object) =>
      call(service, 'PutItem', { TableName: 'players', Item, ConditionExpression: 'attribute_not_exists(pk)' });
    expect(await conditional({ ...key('a', '1'), coins: { N: '99' } })).toMatchObject({
      status: 400,
      error: 'ConditionalCheckFailedException',
    });
    expect((await call(service, 'GetItem', { TableName: 'players', Key: key('a', '1') })).body.Item.coins.N).toBe('5');
    expect((await conditional({ ...key('a', '2') })).status).toBe(200);
  });

  test('an attribute may be called constructor, and is absent until it is set', async () => {
    const update = {
      TableName: 'players',
      Key: key('a', '1'),
      UpdateExpression: 'SET #c = if_not_exists(#c, :v)',
      ConditionExpression: 'attribute_not_exists(#c)',
      ExpressionAttributeNames: { '#c': 'constructor' },
      ExpressionAttributeValues: { ':v': { S: 'Ferrari' } },
      ReturnValues: 'ALL_NEW',
    };
    expect((await call(service, 'UpdateItem', update)).body.Attributes.constructor).toEqual({ S: 'Ferrari' });
    expect((await call(service, 'UpdateItem', update)).error).toBe('ConditionalCheckFailedException');
  });
});

describe('query and scan', () => {
  beforeEach(async () => {
    for (const sk of ['SAVE#2', 'SAVE#1', 'PROFILE', 'SAVE#10']) await put(key('a', sk));
    await put(key('b', 'SAVE#1'));
  });

  test('a query answers one partition in the order of its sort keys', async () => {
    const { body } = await call(service, 'Query', {
      TableName: 'players',
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :save)',
      ExpressionAttributeValues: { ':pk': { S: 'a' }, ':save': { S: 'SAVE#' } },
    });
    expect(body.Items.map((item: { sk: { S: string } }) => item.sk.S)).toEqual(['SAVE#1', 'SAVE#10', 'SAVE#2']);
  });

  test('a query backwards, page by page, meets every item once', async () => {
    const seen: string[] = [];
    let start: object | undefined;
    do {
      const { body } = await call(service, 'Query', {
        TableName: 'players',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'a' } },
        ScanIndexForward: false,
        Limit: 3,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      });
      seen.push(...body.Items.map((item: { sk: { S: string } }) => item.sk.S));
      start = body.LastEvaluatedKey;
    } while (start !== undefined);
    expect(seen).toEqual(['SAVE#2', 'SAVE#10', 'SAVE#1', 'PROFILE']);
  });

  test('a scan meets every item of its table and of no other', async () => {
    await put(key('z', '1'), 'indexed');
    expect((await call(service, 'Scan', { TableName: 'players' })).body.Count).toBe(5);
    expect((await call(service, 'Scan', { TableName: 'indexed' })).body.Count).toBe(1);
  });

  test('an index follows the items that are written', async () => {
    const inClan = (clan: string) =>
      call(service, 'Query', {
        TableName: 'indexed',
        IndexName: 'byClan',
        KeyConditionExpression: 'clan = :clan',
        ExpressionAttributeValues: { ':clan': { S: clan } },
      });
    await put({ ...key('a', '1'), clan: { S: 'red' } }, 'indexed');
    expect((await inClan('red')).body.Items).toHaveLength(1);
    await put({ ...key('a', '1'), clan: { S: 'blue' } }, 'indexed');
    expect((await inClan('red')).body.Items).toHaveLength(0);
    expect((await inClan('blue')).body.Items).toHaveLength(1);
  });
});

describe('batches', () => {
  test('a batch writes and reads in several tables', async () => {
    const written = await call(service, 'BatchWriteItem', {
      RequestItems: {
        players: [{ PutRequest: { Item: key('a', '1') } }, { DeleteRequest: { Key: key('a', '2') } }],
        indexed: [{ PutRequest: { Item: key('b', '1') } }],
      },
    });
    expect(written.body).toEqual({ UnprocessedItems: {} });
    const { body } = await call(service, 'BatchGetItem', {
      RequestItems: { players: { Keys: [key('a', '1'), key('a', '2')] }, indexed: { Keys: [key('b', '1')] } },
    });
    expect(body.Responses).toEqual({ players: [key('a', '1')], indexed: [key('b', '1')] });
  });

  test('a batch that has one wrong key writes nothing', async () => {
    const batch = (last: object) => ({
      RequestItems: { players: [{ PutRequest: { Item: key('a', '1') } }, { PutRequest: { Item: last } }] },
    });
    expect((await call(service, 'BatchWriteItem', batch({ pk: { N: '1' }, sk: { S: '1' } }))).error).toBe(
      'ValidationException',
    );
    expect((await call(service, 'Scan', { TableName: 'players' })).body.Count).toBe(0);
    expect((await call(service, 'BatchWriteItem', batch(key('a', '2')))).status).toBe(200);
    expect((await call(service, 'Scan', { TableName: 'players' })).body.Count).toBe(2);
  });
});

test.each([
  ['Scan', {}],
  ['Query', { KeyConditionExpression: 'clan = :clan', ExpressionAttributeValues: { ':clan': { S: 'red' } } }],
])('%s of a global index is not consistent', async (operation, more) => {
  const read = { TableName: 'indexed', IndexName: 'byClan', ...more };
  expect((await call(service, operation, { ...read, ConsistentRead: true })).error).toBe('ValidationException');
  expect((await call(service, operation, read)).status).toBe(200);
});

describe('what the local DynamoDB does not perform', () => {
  test.each([
    ['CreateTable', { TableName: 'players' }],
    ['UpdateTimeToLive', { TableName: 'players' }],
    ['TagResource', { ResourceArn: playersArn, Tags: [] }],
  ])('%s is refused even to whoever may do everything', async (operation, body) => {
    expect(await call(service, operation, body)).toMatchObject({ status: 501, error: 'NotImplemented' });
  });

  test('an operation that DynamoDB never had is refused', async () => {
    expect((await call(service, 'DropEverything', {})).error).toBe('UnknownOperationException');
  });
});
