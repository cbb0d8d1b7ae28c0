import { tableCollections } from '../../../../local/services/dynamodb/kept-tables';
import { inMemory } from '../../../../local/state/in-memory';
import { left } from '../../state/kept/restart';
import { WatchingKeeper } from '../../state/kept/watching-keeper';
import { call, newService, restarted, stackOf, tableResource, tablesOf, testStack } from './harness';

type Call = readonly [operation: string, body: object];

const item = (pk: string, more: object = {}) => ({ pk: { S: pk }, sk: { S: 'a' }, ...more });
const put = (pk: string, more: object = {}): Call => ['PutItem', { TableName: 'indexed', Item: item(pk, more) }];
const Key = { pk: { S: 'p' }, sk: { S: 'a' } };
const red = { clan: { S: 'red' } };
const statement = (Statement: string) => ({ Statement });
const insert = (pk: string) => statement(`INSERT INTO indexed VALUE {'pk': '${pk}', 'sk': 'a', 'clan': 'red'}`);

/** Each way to write, by name; an item `p` of the red clan is there before. */
const writes: Readonly<Record<string, Call>> = {
  PutItem: put('q', red),
  'PutItem in place of another': put('p', { clan: { S: 'blue' } }),
  'PutItem of all types': put('q', {
    __proto__x: { S: 'x' },
    n: { N: '-1.5' },
    b: { B: 'AAEC' },
    sets: { M: { s: { SS: ['a', 'b'] }, n: { NS: ['1', '2'] }, b: { BS: ['AA=='] } } },
    list: { L: [{ NULL: true }, { BOOL: false }, { S: '' }, { M: {} }, { L: [] }] },
    '☃': { S: '\u{1f600}' },
    7: { S: 'a number for a name' },
    constructor: { S: 'a name that objects have' },
  }),
  UpdateItem: [
    'UpdateItem',
    {
      TableName: 'indexed',
      Key,
      UpdateExpression: 'SET clan = :c',
      ExpressionAttributeValues: { ':c': { S: 'blue' } },
    },
  ],
  DeleteItem: ['DeleteItem', { TableName: 'indexed', Key }],
  BatchWriteItem: [
    'BatchWriteItem',
    { RequestItems: { indexed: [{ DeleteRequest: { Key } }, { PutRequest: { Item: item('q', red) } }] } },
  ],
  TransactWriteItems: [
    'TransactWriteItems',
    {
      TransactItems: [
        { Delete: { TableName: 'indexed', Key } },
        { Put: { TableName: 'indexed', Item: item('q', red) } },
        { Put: { TableName: 'players', Item: item('q') } },
      ],
    },
  ],
  ExecuteStatement: ['ExecuteStatement', insert('q')],
  BatchExecuteStatement: ['BatchExecuteStatement', { Statements: [insert('q'), insert('r')] }],
  ExecuteTransaction: ['ExecuteTransaction', { TransactStatements: [insert('q'), insert('r')] }],
};

const reads: readonly Call[] = [
  ['Scan', { TableName: 'indexed' }],
  ['Scan', { TableName: 'players' }],
  ['Scan', { TableName: 'indexed', IndexName: 'byClan' }],
  ...['red', 'blue'].map(
    (clan): Call => [
      'Query',
      {
        TableName: 'indexed',
        IndexName: 'byClan',
        KeyConditionExpression: 'clan = :c',
        ExpressionAttributeValues: { ':c': { S: clan } },
      },
    ],
  ),
  ['DescribeTable', { TableName: 'indexed' }],
  ['DescribeContinuousBackups', { TableName: 'indexed' }],
  ['ListTables', {}],
];

type Service = ReturnType<typeof newService>;

async function told(service: Service, calls: readonly Call[] = reads) {
  const answers = [];
  for (const one of calls) answers.push(await call(service, ...one));
  return answers;
}

async function withItem(): Promise<Service> {
  const service = newService();
  await call(service, ...put('p', red));
  return service;
}

const later = { now: () => 1_700_000_300_000 };

describe('a later process tells what the one before wrote', () => {
  test.each(Object.entries(writes))('by %s', async (_name, write) => {
    const service = await withItem();
    const untouched = await told(service);
    expect(await call(service, ...write)).toMatchObject({ status: 200 });
    const before = await told(service);
    expect(before).not.toEqual(untouched);
    const next = restarted(service, undefined, later);
    expect(await told(next)).toEqual(before);
    // What is written next is written as it would have been, into the indexes too.
    for (const one of [put('p', { clan: { S: 'blue' } }), put('z', red)]) {
      expect(await call(next, ...one)).toEqual(await call(service, ...one));
    }
    expect(await told(next)).toEqual(await told(service));
  });
});

describe('what was refused or taken back is not there later', () => {
  const never = { ConditionExpression: 'attribute_not_exists(pk)' };
  test.each<[string, Call]>([
    ['a put on a condition', ['PutItem', { TableName: 'indexed', Item: item('p'), ...never }]],
    [
      'a transaction',
      [
        'TransactWriteItems',
        {
          TransactItems: [
            { Put: { TableName: 'indexed', Item: item('q', red) } },
            { Put: { TableName: 'indexed', Item: item('p'), ...never } },
          ],
        },
      ],
    ],
    ['a transaction of statements', ['ExecuteTransaction', { TransactStatements: [insert('q'), insert('p')] }]],
  ])('%s', async (_name, refused) => {
    const service = await withItem();
    const before = await told(service);
    expect((await call(service, ...refused)).status).toBe(400);
    expect(await told(restarted(service))).toEqual(before);
  });
});

describe('a transaction is done once, whichever process is asked again', () => {
  const add = {
    TableName: 'indexed',
    Key,
    UpdateExpression: 'ADD n :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  };
  test.each<[string, Call]>([
    ['TransactWriteItems', ['TransactWriteItems', { TransactItems: [{ Update: add }], ClientRequestToken: 'once' }]],
    ['ExecuteTransaction', ['ExecuteTransaction', { TransactStatements: [insert('q')], ClientRequestToken: 'once' }]],
  ])('%s', async (_name, transaction) => {
    const service = await withItem();
    await call(service, ...transaction);
    const before = await told(service);
    const next = restarted(service, undefined, later);
    expect((await call(next, ...transaction)).status).toBe(200);
    expect(await told(next)).toEqual(before);
    const other: Call = [transaction[0], { ...transaction[1], ReturnConsumedCapacity: 'TOTAL' }];
    expect((await call(next, ...other)).error).toBe('IdempotentParameterMismatchException');
    // After ten minutes the token means nothing any more.
    const tenMinutesOn = restarted(service, undefined, { now: () => 1_700_000_600_000 });
    expect((await call(tenMinutesOn, ...other)).error).not.toBe('IdempotentParameterMismatchException');
  });
});

test('a table’s past is as it was: when it was made, its ID, by what its items expire', () => {
  const keeper = new WatchingKeeper();
  const tables = tablesOf([testStack], keeper);
  const standing = tables.find('players');
  if (standing === undefined) throw new Error('no table');
  const description = { ...standing.description, TableId: 'another' };
  tables.change({ ...standing, description, createdAt: 7, timeToLiveAttribute: 'expires' });
  keeper.check(tableCollections(tables));
  const next = tablesOf([testStack]);
  for (const [name, key, text] of left(tableCollections(tables))) {
    tableCollections(next)
      .find((one) => one.name === name)
      ?.restore(key, JSON.parse(text));
  }
  expect(next.find('players')).toEqual(tables.find('players'));
  expect(next.find('numbers')?.timeToLiveAttribute).toBeUndefined();
});

test('what is of a table that is gone is dropped, and a table that is removed takes its items along', async () => {
  const records = left(tableCollections(withTables()));
  const keeper = new WatchingKeeper();
  const tables = tablesOf([stackOf([tableResource('other', keysOf())])], keeper);
  keeper.check(tableCollections(tables));
  for (const [name, key, text] of records) {
    tableCollections(tables)
      .find((one) => one.name === name)
      ?.restore(key, JSON.parse(text));
  }
  expect(keeper.announced).toEqual(records.map(([name, key]) => `${name} ${key}`));
  const owner = new WatchingKeeper();
  const all = withTables(owner);
  owner.check(tableCollections(all));
  for (const { description } of all.all) all.remove(description.TableName);
  owner.check(tableCollections(all));
  expect(left(tableCollections(all))).toEqual([]);
});

function withTables(keeper: WatchingKeeper | typeof inMemory = inMemory) {
  const tables = tablesOf([testStack], keeper);
  const request = tables.engine.check('PutItem', { TableName: 'players', Item: item('p') });
  tables.engine.perform('PutItem', request);
  return tables;
}

function keysOf() {
  return {
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  };
}

test.each<[string, string, object, object]>([
  [
    'NextToken',
    'ExecuteStatement',
    { Statement: 'SELECT * FROM indexed', Limit: 1 },
    { Statement: 'SELECT pk FROM indexed' },
  ],
  ['LastEvaluatedKey', 'Scan', { TableName: 'indexed', Limit: 1 }, { TableName: 'players', IndexName: 'none' }],
])('a %s of %s goes on after a restart; with another request it is refused', async (token, operation, page, other) => {
  const service = newService();
  for (const pk of ['p', 'q', 'r']) await call(service, ...put(pk));
  const member = token === 'NextToken' ? token : 'ExclusiveStartKey';
  const first = await call(service, operation, page);
  const rest = (on: typeof service) => call(on, operation, { ...page, Limit: 9, [member]: first.body[token] });
  const before = await rest(service);
  expect(before.body.Items).toHaveLength(2);
  const next = restarted(service);
  expect(await rest(next)).toEqual(before);
  expect((await call(next, operation, { ...other, [member]: first.body[token] })).error).toBe('ValidationException');
  // Where it says more than a key, no other account can read it.
  if (token === 'NextToken') expect((await rest(newService())).body.message).toContain('Invalid NextToken');
});
