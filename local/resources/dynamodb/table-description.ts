import { createHash } from 'node:crypto';
import { AssemblyError } from '../../../assembly/assembly-error';
import { checkRequest, isDynaliteError } from '../../services/dynamodb/engine/dynalite';
import type { TableDescription } from '../../services/dynamodb/engine/table-description';
import { type HandlerErrorCode, ResourceRefused } from '../resource-refused';
import type { Resource } from '../resource-type';
import type { PointInTimeRecovery, TableProperties } from './properties';

/** What a table has in one region: of a global table, its replica's. */
export interface ReplicaProperties {
  readonly DeletionProtectionEnabled?: boolean;
  readonly PointInTimeRecoverySpecification?: PointInTimeRecovery;
  readonly TableClass?: unknown;
  readonly OnDemandThroughput?: unknown;
  readonly ReadOnDemandThroughputSettings?: unknown;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

/**
 * What `DescribeTable` answers of a table that has these properties.
 *
 * @throws AssemblyError for what the local DynamoDB does not have; ResourceRefused for what DynamoDB refuses, in its words
 */
export function tableDescription(
  resource: Resource<unknown>,
  properties: TableProperties,
  replica: ReplicaProperties,
): TableDescription {
  return {
    ...checkedSchema(resource, properties),
    TableArn: resource.attributes.Arn as string,
    TableId: resource.attributes.TableId ?? createHash('sha256').update(resource.place).digest('hex').slice(0, 32),
    TableStatus: 'ACTIVE',
    TableSizeBytes: 0,
    DeletionProtectionEnabled: replica.DeletionProtectionEnabled ?? false,
    BillingModeSummary: { BillingMode: properties.BillingMode ?? 'PROVISIONED' },
    ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
  };
}

type TableSchema = Pick<
  TableDescription,
  'TableName' | 'AttributeDefinitions' | 'KeySchema' | 'GlobalSecondaryIndexes' | 'LocalSecondaryIndexes'
>;

/** Names, keys and indexes, as `CreateTable` would take them. */
function checkedSchema(resource: Resource<unknown>, properties: TableProperties): TableSchema {
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes } = properties;
  refuseInheritedNames(resource, [resource.ref, ...AttributeDefinitions.map(({ AttributeName }) => AttributeName)]);
  if (LocalSecondaryIndexes?.some(({ Projection }) => Projection.ProjectionType !== 'ALL')) {
    throw new AssemblyError(
      `${resource.place}: Properties.LocalSecondaryIndexes`,
      'the local DynamoDB takes local secondary indexes only with the projection type ALL',
    );
  }
  const withoutCapacity = GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
    IndexName,
    KeySchema,
    Projection,
  }));
  const request = {
    TableName: resource.ref,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions,
    KeySchema,
    ...(withoutCapacity === undefined ? {} : { GlobalSecondaryIndexes: withoutCapacity }),
    ...(LocalSecondaryIndexes === undefined ? {} : { LocalSecondaryIndexes }),
  };
  try {
    const { BillingMode: _, ...schema } = checkRequest('CreateTable', structuredClone(request), 0);
    return schema as unknown as TableSchema;
  } catch (error) {
    if (!isDynaliteError(error)) throw error;
    throw refused(error.body.message ?? '', 'InvalidRequest');
  }
}

/** The engine looks names up in ordinary objects, which have these from the start. */
function refuseInheritedNames(resource: Resource<unknown>, names: readonly string[]): void {
  const inherited = names.find((name) => name in Object.prototype);
  if (inherited === undefined) return;
  throw new AssemblyError(`${resource.place}: Properties`, `the local DynamoDB cannot use the name '${inherited}'`);
}

/** DynamoDB's refusal. Which code the handler gives it is **unconfirmed** for all but names that are taken. */
export function refused(message: string, code: HandlerErrorCode): ResourceRefused {
  return new ResourceRefused({ message, code, service: 'DynamoDb' });
}
