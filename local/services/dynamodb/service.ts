import { controlOperations } from '../../../policy/operations/dynamodb';
import type { AnyOperation, Service } from '../../http/operation';
import { awsJson, targetOperation } from '../../protocols/aws-json';
import { type Clock, systemClock } from '../../shared/clock';
import { accessDenied, unknownOperation } from './errors';
import { batchGetItem } from './operations/batch-get-item';
import { batchWriteItem } from './operations/batch-write-item';
import { controlOperation } from './operations/control-operation';
import { describeEndpoints, describeLimits } from './operations/describe-account';
import { describeContinuousBackups } from './operations/describe-continuous-backups';
import { describeTable } from './operations/describe-table';
import { describeTimeToLive } from './operations/describe-time-to-live';
import { getItem } from './operations/get-item';
import { listTables } from './operations/list-tables';
import { listTagsOfResource } from './operations/list-tags-of-resource';
import { batchExecuteStatement, executeStatement, executeTransaction } from './operations/partiql';
import { query } from './operations/query';
import { scan } from './operations/scan';
import { transactGetItems, transactWriteItems } from './operations/transaction';
import { writeItem } from './operations/write-item';
import type { DynamoDb } from './table-request';
import type { DynamoDbTables } from './tables/table';

/**
 * DynamoDB (API version 2012-08-10) over these tables. The items live as long as their tables do: there is no file, socket or timer, so
 * there is nothing to stop.
 */
export function dynamoDbService(tables: DynamoDbTables, clock: Clock = systemClock): Service<object> {
  const operations = operationsOf({ engine: tables.engine, tables }, clock);
  return {
    signingName: 'dynamodb',
    // **Documented**: Developer Guide, low-level API, of every answer; SDKs compare it.
    protocol: awsJson('1.0', { withCrc32: true }),
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
    describeTable(dynamoDb),
    describeTimeToLive(dynamoDb),
    describeContinuousBackups(dynamoDb, clock),
    describeLimits(),
    describeEndpoints(),
    listTables(dynamoDb),
    listTagsOfResource(dynamoDb),
  ];
  const judgedOnly: readonly AnyOperation<object>[] = [
    transactGetItems(dynamoDb),
    transactWriteItems(dynamoDb),
    executeStatement(dynamoDb),
    batchExecuteStatement(dynamoDb),
    executeTransaction(dynamoDb),
    ...Object.keys(controlOperations).map((name) => controlOperation(name, dynamoDb)),
  ];
  // What is performed stands last, so that it wins over the control operation of the same name.
  return new Map([...judgedOnly, ...performed].map((operation) => [operation.name, operation]));
}
