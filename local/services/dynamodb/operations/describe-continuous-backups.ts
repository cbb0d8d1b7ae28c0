import { controlQuestion } from '../../../../policy/operations/dynamodb';
import type { Operation } from '../../../http/operation';
import type { Clock } from '../../../shared/clock';
import { tableNotFound, validationError } from '../errors';
import { requestBody } from '../request-body';
import type { DynamoDb } from '../table-request';
import type { DynamoDbTable, TableReference } from '../tables/table';

const day = 24 * 60 * 60 * 1000;
/** How far behind the present a table can be restored (documented: five minutes, typically). */
const behind = 5 * 60 * 1000;

/**
 * `DescribeContinuousBackups`: continuous backups are on for every table, point-in-time recovery where the template says so. How far back it
 * reaches where it was turned on later than the table was made is not told apart.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html documented
 */
export function describeContinuousBackups({ tables }: DynamoDb, clock: Clock): Operation<TableReference, object> {
  return {
    name: 'DescribeContinuousBackups',
    signature: 'required',
    parse: (http) => {
      const { TableName } = requestBody(http);
      if (typeof TableName === 'string' && TableName !== '') return tables.reference(TableName);
      throw validationError(
        "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null",
      );
    },
    authorize: ({ arn }) => [controlQuestion('DescribeContinuousBackups', arn)],
    run: ({ name, table }) => {
      if (table === undefined) throw tableNotFound(name);
      return {
        ContinuousBackupsDescription: {
          ContinuousBackupsStatus: 'ENABLED',
          PointInTimeRecoveryDescription: recoveryOf(table, clock.now()),
        },
      };
    },
  };
}

function recoveryOf({ createdAt, settings: { recoveryDays } }: DynamoDbTable, now: number): object {
  if (recoveryDays === undefined) return { PointInTimeRecoveryStatus: 'DISABLED' };
  return {
    PointInTimeRecoveryStatus: 'ENABLED',
    RecoveryPeriodInDays: recoveryDays,
    EarliestRestorableDateTime: Math.max(createdAt, now - recoveryDays * day) / 1000,
    LatestRestorableDateTime: Math.max(createdAt, now - behind) / 1000,
  };
}
