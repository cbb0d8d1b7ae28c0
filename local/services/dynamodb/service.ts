import { controlOperations } from '../../../policy/operations/dynamodb';
import type { AnyOperation, Service } from '../../http/operation';
import { servedOperations } from '../../http/served-operation';
import { awsJson, targetOperation } from '../../protocols/aws-json';
import type { Clock } from '../../shared/clock';
import { accessDenied, unknownOperation } from './errors';
import { batchExecuteStatement } from './operations/batch-execute-statement';
import { batchGetItem } from './operations/batch-get-item';
import { batchWriteItem } from './operations/batch-write-item';
import { controlOperation } from './operations/control-operation';
import { describeEndpoints, describeLimits } from './operations/describe-account';
import { describeContinuousBackups } from './operations/describe-continuous-backups';
import { describeTable } from './operations/describe-table';
import { describeTimeToLive } from './operations/describe-time-to-live';
import { executeStatement } from './operations/execute-statement';
import { executeTransaction } from './operations/execute-transaction';
import { getItem } from './operations/get-item';
import { listTables } from './operations/list-tables';
import { listTagsOfResource } from './operations/list-tags-of-resource';
import { query } from './operations/query';
import { scan } from './operations/scan';
import { transactGetItems } from './operations/transact-get-items';
import { transactWriteItems } from './operations/transact-write-items';
import { writeItem } from './operations/write-item';
import type { DynamoDb } from './table-request';
import type { DynamoDbTables } from './tables/table';
import { RequestTokens } from './transactions/request-tokens';

/**
 * DynamoDB (API version 2012-08-10) over these tables. The items live as long as their tables do: there is no file, socket or timer, so
 * there is nothing to stop.
 *
 * @param clock tells for how long a transaction's token is remembered, and a statement's next page can be asked for
 */
export function dynamoDbService(tables: DynamoDbTables, clock: Clock): Service<object> {
  const operations = operationsOf({ engine: tables.engine, tables }, clock);
  return {
    signingName: 'dynamodb',
    // **Documented**: Developer Guide, low-level API, of every answer; SDKs compare it.
    protocol: awsJson('1.0', { withCrc32: true }),
    operations: () => servedOperations(operations.values()),
    match: (request) => operations.get(targetOperation(request, 'DynamoDB_20120810') ?? ''),
    operationName: (request) => targetOperation(request, 'DynamoDB_20120810'),
    unknownOperation: () => unknownOperation('An unknown operation was requested.'),
    accessDenied,
    resourceTags: (arn) => tables.tagsOf(arn),
  };
}

function operationsOf(dynamoDb: DynamoDb, clock: Clock): ReadonlyMap<string, AnyOperation<object>> {
  const performed: readonly AnyOperation<object>[] = [
    getItem(dynamoDb),
    writeItem('PutItem', dynamoDb),
    writeItem('UpdateItem', dynamoDb),
    writeItem('DeleteItem', dynamoDb),
    query(dynamoDb),
    scan(dynamoDb),
    batchGetItem(dynamoDb),
    batchWriteItem(dynamoDb),
    transactGetItems(dynamoDb),
    transactWriteItems(dynamoDb, new RequestTokens('TransactWriteItems', clock, dynamoDb.tables.usedTokens)),
    executeStatement(dynamoDb, clock),
    batchExecuteStatement(dynamoDb),
    executeTransaction(dynamoDb, new RequestTokens('ExecuteTransaction', clock, dynamoDb.tables.usedTokens)),
    describeTable(dynamoDb),
    describeTimeToLive(dynamoDb),
    describeContinuousBackups(dynamoDb, clock),
    describeLimits(),
    describeEndpoints(),
    listTables(dynamoDb),
    listTagsOfResource(dynamoDb),
  ];
  const judgedOnly: readonly AnyOperation<object>[] = [
    ...Object.keys(controlOperations).map((name) => controlOperation(name, dynamoDb)),
  ];
  // What is performed stands last, so that it wins over the control operation of the same name.
  return new Map([...judgedOnly, ...performed].map((operation) => [operation.name, operation]));
}
