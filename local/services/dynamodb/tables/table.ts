import type { DeploymentTarget } from '../../../../assembly/types';
import type { TableDescription } from '../engine/table-description';

/** A table of the templates. */
export interface DynamoDbTable {
  readonly description: TableDescription;
  /** The attribute that holds an item's expiry; absent: items don't expire. */
  readonly timeToLiveAttribute?: string;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  /** Where it stands in the templates. */
  readonly place: string;
}

/** A partition key: of a table, or of an index. */
export interface PartitionKey {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

/** What a request names as its table. The table may not exist: IAM is asked about it all the same. */
export interface TableReference {
  readonly name: string;
  readonly arn: string;
  readonly table?: DynamoDbTable;
}

const tableArn = /^arn:[^:]+:dynamodb:[^:]*:[^:]*:table\/([^/]+)$/;

/** The tables of a deployment. */
export class DynamoDbTables {
  /** Sorted by name, as `ListTables` answers them. */
  readonly all: readonly DynamoDbTable[];
  readonly #target: DeploymentTarget;
  readonly #byName: ReadonlyMap<string, DynamoDbTable>;

  /** Throws an Error where two tables have one name. */
  constructor(target: DeploymentTarget, tables: readonly DynamoDbTable[]) {
    const byName = new Map<string, DynamoDbTable>();
    for (const table of tables) {
      const name = table.description.TableName;
      const other = byName.get(name);
      if (other !== undefined) throw new Error(`${table.place}: the table name '${name}' is taken by ${other.place}`);
      byName.set(name, table);
    }
    this.#target = target;
    this.#byName = byName;
    this.all = [...tables].sort((a, b) => (a.description.TableName < b.description.TableName ? -1 : 1));
  }

  /** What a request means by a table's name or ARN. */
  reference(nameOrArn: string): TableReference {
    const nameInArn = tableArn.exec(nameOrArn)?.[1];
    const name = nameInArn ?? nameOrArn;
    const table = this.#byName.get(name);
    if (nameInArn !== undefined && table?.description.TableArn !== nameOrArn) return { name, arn: nameOrArn };
    return table === undefined ? { name, arn: this.#arn(name) } : { name, arn: table.description.TableArn, table };
  }

  /** The tags of a table, which are those of its indexes too (documented: developer guide, "Attribute-based access control"). */
  tagsOf(arn: string): ReadonlyMap<string, string> {
    const { table } = this.reference(arn.replace(/\/index\/[^/]+$/, ''));
    return new Map(table?.tags.map(({ Key, Value }) => [Key, Value]));
  }

  #arn(name: string): string {
    const { partition, region, account } = this.#target;
    return `arn:${partition}:dynamodb:${region}:${account}:table/${name}`;
  }
}

/** The partition key of a table, or of the index named; undefined where there is no such index. */
export function partitionKey({ description }: DynamoDbTable, indexName?: string): PartitionKey | undefined {
  const keySchema = indexName === undefined ? description.KeySchema : keySchemaOfIndex(description, indexName);
  const name = keySchema?.[0]?.AttributeName;
  const definition = description.AttributeDefinitions.find(({ AttributeName }) => AttributeName === name);
  return definition && { name: definition.AttributeName, type: definition.AttributeType };
}

function keySchemaOfIndex(description: TableDescription, indexName: string) {
  const indexes = [...(description.GlobalSecondaryIndexes ?? []), ...(description.LocalSecondaryIndexes ?? [])];
  return indexes.find(({ IndexName }) => IndexName === indexName)?.KeySchema;
}
