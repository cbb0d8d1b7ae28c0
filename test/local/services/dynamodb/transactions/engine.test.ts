import type { DynamoDbEngine } from '../../../../../local/services/dynamodb/engine/engine';
import type { TransactedAction } from '../../../../../local/services/dynamodb/engine/transact';
import { tablesOf, testStack } from '../harness';

const key = (pk: string) => ({ pk: { S: pk }, sk: { S: '1' } });
const table = { TableName: 'indexed' };
const gold = (amount: number) => ({ gold: { N: String(amount) }, clan: { S: 'red' } });

let engine: DynamoDbEngine;
beforeEach(() => {
  engine = tablesOf([testStack]).engine;
  put('a', 10);
  put('b', 20);
});

function put(pk: string, amount: number): void {
  engine.perform('PutItem', engine.check('PutItem', { ...table, Item: { ...key(pk), ...gold(amount) } }));
}

/** The table's items, and what its index holds, as text: nothing of either may change where a transaction fails. */
function contents(): string {
  const read = (request: object) => engine.perform('Scan', engine.check('Scan', { ...table, ...request }));
  return JSON.stringify([read({}), read({ IndexName: 'byClan' })]);
}

function action(operation: TransactedAction['operation'], request: object): TransactedAction {
  const checkedAs = operation === 'ConditionCheckItem' ? 'DeleteItem' : operation;
  return { operation, request: engine.check(checkedAs, { ...table, ...request }) };
}

const writes = () => [
  action('PutItem', { Item: { ...key('c'), ...gold(1) } }),
  action('UpdateItem', {
    Key: key('a'),
    UpdateExpression: 'SET gold = gold - :one, clan = :clan',
    ExpressionAttributeValues: { ':one': { N: '1' }, ':clan': { S: 'blue' } },
  }),
  action('DeleteItem', { Key: key('b') }),
];
const check = (pk: string) =>
  action('ConditionCheckItem', { Key: key(pk), ConditionExpression: 'attribute_not_exists(pk)' });

test('all is done where nothing is refused, and each action says what its item was and is', () => {
  const outcome = engine.transact([...writes(), check('d')]);
  expect(outcome).toMatchObject({
    done: true,
    results: [
      { after: { gold: { N: '1' } } },
      { before: { gold: { N: '10' } }, after: { gold: { N: '9' }, clan: { S: 'blue' } } },
      { before: { gold: { N: '20' } } },
      {},
    ],
  });
  expect(JSON.parse(contents())[0].Items).toHaveLength(2);
  expect(JSON.parse(contents())[1].Items).toHaveLength(2);
});

test('a check changes nothing, whether its condition holds or not', () => {
  const before = contents();
  const exists = action('ConditionCheckItem', { Key: key('a'), ConditionExpression: 'attribute_exists(pk)' });
  expect(engine.transact([exists])).toMatchObject({ done: true, results: [{ before: {}, after: {} }] });
  expect(engine.transact([check('a')])).toMatchObject({ done: false });
  expect(contents()).toBe(before);
});

describe('nothing is done, neither to items nor to indexes', () => {
  test.each<[string, () => TransactedAction, string]>([
    [
      'a condition does not hold',
      () => action('PutItem', { Item: key('d'), ConditionExpression: 'attribute_exists(pk)' }),
      'ConditionalCheckFailedException',
    ],
    [
      'an update does not fit its item',
      () => action('UpdateItem', { Key: key('d'), UpdateExpression: 'SET note = lacking' }),
      'ValidationException',
    ],
    ['a key does not fit its table', () => action('DeleteItem', { Key: { pk: { S: 'd' } } }), 'ValidationException'],
    [
      'an index key does not fit its index',
      () => action('PutItem', { Item: { ...key('d'), clan: { N: '1' } } }),
      'ValidationException',
    ],
  ])('where %s', (_why, last, code) => {
    const before = contents();
    const outcome = engine.transact([...writes(), last()]);
    expect(outcome).toMatchObject({
      done: false,
      failures: [undefined, undefined, undefined, { name: expect.stringContaining(code) }],
    });
    expect(contents()).toBe(before);
  });

  test.each<[string, () => TransactedAction, string]>([
    ['two are about one item', () => check('a'), 'multiple operations on one item'],
    [
      'a key is empty',
      () => action('DeleteItem', { Key: { pk: { S: '' }, sk: { S: '1' } } }),
      'cannot contain an empty string',
    ],
  ])('where %s: then the whole is refused', (_why, last, words) => {
    const before = contents();
    const actions = writes();
    expect(() => engine.transact([...actions, last()])).toThrow(words);
    expect(contents()).toBe(before);
    expect(engine.transact(writes()).done).toBe(true);
  });

  test('where the engine itself fails in the middle', () => {
    const before = contents();
    const broken: TransactedAction = {
      operation: 'PutItem',
      request: { ...table, Item: { ...key('d'), bad: { N: 'x' } } },
    };
    // Reading it fails, as a defect would: no check lets such a thing pass.
    Object.defineProperty(broken.request.Item, 'bad', {
      get: () => {
        throw new Error('broken');
      },
      enumerable: true,
    });
    expect(() => engine.transact([...writes(), broken])).toThrow(expect.objectContaining({ status: 500 }));
    expect(contents()).toBe(before);
  });
});

test.each([
  [10, true],
  [11, false],
])('%i items of 390 KB: all of them %p', (count, fits) => {
  const big = (index: number) =>
    action('PutItem', { Item: { ...key(`big${index}`), text: { S: 'x'.repeat(390 * 1024) } } });
  const before = contents();
  const run = () => engine.transact(Array.from({ length: count }, (_, index) => big(index)));
  if (fits) return expect(run().done).toBe(true);
  expect(run).toThrow('4 MB');
  expect(contents()).toBe(before);
});
