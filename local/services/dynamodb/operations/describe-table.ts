import { controlQuestion } from '../../../../policy/operations/dynamodb';
import type { Operation } from '../../../http/operation';
import type { IndexDescription } from '../engine/table-description';
import { resourceNotFound } from '../errors';
import { type DynamoDb, readTableRequest, type TableRequest } from '../table-request';
import type { DynamoDbTable } from '../tables/table';

/** `DescribeTable`. Counts of items are exact here, sizes are not told; AWS updates both every six hours or so. */
export function describeTable(dynamoDb: DynamoDb): Operation<TableRequest, object> {
  return {
    name: 'DescribeTable',
    signature: 'required',
    parse: (http) => readTableRequest(http, 'DescribeTable', dynamoDb),
    authorize: ({ reference }) => [controlQuestion('DescribeTable', reference.arn)],
    run: ({ reference: { name, table } }) => {
      if (table === undefined) throw resourceNotFound(`Requested resource not found: Table: ${name} not found`);
      return { Table: { ...described(table, dynamoDb), ItemCount: dynamoDb.engine.itemCount(name) } };
    },
  };
}

function described(table: DynamoDbTable, dynamoDb: DynamoDb): object {
  const { description, createdAt, settings } = table;
  const { GlobalSecondaryIndexes: global, LocalSecondaryIndexes: local } = description;
  const index = (one: IndexDescription) => indexOf(table, one, dynamoDb);
  return {
    ...description,
    CreationDateTime: createdAt / 1000,
    ...(global && {
      GlobalSecondaryIndexes: global.map((one) => ({
        ...index(one),
        IndexStatus: 'ACTIVE',
        ProvisionedThroughput: description.ProvisionedThroughput,
      })),
    }),
    ...(local && { LocalSecondaryIndexes: local.map(index) }),
    ...(settings.onDemand && { OnDemandThroughput: settings.onDemand }),
    ...(settings.tableClass && { TableClassSummary: { TableClass: settings.tableClass } }),
    // Which key it is, is not known here. Of a key that AWS owns nothing is said (documented: SSEDescription).
    ...(settings.encryptedByManagedKey && { SSEDescription: { Status: 'ENABLED', SSEType: 'KMS' } }),
  };
}

function indexOf({ description }: DynamoDbTable, index: IndexDescription, dynamoDb: DynamoDb): object {
  return {
    ...index,
    IndexArn: `${description.TableArn}/index/${index.IndexName}`,
    IndexSizeBytes: 0,
    ItemCount: countIn(description.TableName, index.IndexName, dynamoDb),
  };
}

/** An index lacks the items that lack its key. */
function countIn(TableName: string, IndexName: string, { engine }: DynamoDb): number {
  let count = 0;
  let ExclusiveStartKey: unknown;
  do {
    const from = ExclusiveStartKey === undefined ? {} : { ExclusiveStartKey };
    const scan = engine.check('Scan', { TableName, IndexName, Select: 'COUNT', ...from });
    const page = engine.perform('Scan', scan) as { readonly Count: number; readonly LastEvaluatedKey?: unknown };
    count += page.Count;
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return count;
}
