import type { Service } from '../../../../local/http/operation';
import { aliased, call, newService } from './harness';

const players = { TableName: 'players' };
const key = { pk: { S: 'a' }, sk: { S: '1' } };
const text = (S: string) => ({ S });
const list = (...texts: string[]) => ({ L: texts.map(text) });
const map = (x: string) => ({ M: { x: text(x) } });
const item = { ...key, tools: list('a', 'b', 'c', 'd'), pet: map('old'), box: { L: [map('old')] }, gold: { N: '5' } };

let service: Service<object>;
beforeEach(async () => {
  service = newService();
});

const update = (expression: string, more: object = {}) => {
  const { text: UpdateExpression, names } = aliased(expression);
  const values = { ':new': text('new'), ':other': text('other'), ':one': { N: '1' }, ':set': { SS: ['a'] } };
  const used = Object.entries(values).filter(([name]) => UpdateExpression.includes(name));
  return call(service, 'UpdateItem', {
    ...players,
    Key: key,
    UpdateExpression,
    ExpressionAttributeNames: names,
    ...(used.length > 0 && { ExpressionAttributeValues: Object.fromEntries(used) }),
    ...more,
  });
};
const stored = async () => (await call(service, 'GetItem', { ...players, Key: key })).body.Item;

test.each<[string, string, object]>([
  ['elements are removed from where they were', 'REMOVE tools[0], tools[1]', { tools: list('c', 'd') }],
  ['in whatever order they are named', 'REMOVE tools[2], tools[0]', { tools: list('b', 'd') }],
  [
    'what lies within an element, too',
    'REMOVE box[0].x, tools[3]',
    { box: { L: [{ M: {} }] }, tools: list('a', 'b', 'c') },
  ],
  ['what is not there is no fault', 'REMOVE tools[9], lacking', {}],
  [
    'elements beyond the end stand in the order of their positions',
    'SET tools[9] = :new, tools[7] = :other',
    { tools: list('a', 'b', 'c', 'd', 'other', 'new') },
  ],
  ['a copy of a map is a copy', 'SET copy = pet, pet.x = :new', { copy: map('old'), pet: map('new') }],
  [
    'a copy of a list is one',
    'SET copy = box, box[0].x = :new',
    { copy: { L: [map('old')] }, box: { L: [map('new')] } },
  ],
  [
    'and so is what is appended',
    'SET copy = list_append(box, box), box[0].x = :new',
    { copy: { L: [map('old'), map('old')] }, box: { L: [map('new')] } },
  ],
  [
    'and what was there already',
    'SET copy = if_not_exists(pet, :one), pet.x = :new',
    { copy: map('old'), pet: map('new') },
  ],
  ['what is read is what was there', 'SET gold = gold + :one, silver = gold', { gold: { N: '6' }, silver: { N: '5' } }],
  ['clauses in whatever order', 'REMOVE pet SET copy = pet', { copy: map('old'), pet: undefined }],
])('%s', async (_what, expression, changes) => {
  await call(service, 'PutItem', { ...players, Item: item });
  expect((await update(expression)).status).toBe(200);
  expect(await stored()).toEqual(JSON.parse(JSON.stringify({ ...item, ...changes })));
});

describe('an item that is not there', () => {
  test.each<[string, string | undefined, object | undefined]>([
    ['is not made by removing', 'REMOVE lacking', undefined],
    ['is not made by removing from a set', 'DELETE lacking :set', undefined],
    ['is made by setting', 'SET x = :new', { ...key, x: text('new') }],
    ['is made by adding', 'ADD gold :one', { ...key, gold: { N: '1' } }],
    ['is made by setting beside removing', 'SET x = :new REMOVE lacking', { ...key, x: text('new') }],
  ])('%s', async (_what, expression, expected) => {
    expect((await update(expression ?? '', { ReturnValues: 'ALL_NEW' })).body.Attributes).toEqual(expected);
    expect(await stored()).toEqual(expected);
  });

  test.each<[string, object, object | undefined]>([
    ['is not made by the older DELETE', { x: { Action: 'DELETE' } }, undefined],
    ['is made by the older PUT', { x: { Value: text('new') } }, { ...key, x: text('new') }],
    ['is made by no change at all', {}, key],
  ])('%s', async (_what, AttributeUpdates, expected) => {
    await call(service, 'UpdateItem', { ...players, Key: key, AttributeUpdates });
    expect(await stored()).toEqual(expected);
  });

  test('is refused what no item could be done', async () => {
    expect((await update('REMOVE pet.x')).error).toBe('ValidationException');
    expect((await update('REMOVE pk')).error).toBe('ValidationException');
    expect((await update('REMOVE pet', { ConditionExpression: 'attribute_exists(pk)' })).error).toBe(
      'ConditionalCheckFailedException',
    );
    expect((await update('REMOVE pet')).status).toBe(200);
  });
});
