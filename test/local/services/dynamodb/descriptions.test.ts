import { perform } from '../../../../local/http/perform';
import { dynamoDbService } from '../../../../local/services/dynamodb/service';
import { ServiceError } from '../../../../local/shared/service-error';
import type { AuthorizationQuestion } from '../../../../policy/types';
import { noReason } from '../../../policy/fixtures';
import { keys, requestOf, stackOf, tableResource, tablesOf } from './harness';

const made = 1_700_000_000_000;
const day = 86_400_000;
const clock = { time: made, now: () => clock.time };
const index = {
  IndexName: 'byClan',
  KeySchema: [{ AttributeName: 'clan', KeyType: 'HASH' }],
  Projection: { ProjectionType: 'ALL' },
};
const withIndex = {
  AttributeDefinitions: ['pk', 'clan'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [index],
};
const replica = (more: object) => ({ Replicas: [{ Region: 'eu-central-1', ...more }] });
const stack = stackOf([
  tableResource('plain', keys('pk')),
  tableResource('indexed', { ...withIndex, BillingMode: 'PAY_PER_REQUEST' }),
  tableResource('global', {
    ...keys('pk'),
    SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
    WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: 40 },
    ...replica({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TableClass: 'STANDARD_INFREQUENT_ACCESS',
      ReadOnDemandThroughputSettings: { MaxReadRequestUnits: 50 },
      DeletionProtectionEnabled: true,
    }),
  }),
  tableResource(
    'short',
    {
      ...keys('pk'),
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: 'true', RecoveryPeriodInDays: '7' },
      OnDemandThroughput: { MaxReadRequestUnits: 5, MaxWriteRequestUnits: 6 },
    },
    'AWS::DynamoDB::Table',
  ),
]);
const service = dynamoDbService(tablesOf([stack]), clock);
let asked: AuthorizationQuestion[] = [];

async function call(name: string, body: object): Promise<Record<string, Record<string, unknown>>> {
  const request = requestOf(name, body);
  const operation = service.match(request);
  if (operation === undefined) throw service.unknownOperation(request);
  const decide = (question: AuthorizationQuestion) => {
    asked.push(question);
    const sentence = () => '';
    return { allowed: true, kind: 'allow' as const, explain: sentence, reason: noReason, sentence };
  };
  return (await perform({ service, operation, request, region: 'eu-central-1', decide })) as never;
}

beforeEach(() => {
  asked = [];
  clock.time = made;
});

test.each([
  ['plain', { DeletionProtectionEnabled: false }],
  ['indexed', { BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } }],
  [
    'global',
    {
      DeletionProtectionEnabled: true,
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS' },
      TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
      OnDemandThroughput: { MaxReadRequestUnits: 50, MaxWriteRequestUnits: 40 },
    },
  ],
  ['short', { OnDemandThroughput: { MaxReadRequestUnits: 5, MaxWriteRequestUnits: 6 } }],
])('the table %s is described as its template has it', async (TableName, described) => {
  const { Table } = await call('DescribeTable', { TableName });
  expect(Table).toMatchObject({
    TableName,
    TableStatus: 'ACTIVE',
    ItemCount: 0,
    CreationDateTime: made / 1000,
    ...described,
  });
  for (const member of ['SSEDescription', 'TableClassSummary', 'OnDemandThroughput']) {
    expect(Object.hasOwn(Table ?? {}, member)).toBe(Object.hasOwn(described, member));
  }
});

test('an index has an ARN, and counts the items that have its key', async () => {
  for (const [pk, clan] of [['a', 'red'], ['b', 'red'], ['c']]) {
    const Item = { pk: { S: pk }, ...(clan === undefined ? {} : { clan: { S: clan } }) };
    await call('PutItem', { TableName: 'indexed', Item });
  }
  const { Table } = await call('DescribeTable', { TableName: 'indexed' });
  expect(Table).toMatchObject({
    ItemCount: 3,
    GlobalSecondaryIndexes: [
      { ...index, IndexStatus: 'ACTIVE', ItemCount: 2, IndexArn: `${Table?.TableArn}/index/byClan` },
    ],
  });
});

test.each([
  ['plain', { PointInTimeRecoveryStatus: 'DISABLED' }],
  [
    'global',
    { PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: 35, EarliestRestorableDateTime: made / 1000 },
  ],
  [
    'short',
    {
      PointInTimeRecoveryStatus: 'ENABLED',
      RecoveryPeriodInDays: 7,
      EarliestRestorableDateTime: (made + 3 * day) / 1000,
      LatestRestorableDateTime: (made + 10 * day) / 1000 - 300,
    },
  ],
])('the backups of the table %s', async (TableName, recovery) => {
  clock.time = made + 10 * day;
  const { ContinuousBackupsDescription } = await call('DescribeContinuousBackups', { TableName });
  expect(ContinuousBackupsDescription).toMatchObject({
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: recovery,
  });
  expect(asked).toMatchObject([
    { action: 'dynamodb:DescribeContinuousBackups', resource: expect.stringMatching(`:table/${TableName}$`) },
  ]);
});

test('what there is no backup of', async () => {
  const refusal = await call('DescribeContinuousBackups', { TableName: 'missing' }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ServiceError);
  expect((refusal as ServiceError).code).toMatch(/#TableNotFoundException$/);
});

test.each([
  ['DescribeLimits', { AccountMaxReadCapacityUnits: 80_000, TableMaxWriteCapacityUnits: 40_000 }],
  [
    'DescribeEndpoints',
    { Endpoints: [{ Address: 'dynamodb.eu-central-1.amazonaws.com', CachePeriodInMinutes: 1440 }] },
  ],
])('%s is asked about no table', async (operation, answer) => {
  expect(await call(operation, {})).toMatchObject(answer);
  expect(asked).toEqual([{ action: `dynamodb:${operation}`, resource: '*' }]);
});
