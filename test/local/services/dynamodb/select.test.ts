import type { Service } from '../../../../local/http/operation';
import { call, keys, newService, stackOf, tableResource } from './harness';

const withIndexes = {
  ...keys('pk', 'sk'),
  AttributeDefinitions: ['pk', 'sk', 'clan'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  GlobalSecondaryIndexes: ['ALL', 'KEYS_ONLY'].map((ProjectionType) => ({
    IndexName: ProjectionType,
    KeySchema: [{ AttributeName: 'clan', KeyType: 'HASH' }],
    Projection: { ProjectionType },
  })),
};

const item = { pk: { S: 'a' }, sk: { S: '1' }, clan: { S: 'red' }, gold: { N: '5' } };
const ofTable = { KeyConditionExpression: 'pk = :value', ExpressionAttributeValues: { ':value': { S: 'a' } } };
const ofIndex = { KeyConditionExpression: 'clan = :value', ExpressionAttributeValues: { ':value': { S: 'red' } } };

let service: Service<object>;
beforeAll(async () => {
  service = newService([stackOf([tableResource('scores', withIndexes)])]);
  await call(service, 'PutItem', { TableName: 'scores', Item: item });
});

type Place = 'the table' | 'ALL' | 'KEYS_ONLY';

/** What is asked, and what the one item is answered as; or the words of the refusal. */
const rows: [
  Select: string | undefined,
  names: string | undefined,
  place: Place,
  answer: string[] | 'count' | string,
][] = [
  [undefined, undefined, 'the table', ['clan', 'gold', 'pk', 'sk']],
  [undefined, 'gold', 'the table', ['gold']],
  [undefined, undefined, 'KEYS_ONLY', ['clan', 'pk', 'sk']],
  ['ALL_ATTRIBUTES', undefined, 'the table', ['clan', 'gold', 'pk', 'sk']],
  ['ALL_ATTRIBUTES', undefined, 'ALL', ['clan', 'gold', 'pk', 'sk']],
  ['ALL_ATTRIBUTES', undefined, 'KEYS_ONLY', 'Select type ALL_ATTRIBUTES is not supported'],
  ['ALL_ATTRIBUTES', 'gold', 'the table', 'when choosing to get ALL_ATTRIBUTES'],
  ['ALL_PROJECTED_ATTRIBUTES', undefined, 'KEYS_ONLY', ['clan', 'pk', 'sk']],
  ['ALL_PROJECTED_ATTRIBUTES', undefined, 'the table', 'can be used only when Querying using an IndexName'],
  ['ALL_PROJECTED_ATTRIBUTES', 'pk', 'KEYS_ONLY', 'when choosing to get ALL_PROJECTED_ATTRIBUTES'],
  ['SPECIFIC_ATTRIBUTES', 'gold', 'the table', ['gold']],
  ['SPECIFIC_ATTRIBUTES', 'pk', 'KEYS_ONLY', ['pk']],
  ['SPECIFIC_ATTRIBUTES', undefined, 'the table', 'Must specify the AttributesToGet or ProjectionExpression'],
  ['SPECIFIC_ATTRIBUTES', undefined, 'KEYS_ONLY', 'Must specify the AttributesToGet or ProjectionExpression'],
  ['COUNT', undefined, 'the table', 'count'],
  ['COUNT', 'gold', 'the table', 'when choosing to get only the Count'],
];

const ways: [operation: string, named: string, request: (names: string | undefined, place: Place) => object][] = [
  ['Query', 'ProjectionExpression', (names, place) => ({ ...keyOf(place), ProjectionExpression: names })],
  ['Scan', 'ProjectionExpression', (names) => ({ ProjectionExpression: names })],
  ['Scan', 'AttributesToGet', (names) => ({ AttributesToGet: names === undefined ? undefined : [names] })],
];

const keyOf = (place: Place) => (place === 'the table' ? ofTable : ofIndex);

describe.each(ways)('%s with %s', (operation, named, request) => {
  test.each(rows)('Select %s, attributes %s, of %s: %j', async (Select, names, place, answer) => {
    const IndexName = place === 'the table' ? undefined : place;
    const { status, error, body } = await call(service, operation, {
      ...{ TableName: 'scores', IndexName, Select },
      ...request(names, place),
    });
    if (answer === 'count') return expect([status, body.Count, body.Items]).toEqual([200, 1, undefined]);
    if (typeof answer !== 'string') return expect(Object.keys(body.Items[0]).sort()).toEqual(answer);
    expect([status, error]).toEqual([400, 'ValidationException']);
    expect(body.message).toContain(answer);
    if (body.message.includes('Cannot specify')) expect(body.message).toContain(`the ${named} when`);
  });
});
