import { createHash } from 'node:crypto';
import { AssemblyError } from '../../../../assembly/assembly-error';
import { readProperties } from '../../../../assembly/properties';
import type { DeployedResource, DeployedStack, DeploymentTarget } from '../../../../assembly/types';
import { checkRequest, isDynaliteError } from '../engine/dynalite';
import type { TableDescription } from '../engine/table-description';
import { type DynamoDbTable, DynamoDbTables } from './table';
import { globalTableProperties, type TableProperties, tableProperties } from './template-properties';

/**
 * The DynamoDB tables of the stacks: every `AWS::DynamoDB::GlobalTable` and `AWS::DynamoDB::Table`.
 *
 * @throws AssemblyError naming the resource and the property that is not understood, or that DynamoDB would refuse
 */
export function tablesFromStacks(stacks: readonly DeployedStack[]): DynamoDbTables {
  const tables = stacks.flatMap((stack) =>
    stack.resources.flatMap((resource) => {
      const table = tableOf(resource, stack);
      return table === undefined ? [] : [table];
    }),
  );
  // Only for the ARN under which IAM is asked about a table that does not exist.
  const target = stacks[0] ?? { partition: 'aws', region: 'us-east-1', account: '000000000000' };
  return new DynamoDbTables(target, tables);
}

function tableOf(resource: DeployedResource, target: DeploymentTarget): DynamoDbTable | undefined {
  if (resource.type === 'AWS::DynamoDB::Table') {
    const properties = readProperties(resource, tableProperties);
    return makeTable(resource, properties, properties);
  }
  if (resource.type === 'AWS::DynamoDB::GlobalTable') {
    const properties = readProperties(resource, globalTableProperties);
    const replica = properties.Replicas.find(({ Region }) => Region === target.region);
    if (replica === undefined) {
      throw new AssemblyError(`${resource.place}: Properties.Replicas`, `holds no replica in ${target.region}`);
    }
    return makeTable(resource, properties, replica);
  }
  return undefined;
}

interface ReplicaProperties {
  readonly DeletionProtectionEnabled?: boolean;
  readonly Tags?: readonly { Key: string; Value: string }[];
}

function makeTable(resource: DeployedResource, properties: TableProperties, replica: ReplicaProperties): DynamoDbTable {
  const schema = checkedSchema(resource, properties);
  const timeToLive = properties.TimeToLiveSpecification;
  return {
    place: resource.place,
    tags: replica.Tags ?? [],
    ...(timeToLive?.Enabled && timeToLive.AttributeName ? { timeToLiveAttribute: timeToLive.AttributeName } : {}),
    description: {
      ...schema,
      TableArn: resource.attributes.Arn as string,
      TableId: createHash('sha256').update(resource.place).digest('hex').slice(0, 32),
      TableStatus: 'ACTIVE',
      TableSizeBytes: 0,
      DeletionProtectionEnabled: replica.DeletionProtectionEnabled ?? false,
      BillingModeSummary: { BillingMode: properties.BillingMode ?? 'PROVISIONED' },
      ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    },
  };
}

type TableSchema = Pick<
  TableDescription,
  'TableName' | 'AttributeDefinitions' | 'KeySchema' | 'GlobalSecondaryIndexes' | 'LocalSecondaryIndexes'
>;

/** Names, keys and indexes, as `CreateTable` would take them. */
function checkedSchema(resource: DeployedResource, properties: TableProperties): TableSchema {
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
    throw new AssemblyError(`${resource.place}: Properties`, `DynamoDB would refuse it: ${error.body.message}`);
  }
}

/** The engine looks names up in ordinary objects, which have these from the start. */
function refuseInheritedNames(resource: DeployedResource, names: readonly string[]): void {
  const inherited = names.find((name) => name in Object.prototype);
  if (inherited === undefined) return;
  throw new AssemblyError(`${resource.place}: Properties`, `the local DynamoDB cannot use the name '${inherited}'`);
}
