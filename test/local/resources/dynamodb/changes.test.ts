import type { Service } from '../../../../local/http/operation';
import { globalTable, table } from '../../../../local/resources/dynamodb/table';
import { dynamoDbService } from '../../../../local/services/dynamodb/service';
import { DynamoDbTables } from '../../../../local/services/dynamodb/tables/table';
import { call, keys } from '../../services/dynamodb/harness';
import { desired } from '../desired';

const place = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };
let now: number;
let parts: { readonly tables: DynamoDbTables; readonly clock: { now(): number } };
let service: Service<object>;

beforeEach(() => {
  now = 1_700_000_000_000;
  parts = { tables: new DynamoDbTables(place), clock: { now: () => now } };
  service = dynamoDbService(parts.tables, parts.clock);
});

const attributes = { Arn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/players' };
const ofTable = (properties = {}, ref = 'players') =>
  desired(table, ref, { ...keys('pk', 'sk'), ...properties }, { attributes });
const ofGlobalTable = (
  { Tags, DeletionProtectionEnabled, ...properties }: Record<string, unknown> = {},
  ref = 'players',
) => {
  const Replicas = [
    {
      Region: 'eu-west-1',
      ...(Tags ? { Tags } : {}),
      ...(DeletionProtectionEnabled ? { DeletionProtectionEnabled } : {}),
    },
  ];
  return desired(globalTable, ref, { ...keys('pk', 'sk'), Replicas, ...properties }, { attributes });
};

/** Both types, each with what it makes of the same wishes. */
const types = [
  {
    name: 'AWS::DynamoDB::Table',
    create: (properties = {}, ref?: string) => table.create(ofTable(properties, ref), parts),
    update: (to = {}, from = {}) => table.update(ofTable(to), ofTable(from), parts),
    remove: (properties = {}) => table.remove(ofTable(properties), parts),
    replaces: (to = {}, from = {}) => table.replaces(ofTable(to), ofTable(from)),
  },
  {
    name: 'AWS::DynamoDB::GlobalTable',
    create: (properties = {}, ref?: string) => globalTable.create(ofGlobalTable(properties, ref), parts),
    update: (to = {}, from = {}) => globalTable.update(ofGlobalTable(to), ofGlobalTable(from), parts),
    remove: (properties = {}) => globalTable.remove(ofGlobalTable(properties), parts),
    replaces: (to = {}, from = {}) => globalTable.replaces(ofGlobalTable(to), ofGlobalTable(from)),
  },
] as const;

const item = { pk: { S: 'PLAYER#1' }, sk: { S: 'save' }, clan: { S: 'red' }, coins: { N: '5' } };
const Key = { pk: item.pk, sk: item.sk };
const put = (Item: object = item) => call(service, 'PutItem', { TableName: 'players', Item });
const get = async () => (await call(service, 'GetItem', { TableName: 'players', Key })).body.Item;
const describeTable = async () => (await call(service, 'DescribeTable', { TableName: 'players' })).body.Table;
const index = (name: string, attribute: string, more = {}) => ({
  IndexName: name,
  KeySchema: [{ AttributeName: attribute, KeyType: 'HASH' }],
  Projection: { ProjectionType: 'ALL' },
  ...more,
});
const indexed = (...indexes: ReturnType<typeof index>[]) => {
  const attributes = new Set(['pk', 'sk', ...indexes.map(({ KeySchema }) => KeySchema[0]?.AttributeName)]);
  return {
    AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    ...(indexes.length === 0 ? {} : { GlobalSecondaryIndexes: indexes }),
  };
};
const members = async (IndexName: string, attribute: string, value: string) => {
  const { body } = await call(service, 'Query', {
    TableName: 'players',
    IndexName,
    KeyConditionExpression: '#a = :v',
    ExpressionAttributeNames: { '#a': attribute },
    ExpressionAttributeValues: { ':v': { S: value } },
  });
  return body.Count ?? body.message;
};

describe.each(types)('$name', ({ create, update, remove, replaces }) => {
  test('it is there once it is created, and its name is taken', async () => {
    expect((await put()).error).toBe('ResourceNotFoundException');
    create();
    expect((await put()).status).toBe(200);
    expect(() => create()).toThrow('Table already exists: players (Service: DynamoDb, Status Code: 400)');
    expect(() => create({}, 'others')).not.toThrow();
  });

  test.each([
    [
      'the billing mode',
      { BillingMode: 'PAY_PER_REQUEST' },
      { BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } },
    ],
    ['deletion protection', { DeletionProtectionEnabled: true }, { DeletionProtectionEnabled: true }],
    ['an index that comes', indexed(index('byClan', 'clan')), { GlobalSecondaryIndexes: [{ IndexName: 'byClan' }] }],
    ['a tag', { Tags: [{ Key: 'game', Value: 'star-harvest' }] }, {}],
    ['a time to live', { TimeToLiveSpecification: { AttributeName: 'ends', Enabled: true } }, {}],
  ])('%s changes in place: items, identity and age stay', async (_what, properties, described) => {
    create();
    await put();
    const before = await describeTable();
    now += 60_000;
    update(properties);
    expect(await get()).toEqual(item);
    const { TableId, TableArn, CreationDateTime } = before;
    expect(await describeTable()).toMatchObject({ TableId, TableArn, CreationDateTime, ItemCount: 1, ...described });
    expect(replaces(properties)).toBe(false);
    update({}, properties);
    expect(await get()).toEqual(item);
  });

  test('tags and time to live are those of now', async () => {
    const ResourceArn = attributes.Arn;
    create({ Tags: [{ Key: 'game', Value: 'old' }] });
    update({
      Tags: [{ Key: 'game', Value: 'new' }],
      TimeToLiveSpecification: { AttributeName: 'ends', Enabled: true },
    });
    expect((await call(service, 'ListTagsOfResource', { ResourceArn })).body.Tags).toEqual([
      { Key: 'game', Value: 'new' },
    ]);
    expect(service.resourceTags?.(ResourceArn)).toEqual(new Map([['game', 'new']]));
    const timeToLive = async () => (await call(service, 'DescribeTimeToLive', { TableName: 'players' })).body;
    expect(await timeToLive()).toMatchObject({ TimeToLiveDescription: { AttributeName: 'ends' } });
    // Left out is not turned off.
    update({});
    expect(await timeToLive()).toMatchObject({ TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED' } });
    update({ TimeToLiveSpecification: { AttributeName: 'ends', Enabled: false } });
    expect(await timeToLive()).toMatchObject({ TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } });
  });

  test('a new index holds the items that are there and fit, and a removed one is gone', async () => {
    create();
    await put();
    await put({ ...item, pk: { S: 'PLAYER#2' }, clan: { N: '7' } });
    await put({ ...Key, pk: { S: 'PLAYER#3' } });
    update(indexed(index('byClan', 'clan')));
    expect(await members('byClan', 'clan', 'red')).toBe(1);
    await put({ ...item, pk: { S: 'PLAYER#4' } });
    expect(await members('byClan', 'clan', 'red')).toBe(2);
    update(indexed(), indexed(index('byClan', 'clan')));
    expect(await members('byClan', 'clan', 'red')).toContain('byClan');
    await call(service, 'DeleteItem', { TableName: 'players', Key });
    update(indexed(index('byClan', 'clan')));
    expect(await members('byClan', 'clan', 'red')).toBe(1);
  });

  test('an item that does not fit a new index can be changed and deleted all the same', async () => {
    const odd = { ...item, clan: { N: '7' } };
    create();
    await put(odd);
    update(indexed(index('byClan', 'clan')));
    const UpdateExpression = 'SET clan = :c';
    const answer = await call(service, 'UpdateItem', {
      TableName: 'players',
      Key,
      UpdateExpression,
      ExpressionAttributeValues: { ':c': { S: 'blue' } },
    });
    expect(answer.status).toBe(200);
    expect(await members('byClan', 'clan', 'blue')).toBe(1);
    update(indexed(), indexed(index('byClan', 'clan')));
    await put(odd);
    update(indexed(index('byClan', 'clan')));
    expect((await call(service, 'DeleteItem', { TableName: 'players', Key })).status).toBe(200);
  });

  const byClan = index('byClan', 'clan');
  const byGuild = index('byGuild', 'guild');
  const expiring = (AttributeName: string, Enabled = true) => ({ TimeToLiveSpecification: { AttributeName, Enabled } });
  test.each([
    ['two indexes that come', {}, indexed(byClan, byGuild), 'Cannot perform more than one GSI', indexed(byClan)],
    ['one that comes while one goes', indexed(byClan), indexed(byGuild), 'Cannot perform more than one GSI', indexed()],
    ['two that go', indexed(byClan, byGuild), indexed(), 'Cannot perform more than one GSI', indexed(byGuild)],
    [
      'another key of an index',
      indexed(byClan),
      indexed(index('byClan', 'guild')),
      "Cannot update GSI's properties",
      indexed(byClan, byGuild),
    ],
    [
      'another projection of an index',
      indexed(byClan),
      indexed(index('byClan', 'clan', { Projection: { ProjectionType: 'KEYS_ONLY' } })),
      "Cannot update GSI's properties",
      indexed(byClan),
    ],
    [
      'another time to live',
      expiring('ends'),
      expiring('stops'),
      'TimeToLive is active on a different AttributeName: current AttributeName is ends',
      expiring('ends', false),
    ],
    [
      'a time to live by nothing',
      {},
      { TimeToLiveSpecification: { Enabled: true } },
      'AttributeName property of TimeToLiveSpecification is required',
      { TimeToLiveSpecification: { Enabled: false } },
    ],
    [
      'no time to live, of which it is not said',
      expiring('ends'),
      { TimeToLiveSpecification: { Enabled: false } },
      'AttributeName property of TimeToLiveSpecification is required',
      expiring('ends', false),
    ],
    ['a key without its definition', {}, { AttributeDefinitions: [] }, 'have no definition', {}],
  ])('%s is refused, and nothing is changed', async (_what, from, to, words, taken) => {
    create(from);
    await put();
    const before = await describeTable();
    expect(() => update(to, from)).toThrow(words);
    expect(await describeTable()).toEqual(before);
    expect(await get()).toEqual(item);
    expect(() => update(taken, from)).not.toThrow();
  });

  test('a time to live by nothing is refused from the start', () => {
    expect(() => create({ TimeToLiveSpecification: { Enabled: true } })).toThrow('AttributeName property');
    expect(parts.tables.find('players')).toBeUndefined();
    expect(() => create(expiring('ends'))).not.toThrow();
  });

  test('deletion protection holds it back until it is turned off', async () => {
    const guarded = { DeletionProtectionEnabled: true };
    create(guarded);
    await put();
    expect(() => remove(guarded)).toThrow(
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    );
    expect(await get()).toEqual(item);
    update({}, guarded);
    expect(() => remove()).not.toThrow();
    expect((await put()).error).toBe('ResourceNotFoundException');
  });

  test('it is deleted with its items and indexes, and deleting it again is no error', async () => {
    create(indexed(byClan));
    await put();
    remove();
    expect(() => remove()).not.toThrow();
    create(indexed(byClan));
    expect(await get()).toBeUndefined();
    expect(await members('byClan', 'clan', 'red')).toBe(0);
  });

  test('a change of a table that is gone is refused', () => {
    expect(() => update()).toThrow('Requested resource not found: Table: players not found');
    create();
    expect(() => update()).not.toThrow();
  });

  test.each([
    ['another name', { TableName: 'others' }, {}, true],
    ['another key', keys('id'), {}, true],
    ['another type of an attribute', keys('pk:N', 'sk'), {}, true],
    ['another local index', { LocalSecondaryIndexes: [] }, {}, true],
    ['an attribute more, for an index', indexed(byClan), {}, false],
    ['an attribute less', {}, indexed(byClan), false],
    ['deletion protection', { DeletionProtectionEnabled: true }, {}, false],
  ])('%s replaces it, or not', (_what, to, from, expected) => {
    expect(replaces(to, from)).toBe(expected);
  });
});
