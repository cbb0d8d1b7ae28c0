import type { Service } from '../../../../../local/http/operation';
import { type Answer, call, newService, playersArn, stackOf, tableResource, testStack } from '../harness';

const players = { TableName: 'players' };
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: '1' } });
const gold = (amount: number) => ({ gold: { N: String(amount) } });

/** A table whose item collections have a local index. */
const collected = tableResource('collected', {
  AttributeDefinitions: ['pk', 'sk', 'score'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'byScore',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'score', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
});

let now: number;
let service: Service<object>;
beforeEach(async () => {
  now = 1_700_000_000_000;
  service = newService([stackOf([...testStack.resources, collected])], { now: () => now });
  for (const pk of ['a', 'b']) await call(service, 'PutItem', { ...players, Item: { ...key(pk), ...gold(10) } });
});

type Members = readonly object[];
const write = (TransactItems: Members, more: object = {}): Promise<Answer> =>
  call(service, 'TransactWriteItems', { TransactItems, ...more });
const read = (TransactItems: Members, more: object = {}): Promise<Answer> =>
  call(service, 'TransactGetItems', { TransactItems, ...more });

const put = (pk: string, more: object = {}) => ({ Put: { ...players, Item: { ...key(pk), ...gold(1) }, ...more } });
const add = (pk: string, more: object = {}) => ({
  Update: {
    ...players,
    Key: key(pk),
    UpdateExpression: 'ADD gold :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
    ...more,
  },
});
const remove = (pk: string, more: object = {}) => ({ Delete: { ...players, Key: key(pk), ...more } });
const check = (pk: string, ConditionExpression = 'attribute_exists(pk)', more: object = {}) => ({
  ConditionCheck: { ...players, Key: key(pk), ConditionExpression, ...more },
});
const get = (pk: string, more: object = {}) => ({ Get: { ...players, Key: key(pk), ...more } });

/** What every item holds. */
async function contents(): Promise<readonly (readonly [string, string])[]> {
  const { body } = await call(service, 'Scan', players);
  return body.Items.map((item: { pk: { S: string }; gold: { N: string } }) => [item.pk.S, item.gold.N]).sort();
}

test('all four kinds of actions are done together', async () => {
  expect(await write([put('c'), add('a'), remove('b'), check('d', 'attribute_not_exists(pk)')])).toEqual({
    status: 200,
    body: {},
  });
  expect(await contents()).toEqual([
    ['a', '11'],
    ['c', '1'],
  ]);
});

test('a table goes by its ARN, too', async () => {
  expect((await write([put('c'), add('a', { TableName: playersArn })])).status).toBe(200);
  expect((await write([remove('a'), remove('a', { TableName: playersArn })])).body.message).toContain('on one item');
});

describe('a cancelled transaction', () => {
  const exists = { ConditionExpression: 'attribute_exists(pk)' };
  const conditionFailed = { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' };
  const invalid = (words: string) => ({ Code: 'ValidationError', Message: expect.stringContaining(words) });
  const none = { Code: 'None' };

  test.each<[string, Members, readonly object[]]>([
    ['one condition does not hold', [put('c'), put('d', exists)], [none, conditionFailed]],
    ['each of them does not', [put('c', exists), remove('d', exists)], [conditionFailed, conditionFailed]],
    ['a check does not hold', [add('a'), check('d'), put('c')], [none, conditionFailed, none]],
    [
      'a put has no key',
      [put('c'), { Put: { ...players, Item: { pk: { S: 'd' } } } }],
      [none, invalid('Missing the key sk')],
    ],
    [
      'a put has a key of another type',
      [put('c'), { Put: { ...players, Item: { pk: { N: '1' }, sk: { S: '1' } } } }],
      [none, invalid('Type mismatch for key pk expected: S actual: N')],
    ],
    ...(['Update', 'Delete', 'ConditionCheck'] as const).map((name): [string, Members, readonly object[]] => {
      const more = { Update: { UpdateExpression: 'REMOVE x' }, Delete: {}, ConditionCheck: exists }[name];
      const action = { [name]: { ...players, Key: { pk: { N: '1' }, sk: { S: '1' } }, ...more } };
      return [`the key of ${name} does not fit`, [put('c'), action], [none, invalid('does not match the schema')]];
    }),
    [
      'an update does not fit its item',
      [put('c'), add('a', { UpdateExpression: 'SET x = lacking + :one' })],
      [none, invalid('refers to an attribute that does not exist')],
    ],
    [
      'an update makes its item too big',
      [
        put('c'),
        add('a', {
          UpdateExpression: 'SET x = :one',
          ExpressionAttributeValues: { ':one': { S: 'x'.repeat(400 * 1024) } },
        }),
      ],
      [none, invalid('Item size to update has exceeded')],
    ],
  ])('where %s: says of each action what is wrong, and nothing is done', async (_why, actions, reasons) => {
    const before = await contents();
    const answer = await write(actions);
    const codes = reasons.map((reason) => (reason as { Code: string }).Code).join(', ');
    expect(answer).toMatchObject({ status: 400, error: 'TransactionCanceledException' });
    expect(answer.body.Message).toBe(
      `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    );
    expect(answer.body.CancellationReasons).toEqual(reasons);
    expect(answer.body.ConsumedCapacity).toBeUndefined();
    expect(await contents()).toEqual(before);
  });

  test('shows the items whose conditions did not hold, where it is asked to', async () => {
    const asks = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
    const absent = 'attribute_not_exists(pk)';
    const { body } = await write([
      check('a', absent, asks),
      put('b', { ConditionExpression: absent }),
      put('c', { ...asks, ...exists }),
    ]);
    expect(body.CancellationReasons).toEqual([
      { ...conditionFailed, Item: { ...key('a'), ...gold(10) } },
      conditionFailed,
      conditionFailed,
    ]);
  });
});

describe('a refused transaction: nothing is done, and it is no cancellation', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => put(`many${index}`));
  const enumWords = (member: string, value: string, values: string) =>
    `Value '${value}' at '${member}' failed to satisfy constraint: Member must satisfy enum value set: [${values}]`;

  test.each<[string, Members, object, string, RegExp]>([
    ['no action', [], {}, 'ValidationException', /Member must have length greater than or equal to 1$/],
    ['more than a hundred', many(101), {}, 'ValidationException', /Member must have length less than or equal to 100$/],
    [
      'two on one item',
      [put('c'), check('c')],
      {},
      'ValidationException',
      /^Transaction request cannot include multiple operations on one item$/,
    ],
    [
      'a table that is not there',
      [put('c'), put('d', { TableName: 'nowhere' })],
      {},
      'ResourceNotFoundException',
      /^Requested resource not found$/,
    ],
    [
      'an empty key',
      [put('c'), remove('')],
      {},
      'ValidationException',
      /cannot contain an empty string value. Key: pk$/,
    ],
    ['a member of two kinds', [{ ...put('c'), ...remove('d') }], {}, 'ValidationException', /can only contain one of/],
    ['a member of no kind', [put('c'), {}], {}, 'ValidationException', /can only contain one of/],
    [
      'an item that is too big',
      [put('c'), { Put: { ...players, Item: { ...key('d'), x: { S: 'x'.repeat(400 * 1024) } } } }],
      {},
      'ValidationException',
      /Item size has exceeded/,
    ],
    [
      'a check without condition',
      [put('c'), { ConditionCheck: { ...players, Key: key('a') } }],
      {},
      'ValidationException',
      /'transactItems.2.member.conditionCheck.conditionExpression'/,
    ],
    [
      'an update without expression',
      [{ Update: { ...players, Key: key('a') } }],
      {},
      'ValidationException',
      /'transactItems.1.member.update.updateExpression'/,
    ],
    [
      'a condition that is none, and a table that is not there',
      [put('c', { TableName: 'nowhere' }), check('a', 'attribute_exists(')],
      {},
      'ValidationException',
      /^Invalid ConditionExpression/,
    ],
    [
      'a value that is not used',
      [put('c', { ConditionExpression: 'attribute_exists(pk)', ExpressionAttributeValues: { ':v': { S: 'x' } } })],
      {},
      'ValidationException',
      /unused in expressions: keys: {:v}$/,
    ],
    [
      'a token that is too long',
      [put('c')],
      { ClientRequestToken: 'x'.repeat(37) },
      'ValidationException',
      /'ClientRequestToken' .* less than or equal to 36$/,
    ],
    [
      'an empty token',
      [put('c')],
      { ClientRequestToken: '' },
      'ValidationException',
      /'ClientRequestToken' .* greater than or equal to 1$/,
    ],
    [
      'two unknown settings',
      [put('c')],
      { ReturnConsumedCapacity: 'ALL', ReturnItemCollectionMetrics: 'ALL' },
      'ValidationException',
      new RegExp(
        `^2 validation errors detected: ${[
          enumWords('returnConsumedCapacity', 'ALL', 'INDEXES, TOTAL, NONE'),
          enumWords('returnItemCollectionMetrics', 'ALL', 'SIZE, NONE'),
        ]
          .join('; ')
          .replaceAll(/[[\]]/g, '\\$&')}$`,
      ),
    ],
  ])('%s', async (_what, actions, more, error, words) => {
    const before = await contents();
    const answer = await write(actions, more);
    expect(answer).toMatchObject({ status: 400, error });
    expect(answer.body.message).toMatch(words);
    expect(await contents()).toEqual(before);
  });

  test('a hundred actions, a token of 36 characters and known settings are none of these', async () => {
    const more = {
      ClientRequestToken: 'x'.repeat(36),
      ReturnConsumedCapacity: 'NONE',
      ReturnItemCollectionMetrics: 'NONE',
    };
    expect(await write(many(100), more)).toEqual({ status: 200, body: {} });
    expect(await contents()).toHaveLength(102);
  });

  test('what no action of a transaction can say is not heeded', async () => {
    const Expected = { gold: { Value: { N: '99' } } };
    expect((await write([{ Delete: { ...players, Key: key('a'), Expected, ReturnValues: 'ALL_OLD' } }])).body).toEqual(
      {},
    );
    expect(await contents()).toEqual([['b', '10']]);
  });
});

describe('a token', () => {
  const ClientRequestToken = 'the-token';
  const goldOf = async (pk: string) => (await call(service, 'GetItem', { ...players, Key: key(pk) })).body.Item.gold.N;

  test('makes a transaction one, however often it is sent, for ten minutes', async () => {
    for (const minutes of [0, 5, 4.9]) {
      now += minutes * 60_000;
      expect((await write([add('a')], { ClientRequestToken })).status).toBe(200);
      expect(await goldOf('a')).toBe('11');
    }
    now += 6_001;
    await write([add('a')], { ClientRequestToken });
    expect(await goldOf('a')).toBe('12');
  });

  test('is for one transaction, whatever the order of its members', async () => {
    await write([add('a')], { ClientRequestToken });
    const reversed = (value: object): object =>
      Array.isArray(value)
        ? value.map(reversed)
        : Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([name, one]) => [name, typeof one === 'object' ? reversed(one) : one]),
          );
    expect((await write([reversed(add('a'))], { ClientRequestToken })).status).toBe(200);
    for (const [actions, more] of [
      [[add('b')], {}],
      [[add('a'), add('b')], {}],
      [[add('a')], { ReturnConsumedCapacity: 'TOTAL' }],
    ] as const) {
      const other = await write(actions, { ClientRequestToken, ...more });
      expect(other).toMatchObject({ status: 400, error: 'IdempotentParameterMismatchException' });
    }
    expect([await goldOf('a'), await goldOf('b')]).toEqual(['11', '10']);
    expect((await write([add('b')], { ClientRequestToken: 'another' })).status).toBe(200);
  });

  test('is not used up by a transaction that was not done', async () => {
    const failing = [add('a'), check('c')];
    expect((await write(failing, { ClientRequestToken })).error).toBe('TransactionCanceledException');
    await call(service, 'PutItem', { ...players, Item: { ...key('c'), ...gold(1) } });
    expect((await write(failing, { ClientRequestToken })).status).toBe(200);
    expect(await goldOf('a')).toBe('11');
  });
});

describe('capacity is twice that of the actions', () => {
  const big = { Put: { ...players, Item: { ...key('c'), x: { S: 'x'.repeat(1500) } } } };
  const units = (kind: 'Read' | 'Write', TableName: string, count: number) => ({
    TableName,
    CapacityUnits: count,
    [`${kind}CapacityUnits`]: count,
  });

  test('a write counts as written at first, and as read when it is sent again', async () => {
    const more = { ReturnConsumedCapacity: 'TOTAL', ClientRequestToken: 'once' };
    expect((await write([big], more)).body).toEqual({ ConsumedCapacity: [units('Write', 'players', 4)] });
    expect((await write([big], more)).body).toEqual({ ConsumedCapacity: [units('Read', 'players', 2)] });
  });

  test.each<[string, () => Promise<Answer>, readonly object[]]>([
    [
      'a check counts as a write',
      () => write([check('a')], { ReturnConsumedCapacity: 'TOTAL' }),
      [units('Write', 'players', 2)],
    ],
    [
      'tables stand in the order of the actions',
      () => write([put('c', { TableName: 'indexed' }), put('c'), add('a')], { ReturnConsumedCapacity: 'TOTAL' }),
      [units('Write', 'indexed', 2), units('Write', 'players', 4)],
    ],
    [
      'INDEXES tells the table apart',
      () => write([add('a')], { ReturnConsumedCapacity: 'INDEXES' }),
      [{ ...units('Write', 'players', 2), Table: { CapacityUnits: 2, WriteCapacityUnits: 2 } }],
    ],
    [
      'reads are consistent, found or not',
      () => read([get('a'), get('z')], { ReturnConsumedCapacity: 'TOTAL' }),
      [units('Read', 'players', 4)],
    ],
  ])('%s', async (_what, ask, expected) => {
    const { body } = await ask();
    expect(body.ConsumedCapacity).toEqual(expected);
  });
});

test('collections are told of where there are some, and somebody asks', async () => {
  const inCollection = { TableName: 'collected' };
  const actions = [
    put('c'),
    put('c', inCollection),
    remove('d', inCollection),
    check('e', 'attribute_not_exists(pk)', inCollection),
  ];
  const collection = (pk: string) => ({ ItemCollectionKey: { pk: { S: pk } }, SizeEstimateRangeGB: [0, 1] });
  expect((await write(actions, { ReturnItemCollectionMetrics: 'SIZE' })).body).toEqual({
    ItemCollectionMetrics: { collected: [collection('c'), collection('d')] },
  });
  expect((await write(actions)).body).toEqual({});
});

describe('TransactGetItems', () => {
  test('answers in the order of the actions, with what was asked for', async () => {
    const { body } = await read([
      get('b'),
      get('z'),
      get('a', { ProjectionExpression: '#g', ExpressionAttributeNames: { '#g': 'gold' } }),
      get('c', { ProjectionExpression: 'lacking' }),
    ]);
    expect(body).toEqual({ Responses: [{ Item: { ...key('b'), ...gold(10) } }, {}, { Item: gold(10) }, {}] });
  });

  test.each<[string, Members, object, string, RegExp]>([
    ['no action', [], {}, 'ValidationException', /greater than or equal to 1$/],
    [
      'more than a hundred',
      Array.from({ length: 101 }, (_, index) => get(`${index}`)),
      {},
      'ValidationException',
      /less than or equal to 100$/,
    ],
    ['one item twice', [get('a'), get('a')], {}, 'ValidationException', /multiple operations on one item$/],
    [
      'a table that is not there',
      [get('a', { TableName: 'nowhere' })],
      {},
      'ResourceNotFoundException',
      /^Requested resource not found$/,
    ],
    ['a write', [put('c')], {}, 'ValidationException', /can only contain one of Get/],
    [
      'an unknown setting',
      [get('a')],
      { ReturnConsumedCapacity: 'ALL' },
      'ValidationException',
      /^1 validation error detected: Value 'ALL'/,
    ],
    [
      'a projection that is none',
      [get('a', { ProjectionExpression: '!!!' })],
      {},
      'ValidationException',
      /^Invalid ProjectionExpression/,
    ],
    [
      'a key that does not fit',
      [get('a'), { Get: { ...players, Key: {} } }],
      {},
      'TransactionCanceledException',
      /\[None, ValidationError\]$/,
    ],
  ])('is refused with %s', async (_what, actions, more, error, words) => {
    const answer = await read(actions, more);
    expect(answer).toMatchObject({ status: 400, error });
    expect(answer.body.message).toMatch(words);
  });

  test('reads a hundred, and 4 MB at most', async () => {
    const hundred = Array.from({ length: 100 }, (_, index) => get(`${index}`));
    expect((await read(hundred)).body.Responses).toHaveLength(100);
    for (let index = 0; index < 11; index++) {
      await call(service, 'PutItem', { ...players, Item: { ...key(`big${index}`), x: { S: 'x'.repeat(390 * 1024) } } });
    }
    const bigs = Array.from({ length: 11 }, (_, index) => get(`big${index}`));
    expect((await read(bigs)).error).toBe('ValidationException');
    expect((await read(bigs.slice(1))).status).toBe(200);
  });
});
