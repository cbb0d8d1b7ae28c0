import fc from 'fast-check';
import {
  anyJson,
  condition,
  conditions,
  item,
  key,
  keyCondition,
  keyConditions,
  mine,
  projection,
  update,
  updates,
  value,
  valued,
  word,
} from './hostile-values';

const returned = {
  ReturnValues: fc.constantFrom('NONE', 'ALL_OLD', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW', 'x'),
  ReturnConsumedCapacity: fc.constantFrom('TOTAL', 'INDEXES', 'NONE', 'x'),
};
const shown = { ProjectionExpression: projection, AttributesToGet: fc.array(word, { maxLength: 2 }), ...returned };
const filtered = {
  ...shown,
  FilterExpression: condition,
  ExclusiveStartKey: key,
  Limit: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.double()),
  Select: fc.constantFrom('COUNT', 'ALL_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'),
  IndexName: fc.constantFrom('byClan', 'constructor'),
  ConsistentRead: fc.boolean(),
};
const written = { ...returned, ConditionExpression: condition, Expected: fc.dictionary(word, valued, { maxKeys: 2 }) };
const writes = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ PutRequest: fc.record({ Item: item }) }) },
    { weight: 2, arbitrary: fc.record({ DeleteRequest: fc.record({ Key: key }) }) },
    fc.record({ PutRequest: fc.record({ Item: item }), DeleteRequest: fc.record({ Key: key }) }, { requiredKeys: [] }),
  ),
  { minLength: 1, maxLength: 3 },
);
const byTable = (part: fc.Arbitrary<unknown>) =>
  fc.dictionary(fc.constantFrom('players', 'indexed'), fc.oneof({ weight: 9, arbitrary: part }, anyJson), {
    minKeys: 1,
    maxKeys: 2,
  });

type Members = Record<string, fc.Arbitrary<unknown>>;

/** Members of a transaction: nearly right ones, and others. */
function members(kinds: Readonly<Record<string, readonly [needed: Members, options: Members]>>): fc.Arbitrary<unknown> {
  const right = Object.entries(kinds).map(([kind, [needed, options]]) =>
    fc
      .tuple(
        fc.record(needed),
        fc.record(
          { ...options, ReturnValuesOnConditionCheckFailure: fc.constantFrom('ALL_OLD', 'x') },
          { requiredKeys: [] },
        ),
        fc.array(word, { minLength: 2, maxLength: 2 }),
        fc.array(value, { minLength: 2, maxLength: 2 }),
      )
      .map(([must, may, names, values]) => ({
        [kind]: withPlaceholders({ TableName: 'players', ...may, ...must }, names, values),
      })),
  );
  const wrong = fc.dictionary(fc.constantFrom(...Object.keys(kinds), 'x'), anyJson, { maxKeys: 2 });
  return fc.array(fc.oneof({ weight: 9, arbitrary: fc.oneof(...right) }, wrong), { maxLength: 3 });
}

/** The members that an operation has to have, and those of which it gets at most two. */
const shapes: Record<string, readonly [needed: Members, options: Members]> = {
  GetItem: [{ Key: key }, shown],
  PutItem: [{ Item: item }, written],
  UpdateItem: [{ Key: key, UpdateExpression: update }, written],
  'UpdateItem, the older way': [{ Key: key, AttributeUpdates: updates }, written],
  DeleteItem: [{ Key: key }, written],
  Query: [{ KeyConditionExpression: keyCondition }, filtered],
  'Query, the older way': [{ KeyConditions: keyConditions }, { QueryFilter: conditions, ...filtered }],
  Scan: [{}, { ScanFilter: conditions, ...filtered }],
  BatchGetItem: [
    {
      RequestItems: byTable(
        fc.record(
          {
            Keys: fc.array(key, { minLength: 1, maxLength: 3 }),
            ProjectionExpression: fc.constantFrom('note', 'bag[0]', 'a b'),
          },
          { requiredKeys: ['Keys'] },
        ),
      ),
    },
    returned,
  ],
  BatchWriteItem: [{ RequestItems: byTable(writes) }, returned],
  TransactWriteItems: [
    {
      TransactItems: members({
        Put: [{ Item: item }, written],
        Update: [{ Key: key, UpdateExpression: update }, written],
        Delete: [{ Key: key }, written],
        ConditionCheck: [{ Key: key, ConditionExpression: condition }, written],
      }),
    },
    { ClientRequestToken: word, ReturnItemCollectionMetrics: fc.constantFrom('SIZE', 'x'), ...returned },
  ],
  TransactGetItems: [{ TransactItems: members({ Get: [{ Key: key }, shown] }) }, returned],
  ExecuteStatement: [{ Statement: fc.oneof(word, fc.constant('SELECT * FROM "players"')) }, {}],
  ListTables: [{}, { Limit: fc.integer(), ExclusiveStartTableName: word }],
  ListTagsOfResource: [{ ResourceArn: fc.oneof(word, anyJson) }, {}],
  DescribeTable: [{}, {}],
  CreateTable: [{}, { AttributeDefinitions: anyJson }],
};

/** Names and values for the placeholders that a request's expressions use; any other DynamoDB refuses as unused. */
function withPlaceholders(request: Record<string, unknown>, names: readonly string[], values: readonly unknown[]) {
  const text = JSON.stringify(Object.entries(request).filter(([member]) => member.endsWith('Expression')));
  const used = (placeholders: readonly string[], meanings: readonly unknown[]) => {
    const entries = placeholders.map((placeholder, index) => [placeholder, meanings[index]] as const);
    return Object.fromEntries(entries.filter(([placeholder]) => text.includes(placeholder)));
  };
  const attributeNames = used(['#a', '#b'], names);
  const attributeValues = used([':a', ':b'], values);
  return {
    ...request,
    ...(Object.keys(attributeNames).length === 0 ? {} : { ExpressionAttributeNames: attributeNames }),
    ...(Object.keys(attributeValues).length === 0 ? {} : { ExpressionAttributeValues: attributeValues }),
  };
}

/** A call. */
export interface HostileCall {
  readonly operation: string;
  readonly request: object;
}

/** A request that is nearly right, or wrong in one of many ways, with its operation. */
export const hostileRequest: fc.Arbitrary<HostileCall> = fc.constantFrom(...Object.keys(shapes)).chain((shape) => {
  const [needed, options] = shapes[shape] ?? [{}, {}];
  const chosen = fc.subarray(Object.keys(options), { maxLength: Math.min(2, Object.keys(options).length) });
  const spoiled = fc.oneof({ weight: 12, arbitrary: fc.constant({}) }, fc.dictionary(word, anyJson, { maxKeys: 2 }));
  return fc
    .tuple(
      fc.record(needed),
      fc.record(options),
      chosen,
      fc.array(word, { minLength: 2 }),
      fc.array(value, { minLength: 2 }),
      spoiled,
    )
    .map(([must, may, names, attributeNames, attributeValues, rest]) => {
      const request = {
        TableName: 'players',
        ...must,
        ...Object.fromEntries(names.map((name) => [name, may[name]])),
        ...rest,
      };
      return {
        operation: shape.replace(/,.*/, ''),
        request: withPlaceholders(request, attributeNames, attributeValues),
      };
    });
});

const own = { TableName: 'players', Key: { pk: { S: mine }, sk: { S: 'PROFILE' } } };

/** One request of each kind that a player may make. */
export const goodRequests: readonly HostileCall[] = [
  { operation: 'GetItem', request: own },
  { operation: 'UpdateItem', request: { ...own, UpdateExpression: 'SET note = sk' } },
  {
    operation: 'TransactWriteItems',
    request: { TransactItems: [{ Update: { ...own, UpdateExpression: 'SET note = sk' } }] },
  },
  { operation: 'TransactGetItems', request: { TransactItems: [{ Get: own }] } },
  {
    operation: 'Query',
    request: {
      TableName: 'players',
      KeyConditionExpression: 'pk = :a',
      ExpressionAttributeValues: { ':a': { S: mine } },
    },
  },
  { operation: 'BatchGetItem', request: { RequestItems: { players: { Keys: [own.Key] } } } },
  { operation: 'BatchWriteItem', request: { RequestItems: { players: [{ PutRequest: { Item: own.Key } }] } } },
  { operation: 'DeleteItem', request: own },
  { operation: 'PutItem', request: { TableName: 'players', Item: { ...own.Key, bag: { L: [{ S: 'ruby' }] } } } },
];
