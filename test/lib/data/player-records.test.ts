import { Match } from 'aws-cdk-lib/assertions';
import { statementsOf, templatesWith } from '../synthesize';

const sub = '${cognito-identity.amazonaws.com:sub}';
const table = { 'Fn::ImportValue': expect.stringContaining('PlayerRecordsTable') };

const reads = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'];
const writes = [
  'dynamodb:BatchWriteItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
];

/** A statement that holds only for requests that name a leading key, all of them among these. */
function onKeys(action: unknown, operator: 'StringEquals' | 'StringLike', keys: string[]) {
  return {
    Effect: 'Allow',
    Action: action,
    Resource: table,
    Condition: {
      [`ForAllValues:${operator}`]: { 'dynamodb:LeadingKeys': keys },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  };
}

const boards = onKeys(['dynamodb:GetItem', 'dynamodb:Query'], 'StringLike', ['BOARD#*']);

describe('the table', () => {
  test('has pk and sk as strings, and no index', () => {
    templatesWith().data.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      GlobalSecondaryIndexes: Match.absent(),
      LocalSecondaryIndexes: Match.absent(),
    });
  });

  test('is paid by request up to the configured ceiling, and can be restored to any second', () => {
    const { data } = templatesWith({ table: { maxReadRequestUnits: 7, maxWriteRequestUnits: 5 } });
    data.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      BillingMode: 'PAY_PER_REQUEST',
      WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: 5 },
      Replicas: [
        Match.objectLike({
          ReadOnDemandThroughputSettings: { MaxReadRequestUnits: 7 },
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        }),
      ],
    });
  });
});

test('a signed-in player owns their records, reads their ledger and every board, and nothing else of the table', () => {
  const { OwnFiles, ListOwnFiles, ReadProtectedFiles, ReadPublicFiles, ...statements } = statementsOf(
    templatesWith().federation,
    'AuthenticatedRole',
  );
  expect(statements).toEqual({
    ReadOwnRecordsAndLedger: onKeys(reads, 'StringEquals', [`PLAYER#${sub}`, `LEDGER#${sub}`]),
    WriteOwnRecords: onKeys(writes, 'StringEquals', [`PLAYER#${sub}`]),
    ReadBoards: boards,
  });
});

test('a guest who owns data has their records and no ledger', () => {
  const { OwnFiles, ListOwnFiles, ReadPublicFiles, ...statements } = statementsOf(
    templatesWith({ guests: { enabled: true, ownData: true } }).federation,
    'GuestRole',
  );
  expect(statements).toEqual({
    OwnRecords: onKeys([...reads, ...writes].sort(), 'StringEquals', [`PLAYER#${sub}`]),
    ReadBoards: boards,
  });
});

test('a guest who owns no data reads boards only', () => {
  const { ReadPublicFiles, ...statements } = statementsOf(
    templatesWith({ guests: { enabled: true } }).federation,
    'GuestRole',
  );
  expect(statements).toEqual({ ReadBoards: boards });
});

test('no role has a statement on the table without both conditions', () => {
  const { federation } = templatesWith();
  const onTable = Object.values(federation.findResources('AWS::IAM::Policy'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Action }) => [Action].flat().some((action: string) => action.startsWith('dynamodb:')));
  expect(onTable.length).toBeGreaterThan(4);
  for (const { Condition } of onTable) {
    expect(Object.keys(Condition)).toEqual([expect.stringMatching(/^ForAllValues:/), 'Null']);
  }
});
