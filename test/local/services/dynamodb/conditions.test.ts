import type { Service } from '../../../../local/http/operation';
import { aliased, call, newService } from './harness';

const players = { TableName: 'players' };
const key = { pk: { S: 'a' }, sk: { S: '1' } };
const item = {
  ...key,
  empty: { S: '' },
  no: { BOOL: false },
  nothing: { NULL: true },
  bag: { L: [{ S: 'ruby' }, { S: '' }, { BOOL: false }, { L: [{ N: '1' }] }] },
  pet: { M: { legs: { N: '4' }, names: { SS: ['Rex', 'Max'] } } },
  bytes: { B: 'AP8=' },
  wide: { S: '～' },
  accent: { S: 'é' },
};

let service: Service<object>;
beforeAll(async () => {
  service = newService();
  await call(service, 'PutItem', { ...players, Item: item });
});

const values = {
  ':empty': { S: '' },
  ':no': { BOOL: false },
  ':yes': { BOOL: true },
  ':ruby': { S: 'ruby' },
  ':bag': { L: [{ S: 'ruby' }, { S: '' }, { BOOL: false }, { L: [{ N: '1.0' }] }] },
  ':part': { L: [{ N: '1' }] },
  ':pet': { M: { names: { SS: ['Max', 'Rex'] }, legs: { N: '4.0' } } },
  ':rock': { M: { legs: { N: '0' } } },
  ':z': { S: 'z' },
  ':face': { S: '😀' },
  ':BOOL': { S: 'BOOL' },
  ':S': { S: 'S' },
  ':zero': { N: '0' },
  ':one': { N: '1' },
  ':two': { N: '2' },
  ':start': { B: 'AA==' },
  ':end': { B: '/w==' },
};
const used = (condition: string) => {
  const named = Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(condition));
  return named.length === 0 ? {} : { ExpressionAttributeValues: Object.fromEntries(named) };
};
const refusal = { status: 400, error: 'ConditionalCheckFailedException' };

// Beside each condition that holds one that does not.
describe.each<[string, string, string]>([
  ['what is missing equals nothing that is missing', 'lacking <> absent', 'lacking = absent'],
  ['what is missing is not the same as the greatest', 'NOT lacking <= absent', 'lacking <= absent'],
  ['a bound that is missing bounds nothing', 'NOT empty BETWEEN :empty AND lacking', 'wide BETWEEN :z AND lacking'],
  ['an empty text is a text', 'attribute_type(empty, :S)', 'attribute_type(no, :S)'],
  ['an empty text has a size', 'size(empty) = :zero', 'size(empty) = :one'],
  ['an empty text is one of some', 'empty IN (:ruby, :empty)', 'empty IN (:ruby, :z)'],
  ['an empty text lies between others', 'empty BETWEEN :empty AND :z', 'wide BETWEEN :empty AND :z'],
  ['false is a truth value', 'attribute_type(no, :BOOL)', 'attribute_type(empty, :BOOL)'],
  ['false is one of some', 'no IN (:yes, :no)', 'no IN (:yes, :empty)'],
  ['a list holds an empty text', 'contains(bag, :empty)', 'contains(bag, :z)'],
  ['a list holds false', 'contains(bag, :no)', 'contains(bag, :yes)'],
  ['a list holds a list', 'bag[3] = :part', 'bag[2] = :part'],
  ['lists are equal by what they hold', 'bag = :bag', 'bag = :part'],
  ['maps are equal by what they hold', 'pet = :pet', 'pet = :rock'],
  ['maps differ by what they hold', 'pet <> :rock', 'pet <> :pet'],
  ['texts stand in the order of their UTF-8', 'wide < :face', 'wide > :face'],
  ['bounds stand in that order, too', 'wide BETWEEN :z AND :face', 'empty BETWEEN :z AND :face'],
  ['bytes are compared as bytes', 'begins_with(bytes, :start)', 'begins_with(bytes, :end)'],
  ['bytes lie within bytes', 'contains(bytes, :end)', 'contains(wide, :end)'],
  ['truth values have no order', 'NOT no < yes', 'no <= nothing'],
  ['the size of a number is none', 'NOT size(pet.legs) >= :zero', 'size(pet.legs) >= :zero'],
  [
    'what every JavaScript object has is not there',
    'attribute_not_exists(constructor)',
    'attribute_exists(constructor)',
  ],
  ['nor is it in a map', 'attribute_not_exists(pet.constructor)', 'attribute_exists(pet.constructor)'],
  ['a set has a size', 'size(pet.names) = :two', 'size(pet.names) = :one'],
])('%s', (_what, holding, failing) => {
  test.each([
    ['a condition', 'ConditionExpression'],
    ['a filter', 'FilterExpression'],
  ])('in %s', async (_where, member) => {
    const ask = async (condition: string) => {
      const { text, names } = aliased(condition);
      const given = { ...players, [member]: text, ExpressionAttributeNames: names, ...used(condition) };
      if (member === 'ConditionExpression') {
        const answer = await call(service, 'DeleteItem', { ...given, Key: key });
        await call(service, 'PutItem', { ...players, Item: item });
        return answer;
      }
      const { ExpressionAttributeValues } = used(condition) as { readonly ExpressionAttributeValues?: object };
      return call(service, 'Query', {
        ...given,
        KeyConditionExpression: 'pk = :a',
        ExpressionAttributeValues: { ...ExpressionAttributeValues, ':a': { S: 'a' } },
      });
    };
    const [yes, no] = [await ask(holding), await ask(failing)];
    if (member === 'ConditionExpression') {
      expect(yes.status).toBe(200);
      expect(no).toMatchObject(refusal);
    } else {
      expect(yes.body).toMatchObject({ Count: 1, ScannedCount: 1, Items: [item] });
      expect(no.body).toMatchObject({ Count: 0, ScannedCount: 1, Items: [] });
    }
  });
});

test('bounds in the wrong order are refused', async () => {
  const between = (low: string, high: string) =>
    call(service, 'Query', {
      ...players,
      KeyConditionExpression: 'pk = :a',
      FilterExpression: 'wide BETWEEN :low AND :high',
      ExpressionAttributeValues: { ':a': { S: 'a' }, ':low': { S: low }, ':high': { S: high } },
    });
  expect((await between('😀', '～')).error).toBe('ValidationException');
  expect((await between('～', '😀')).body.Count).toBe(1);
});

test.each([
  ['a projection', { ProjectionExpression: 'pet.legs' }, { Items: [{ pet: { M: { legs: { N: '4' } } } }], Count: 1 }],
  ['older attributes', { AttributesToGet: ['sk'] }, undefined],
  ['a count', { Select: 'COUNT' }, { Count: 1, Items: undefined }],
  ['a limit', { Limit: 1 }, { Count: 1, LastEvaluatedKey: key }],
])('a filter stands beside %s', async (_what, more, expected) => {
  const { status, body } = await call(service, 'Scan', {
    ...players,
    FilterExpression: 'attribute_exists(pet)',
    ...more,
  });
  // DynamoDB refuses expressions beside what they took the place of.
  expect(status).toBe(expected === undefined ? 400 : 200);
  if (expected !== undefined) expect({ Items: undefined, ...body }).toMatchObject({ ScannedCount: 1, ...expected });
});
