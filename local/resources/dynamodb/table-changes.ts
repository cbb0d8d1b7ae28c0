import { isDeepStrictEqual } from 'node:util';
import type { TableDescription } from '../../services/dynamodb/engine/table-description';
import { type DynamoDbTable, indexesBeside } from '../../services/dynamodb/tables/table';
import type { TableProperties } from './properties';
import { refused } from './table-description';

/**
 * Whether a change replaces the table. **Documented** for `AWS::DynamoDB::Table`: its name, its key, its local indexes, and an attribute
 * definition that is edited, not one that is added or taken away. That a global table is replaced for an edited definition too is
 * **unconfirmed**; the type of a key that items are stored by cannot change in place.
 */
export function replacesTable(wanted: TableProperties, before: TableProperties): boolean {
  const types = new Map(before.AttributeDefinitions.map((one) => [one.AttributeName, one.AttributeType]));
  return (
    wanted.TableName !== before.TableName ||
    !isDeepStrictEqual(wanted.KeySchema, before.KeySchema) ||
    !isDeepStrictEqual(wanted.LocalSecondaryIndexes, before.LocalSecondaryIndexes) ||
    wanted.AttributeDefinitions.some(
      ({ AttributeName, AttributeType }) => (types.get(AttributeName) ?? AttributeType) !== AttributeType,
    )
  );
}

/**
 * Global indexes come and go one at a time, and stay as they are.
 *
 * @throws ResourceRefused in CloudFormation's words (**observed**: aws-cdk#14920; amplify-cli#11384)
 */
export function checkIndexChange(wanted: TableDescription, standing: TableDescription): void {
  const changed = wanted.GlobalSecondaryIndexes?.some((index) => {
    const same = standing.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index.IndexName);
    return same !== undefined && !isDeepStrictEqual(bare(index), bare(same));
  });
  if (changed) {
    const message =
      "Cannot update GSI's properties other than Provisioned Throughput and Contributor Insights Specification. " +
      'You can create a new GSI with a different name.';
    throw refused(message, 'InvalidRequest');
  }
  if (indexesBeside(wanted, standing).length + indexesBeside(standing, wanted).length > 1) {
    throw refused('Cannot perform more than one GSI creation or deletion in a single update', 'InvalidRequest');
  }
}

/** Without the prototypes and undefined members that the checks leave. */
const bare = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

type TimeToLive = Pick<DynamoDbTable, 'timeToLiveAttribute'>;

/**
 * The attribute by which items expire, after a deployment.
 *
 * **Observed** (aws-cdk#10576): a specification that is left out changes nothing; it is turned off by saying so. For some time leaving it
 * out was refused (aws-cdk#25655); a rollback to a table without one must not be.
 */
export function timeToLiveAfter(
  { TimeToLiveSpecification: asked }: TableProperties,
  standing?: TimeToLive,
): TimeToLive {
  const attribute =
    asked === undefined ? standing?.timeToLiveAttribute : asked.Enabled ? asked.AttributeName : undefined;
  return attribute === undefined ? {} : { timeToLiveAttribute: attribute };
}

/**
 * Its attribute is named, and is no other one than that by which items expire.
 *
 * @throws ResourceRefused in **observed** words: aws-cdk#25655; go-to-k/cdkd#932
 */
export function checkTimeToLive({ TimeToLiveSpecification: asked }: TableProperties, standing?: TimeToLive): void {
  const active = standing?.timeToLiveAttribute;
  if (asked === undefined || (!asked.Enabled && active === undefined)) return;
  if (asked.AttributeName === undefined) {
    const message =
      'Invalid request provided: AttributeName property of TimeToLiveSpecification is required when TTL status is enabled or while enabling/disabling TTL.';
    throw refused(message, 'InvalidRequest');
  }
  if (!asked.Enabled || active === undefined || asked.AttributeName === active) return;
  throw refused(
    `TimeToLive is active on a different AttributeName: current AttributeName is ${active}`,
    'InvalidRequest',
  );
}
