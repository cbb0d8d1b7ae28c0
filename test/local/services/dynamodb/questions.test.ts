import { newService, playersArn, questions } from './harness';

const service = newService();
const indexedArn = playersArn.replace('players', 'indexed');
const players = { TableName: 'players' };
const key = { pk: { S: 'a' }, sk: { S: '1' } };
/** Left out: absent or `NONE`, which of the two is unconfirmed. */
const none = { 'dynamodb:returnconsumedcapacity': { uncertain: [undefined, 'NONE'] } };

/** The one question about a call, its keys as a plain object. */
async function asked(operation: string, body: object) {
  const [question, ...others] = await questions(service, operation, body);
  expect(others).toEqual([]);
  return { ...question, context: Object.fromEntries(question?.context ?? []) };
}

test('a read of whole items says so', async () => {
  expect(await asked('GetItem', { ...players, Key: key })).toEqual({
    action: 'dynamodb:GetItem',
    resource: playersArn,
    context: {
      ...none,
      'dynamodb:leadingkeys': ['a'],
      'dynamodb:attributes': ['pk', 'sk'],
      'dynamodb:select': 'ALL_ATTRIBUTES',
    },
  });
});

test('a read of some attributes names them', async () => {
  const { context } = await asked('GetItem', {
    ...players,
    Key: key,
    ProjectionExpression: '#n.deep, bag[0]',
    ExpressionAttributeNames: { '#n': 'note' },
    ReturnConsumedCapacity: 'TOTAL',
  });
  expect(context).toMatchObject({
    'dynamodb:attributes': ['pk', 'sk', 'note', 'bag'],
    'dynamodb:select': 'SPECIFIC_ATTRIBUTES',
    'dynamodb:returnconsumedcapacity': 'TOTAL',
  });
});

test('an update names what it writes, what it reads and what it asks', async () => {
  const { context } = await asked('UpdateItem', {
    ...players,
    Key: key,
    UpdateExpression: 'SET a = if_not_exists(b, :v) + c.d, e = f REMOVE g ADD h :v',
    ConditionExpression: 'i < :v AND attribute_exists(j.k)',
    ExpressionAttributeValues: { ':v': { N: '1' } },
    ReturnValues: 'ALL_NEW',
  });
  expect((context['dynamodb:attributes'] as string[]).sort()).toEqual([...'abcefghij', 'pk', 'sk']);
  expect(context['dynamodb:returnvalues']).toBe('ALL_NEW');
  expect(context).not.toHaveProperty(['dynamodb:select']);
});

test('a write without ReturnValues returns none', async () => {
  for (const operation of ['PutItem', 'DeleteItem']) {
    const { context } = await asked(operation, { ...players, Key: key, Item: key });
    expect(context['dynamodb:returnvalues']).toBe('NONE');
  }
});

test('a scan has no leading key, and says what it selects', async () => {
  const { context } = await asked('Scan', { ...players, Select: 'COUNT' });
  expect(context).toEqual({ ...none, 'dynamodb:select': 'COUNT' });
});

test('a query on an index is about the index', async () => {
  const question = await asked('Query', {
    TableName: 'indexed',
    IndexName: 'byClan',
    KeyConditionExpression: 'clan = :c',
    ExpressionAttributeValues: { ':c': { S: 'red' } },
  });
  expect(question.resource).toBe('arn:aws:dynamodb:eu-central-1:123456789012:table/indexed/index/byClan');
  expect(question.context).toMatchObject({
    'dynamodb:leadingkeys': ['red'],
    'dynamodb:select': 'ALL_PROJECTED_ATTRIBUTES',
  });
});

test('an index that does not exist has no leading key', async () => {
  const question = await asked('Query', {
    ...players,
    IndexName: 'nowhere',
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: 'a' } },
  });
  expect(question.context).not.toHaveProperty(['dynamodb:leadingkeys']);
});

test.each(['pk > :a', ':a <= pk', 'begins_with(pk, :a)'])(
  'a query by %s has no leading key',
  async (KeyConditionExpression) => {
    const { context } = await asked('Query', {
      ...players,
      KeyConditionExpression,
      ExpressionAttributeValues: { ':a': { S: 'a' } },
    });
    expect(context).not.toHaveProperty(['dynamodb:leadingkeys']);
  },
);

test.each([
  ['a number in its normal form', 'numbers', { N: '007.50' }, '7.5'],
  ['binary in base64', 'blobs', { B: 'AAEC' }, 'AAEC'],
  ['half a surrogate pair as the character it is stored as', 'players', { S: 'a\ud800' }, 'a\ufffd'],
])('a leading key is %s', async (_what, TableName, pk, leadingKey) => {
  const { context } = await asked('GetItem', { TableName, Key: { pk, sk: { S: '1' } } });
  expect(context['dynamodb:leadingkeys']).toEqual([leadingKey]);
});

test('a batch asks once per table, with all the keys that it has there', async () => {
  const found = await questions(service, 'BatchWriteItem', {
    RequestItems: {
      players: [
        { PutRequest: { Item: { ...key, note: { S: 'n' } } } },
        { DeleteRequest: { Key: { pk: { S: 'b' }, sk: { S: '1' } } } },
        { DeleteRequest: { Key: { pk: { S: 'a' }, sk: { S: '2' } } } },
      ],
      numbers: [{ DeleteRequest: { Key: { pk: { N: '1' }, sk: { S: '1' } } } }],
    },
  });
  expect(
    found.map(({ action, resource, context }) => [action, resource, context?.get('dynamodb:leadingkeys')]),
  ).toEqual([
    ['dynamodb:BatchWriteItem', playersArn, ['a', 'b']],
    ['dynamodb:BatchWriteItem', playersArn.replace('players', 'numbers'), ['1']],
  ]);
});

test('one unreadable key in a batch, and no leading key is told at all', async () => {
  const { context } = await asked('BatchGetItem', { RequestItems: { players: { Keys: [key, { sk: { S: '1' } }] } } });
  expect(context).not.toHaveProperty(['dynamodb:leadingkeys']);
});

test('a transaction asks for each item under the action beneath it', async () => {
  const found = await questions(service, 'TransactWriteItems', {
    TransactItems: [
      { Put: { ...players, Item: key } },
      { Update: { ...players, Key: key, UpdateExpression: 'SET a = sk' } },
      { Delete: { ...players, Key: key } },
      { ConditionCheck: { ...players, Key: key, ConditionExpression: 'attribute_exists(pk)' } },
    ],
  });
  expect(found.map(({ action }) => action)).toEqual([
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'dynamodb:DeleteItem',
    'dynamodb:ConditionCheckItem',
  ]);
  for (const { context } of found) {
    expect(context?.get('dynamodb:enclosingoperation')).toBe('TransactWriteItems');
    expect(context?.get('dynamodb:leadingkeys')).toEqual(['a']);
  }
});

// Its leading keys were never told as long as statements were not read; they are what the requests say that it comes down to.
test.each([
  ['SELECT a, b FROM "players" WHERE pk = \'a\'', 'dynamodb:PartiQLSelect', playersArn, ['a']],
  ['select * from indexed."byClan"', 'dynamodb:PartiQLSelect', `${indexedArn}/index/byClan`, undefined],
  [
    'select * from indexed."byClan" where clan = \'red\'',
    'dynamodb:PartiQLSelect',
    `${indexedArn}/index/byClan`,
    ['red'],
  ],
  [
    'SELECT * FROM players."nowhere" WHERE pk = \'a\'',
    'dynamodb:PartiQLSelect',
    `${playersArn}/index/nowhere`,
    undefined,
  ],
  ["INSERT INTO players VALUE {'pk': 'a', 'sk': 'b'}", 'dynamodb:PartiQLInsert', playersArn, ['a']],
  ["UPDATE \"players\" SET a = 1 WHERE pk = 'a' AND sk = 'b'", 'dynamodb:PartiQLUpdate', playersArn, ['a']],
  ['UPDATE "players" SET a = 1 WHERE pk = \'a\'', 'dynamodb:PartiQLUpdate', playersArn, undefined],
  [" DELETE  FROM \"players\" WHERE sk = 'b' AND pk = 'a'", 'dynamodb:PartiQLDelete', playersArn, ['a']],
])('%s is its own action', async (Statement, action, resource, leadingKeys) => {
  const question = await asked('ExecuteStatement', { Statement });
  expect(question).toMatchObject({ action, resource });
  expect(question.context['dynamodb:leadingkeys']).toEqual(leadingKeys);
});

test.each([
  ["SELECT * FROM players WHERE pk = 'a'", { leadingkeys: ['a'], fulltablescan: 'false', select: 'ALL_ATTRIBUTES' }],
  ['SELECT * FROM players', { fulltablescan: 'true', select: 'ALL_ATTRIBUTES' }],
  ["SELECT * FROM players WHERE pk > 'a'", { attributes: ['pk'], fulltablescan: 'true' }],
  ["SELECT * FROM players WHERE pk = 'a' OR note = 'x'", { attributes: ['pk', 'note'], fulltablescan: 'true' }],
  ["SELECT * FROM players WHERE pk IN ['a', 'b']", { leadingkeys: ['a', 'b'], fulltablescan: 'false' }],
  ["SELECT * FROM players WHERE pk = 'b' OR 'a' = pk", { leadingkeys: ['b', 'a'], fulltablescan: 'false' }],
  [
    "SELECT box[0].x, note FROM players WHERE pk = 'a' AND size(name_) > 1",
    { attributes: ['pk', 'box', 'note', 'name_'], select: 'SPECIFIC_ATTRIBUTES' },
  ],
  [
    'SELECT clan FROM indexed."byClan" WHERE clan = \'red\'',
    { attributes: ['clan'], leadingkeys: ['red'], select: 'SPECIFIC_ATTRIBUTES' },
  ],
  [
    "INSERT INTO players VALUE {'pk': 'a', 'sk': 'b', 'note': 'c'}",
    { attributes: ['pk', 'sk', 'note'], leadingkeys: ['a'] },
  ],
  [
    "UPDATE players SET a = b + 1 REMOVE c WHERE pk = 'a' AND sk = 'b' AND d = 1 RETURNING MODIFIED OLD *",
    { attributes: ['pk', 'sk', 'd', 'a', 'b', 'c'], returnvalues: 'UPDATED_OLD' },
  ],
  ["DELETE FROM players WHERE pk = 'a' AND sk = 'b'", { attributes: ['pk', 'sk'], returnvalues: 'NONE' }],
])('of %s IAM is told %j', async (Statement, facts) => {
  const { context } = await asked('ExecuteStatement', { Statement });
  const named = Object.fromEntries(Object.entries(facts).map(([key, value]) => [`dynamodb:${key}`, value]));
  expect(context).toMatchObject(named);
  if (!('leadingkeys' in facts) && context['dynamodb:fulltablescan'] === 'true') {
    expect(context).not.toHaveProperty(['dynamodb:leadingkeys']);
  }
});

test('a statement that is none is refused', async () => {
  await expect(questions(service, 'ExecuteStatement', { Statement: 'DROP TABLE players' })).rejects.toThrow(
    'well formed',
  );
});

test.each([
  ['CreateTable', { TableName: 'new' }, playersArn.replace('players', 'new')],
  ['DeleteTable', { TableName: playersArn }, playersArn],
  ['TagResource', { ResourceArn: playersArn }, playersArn],
  ['ListTables', {}, '*'],
  ['DescribeTable', { TableName: 'players' }, playersArn],
  ['DeleteTable', { TableName: 7 }, '*'],
])('%s %j is about %s', async (operation, body, resource) => {
  expect(await asked(operation, body)).toMatchObject({ action: `dynamodb:${operation}`, resource });
});

test('what a transaction says of capacity counts for each of its items', async () => {
  const asking = (more: object) =>
    questions(service, 'TransactGetItems', { TransactItems: [{ Get: { ...players, Key: key } }], ...more });
  const [told] = await asking({ ReturnConsumedCapacity: 'TOTAL' });
  const [left] = await asking({});
  expect(told?.context?.get('dynamodb:returnconsumedcapacity')).toBe('TOTAL');
  expect(left?.context?.get('dynamodb:returnconsumedcapacity')).toEqual(none['dynamodb:returnconsumedcapacity']);
});
