import { call, keys, newService, stackOf, tableResource, tablesOf } from '../../services/dynamodb/harness';

const tables = (properties: object, type?: string) =>
  tablesOf([stackOf([tableResource('players', { ...keys('pk', 'sk'), ...properties }, type)])]);

/** A table as CDK's `TableV2` writes it. */
const asCdkWritesIt = {
  BillingMode: 'PAY_PER_REQUEST',
  SSESpecification: { SSEEnabled: false },
  TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: 100 },
  Replicas: [
    { Region: 'us-east-1', Tags: [{ Key: 'where', Value: 'far' }] },
    {
      Region: 'eu-central-1',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      ReadOnDemandThroughputSettings: { MaxReadRequestUnits: 100 },
      Tags: [{ Key: 'where', Value: 'here' }],
    },
  ],
};

test("a global table is the replica of the stack's own region", async () => {
  const stack = stackOf([tableResource('players', { ...keys('pk', 'sk'), ...asCdkWritesIt })]);
  const service = newService([stack]);
  const { body } = await call(service, 'DescribeTable', { TableName: 'players' });
  expect(body.Table).toMatchObject({
    DeletionProtectionEnabled: true,
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
  });
  const ResourceArn = body.Table.TableArn;
  expect((await call(service, 'ListTagsOfResource', { ResourceArn })).body.Tags).toEqual([
    { Key: 'where', Value: 'here' },
  ]);
  expect((await call(service, 'DescribeTimeToLive', { TableName: 'players' })).body.TimeToLiveDescription).toEqual({
    TimeToLiveStatus: 'ENABLED',
    AttributeName: 'expiresAt',
  });
});

test('a table of the older type is a table too', () => {
  const found = tables({ BillingMode: 'PAY_PER_REQUEST', DeletionProtectionEnabled: 'true' }, 'AWS::DynamoDB::Table');
  expect(found.all.map(({ description }) => description)).toMatchObject([
    { TableName: 'players', DeletionProtectionEnabled: true },
  ]);
});

test('other resources are left alone', () => {
  expect(tablesOf([stackOf([tableResource('files', { Anything: 1 }, 'AWS::S3::Bucket')])]).all).toEqual([]);
});

test('the tests above stand on properties that are taken', () => {
  expect(() => tables({})).not.toThrow();
  expect(() => tables({}, 'AWS::DynamoDB::Table')).not.toThrow();
});

test.each([
  ['a property that is not known', { Colour: 'red' }, 'Colour'],
  [
    "a resource policy, which would grant what no role's policy does",
    { Replicas: [{ Region: 'eu-central-1', ResourcePolicy: {} }] },
    'ResourcePolicy',
  ],
  [
    "a customer's key, for which a player would need kms:Decrypt",
    { Replicas: [{ Region: 'eu-central-1', SSESpecification: { KMSMasterKeyId: 'k' } }] },
    'SSESpecification',
  ],
  ['a stream', { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }, 'StreamSpecification'],
  ['no replica in this region', { Replicas: [{ Region: 'us-east-1' }] }, 'no replica in eu-central-1'],
  ['a name that every JavaScript object has', { ...keys('constructor') }, "'constructor'"],
  [
    'a local index that does not hold whole items',
    { LocalSecondaryIndexes: [{ IndexName: 'byScore', KeySchema: [], Projection: { ProjectionType: 'KEYS_ONLY' } }] },
    'projection type ALL',
  ],
])('%s stops the start and names the place', (_what, properties, words) => {
  expect(() => tables(properties)).toThrow(words);
  expect(() => tables(properties)).toThrow('foundation: players (Foundation/players)');
});

// In DynamoDB's own words, which name no place: who deploys says which resource it was.
test.each([
  ['a key without its definition', { AttributeDefinitions: [] }, 'Some index key attribute have no definition'],
  ['a key of an unknown type', { ...keys('pk:BOOL') }, "Value 'BOOL' at 'attributeDefinitions.1.member.attributeType'"],
])('%s is refused as DynamoDB refuses it', (_what, properties, words) => {
  expect(() => tables(properties)).toThrow(words);
  expect(() => tables(properties)).toThrow('(Service: DynamoDb, Status Code: 400)');
});

test('two tables of one name are refused', () => {
  const stack = (name: string) => ({ ...stackOf([tableResource('players', keys('pk'))]), name });
  expect(() => tablesOf([stack('one'), stack('two')])).toThrow(
    'Table already exists: players (Service: DynamoDb, Status Code: 400)',
  );
});
