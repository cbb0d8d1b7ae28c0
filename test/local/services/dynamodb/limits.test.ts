import type { Service } from '../../../../local/http/operation';
import { call, newService } from './harness';

const players = { TableName: 'players' };
const key = { pk: { S: 'a' }, sk: { S: '1' } };

let service: Service<object>;
beforeEach(async () => {
  service = newService();
  await call(service, 'PutItem', {
    ...players,
    Item: { ...key, bag: { L: [{ S: 'ruby' }] }, pet: { M: { legs: { N: '4' } } } },
  });
});

/** A value within this many maps. */
function nested(levels: number): object {
  return levels === 0 ? { S: 'leaf' } : { M: { n: nested(levels - 1) } };
}

const conditional = (ConditionExpression: string) =>
  call(service, 'PutItem', { ...players, Item: key, ConditionExpression });

test('values nest 31 maps deep, and not a thousand times', async () => {
  expect((await call(service, 'PutItem', { ...players, Item: { ...key, deep: nested(31) } })).status).toBe(200);
  const tooDeep = await call(service, 'PutItem', { ...players, Item: { ...key, deep: nested(40) } });
  expect(tooDeep.body.message).toContain('Nesting Levels have exceeded supported limits');
  const body = `{"TableName":"players","Item":{"deep":${'{"M":{"n":'.repeat(50_000)}{"S":""}${'}}'.repeat(50_000)}}}`;
  expect((await call(service, 'PutItem', body)).error).toBe('SerializationException');
});

test('what is no JSON object is refused', async () => {
  for (const body of ['{', '[]', 'null', '7', '"text"', '']) {
    expect((await call(service, 'GetItem', body)).status).toBe(400);
  }
  expect((await call(service, 'GetItem', { ...players, Key: key })).status).toBe(200);
});

test('a member that would become a prototype is refused, wherever it stands, and a value may say the same', async () => {
  const items = (name: string) =>
    `{"RequestItems":{"players":[{"PutRequest":{"Item":{"pk":{"S":"a"},"sk":{"S":"2"},"x":{"M":{"${name}":{"S":"__proto__"}}}}}}]}}`;
  const refused = await call(service, 'BatchWriteItem', items('__proto__'));
  expect(refused.body.message).toContain("no member named '__proto__'");
  expect((await call(service, 'BatchWriteItem', items('proto'))).status).toBe(200);
  expect((await call(service, 'BatchGetItem', '{"RequestItems":{"__proto__":{"Keys":[]}}}')).error).toBe(
    'ValidationException',
  );
});

test.each(['SET #p = :v', 'SET #p.#p = :v', 'SET #m.#p = :v', 'ADD #p :n', 'REMOVE #p', 'SET #m.a = :v REMOVE #p'])(
  'no update reaches a prototype: %s',
  async (UpdateExpression) => {
    const update = (name: string) => {
      const names = { '#p': name, '#m': 'pet' };
      const values = { ':v': { S: 'x' }, ':n': { N: '1' } };
      const used = <T extends object>(all: T) =>
        Object.fromEntries(Object.entries(all).filter(([each]) => UpdateExpression.includes(each)));
      return call(service, 'UpdateItem', {
        ...{ ...players, Key: { ...key, sk: { S: 'prototype' } }, UpdateExpression },
        ExpressionAttributeNames: used(names),
        ...(UpdateExpression.includes(':') && { ExpressionAttributeValues: used(values) }),
      });
    };
    await call(service, 'PutItem', {
      ...players,
      Item: { ...key, sk: { S: 'prototype' }, pet: { M: {} }, map: { M: {} } },
    });
    expect((await update('__proto__')).error).toBe('ValidationException');
    // An update of a map within, or of one beside: the same with another name is performed.
    expect((await update(UpdateExpression.includes('#p.#p') ? 'map' : 'other')).status).toBe(200);
  },
);

test('an expression is at most four kilobytes', async () => {
  const condition = (times: number) => Array(times).fill('attribute_exists(pk)').join(' OR ');
  expect((await conditional(condition(100))).status).toBe(200);
  const tooLong = await conditional(condition(200));
  expect(tooLong.body.message).toContain('Expression size has exceeded the maximum allowed size');
});

test.each([
  ['parentheses that the parser would try again and again', `${'('.repeat(40)}pk = pk${')'.repeat(40)}`],
  ['conditions within conditions', `${'(attribute_exists(pk) AND '.repeat(30)}attribute_exists(pk)${')'.repeat(30)}`],
  ['parentheses that never close', '('.repeat(4000)],
  ['parentheses that never open', `attribute_exists(pk)${')'.repeat(4000)}`],
])('%s do not keep it busy', async (_what, expression) => {
  expect((await conditional(expression)).error).toBe('ValidationException');
});

test('conditions as games write them are understood', async () => {
  const condition =
    'attribute_not_exists(pk) OR (attribute_exists(sk) AND (size(bag) < pet.legs OR NOT (pet.legs = pk)))';
  expect((await conditional(condition)).status).toBe(200);
});

test('an update may append to a list, but not make one of a billion gaps', async () => {
  const update = (position: number) =>
    call(service, 'UpdateItem', {
      ...players,
      Key: key,
      UpdateExpression: `SET bag[${position}] = :gem`,
      ExpressionAttributeValues: { ':gem': { S: 'opal' } },
      ReturnValues: 'ALL_NEW',
    });
  expect((await update(999_999_999)).body.message).toContain('List index is not within the allowable range');
  expect((await update(7)).body.Attributes.bag).toEqual({ L: [{ S: 'ruby' }, { S: 'opal' }] });
});

test('a path into what every JavaScript object has is refused, and one into a map is not', async () => {
  const project = (ProjectionExpression: string) =>
    call(service, 'GetItem', { ...players, Key: key, ProjectionExpression });
  expect((await project('pet.legs')).body.Item).toEqual({ pet: { M: { legs: { N: '4' } } } });
  expect((await project('pet.constructor.legs')).error).toBe('ValidationException');
  const named = { ...players, Key: key, ProjectionExpression: '#c', ExpressionAttributeNames: { '#c': 'constructor' } };
  expect((await call(service, 'GetItem', named)).body.Item).toEqual({});
});

test('values without an order are not compared, and maps are not said to differ', async () => {
  const compare = (operator: string, value: object) =>
    call(service, 'PutItem', {
      ...players,
      Item: key,
      ConditionExpression: `pet ${operator} :value`,
      ExpressionAttributeValues: { ':value': value },
    });
  expect((await compare('<', { BOOL: true })).body.message).toContain('Incorrect operand type');
  expect((await compare('=', { M: { legs: { N: '4' } } })).status).toBe(200);
  expect((await compare('<>', { S: 'cat' })).status).toBe(200);
});

test('a failed condition shows the item to whoever asks to see it', async () => {
  const failing = {
    ...players,
    Key: key,
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
  const answer = await call(service, 'DeleteItem', failing);
  expect(answer.error).toBe('ConditionalCheckFailedException');
  expect(answer.body.Item).toMatchObject(key);
  const { ReturnValuesOnConditionCheckFailure: _, ...silent } = failing;
  expect((await call(service, 'DeleteItem', silent)).body.Item).toBeUndefined();
  expect((await call(service, 'DeleteItem', { ...failing, ReturnValuesOnConditionCheckFailure: 'SOME' })).error).toBe(
    'ValidationException',
  );
});
