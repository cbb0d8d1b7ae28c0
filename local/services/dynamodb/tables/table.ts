import type { DeploymentTarget } from '../../../../assembly/types';
import { inMemory } from '../../../state/in-memory';
import type { AccountKeeper } from '../../../state/persisted';
import { DynamoDbEngine } from '../engine/engine';
import type { IndexDescription, TableDescription } from '../engine/table-description';
import { SealingKey } from '../partiql/sealing-key';
import { UsedTokens } from '../transactions/used-tokens';

/** What a template says of a table that changes no answer but the descriptions. */
export interface TableSettings {
  /** How many days back the table can be restored; absent: it has no point-in-time recovery. */
  readonly recoveryDays?: number;
  readonly tableClass?: string;
  /** Encrypted by the key that AWS manages in the account; else by one that AWS owns, which is not described. */
  readonly encryptedByManagedKey: boolean;
  /** The most that an on-demand table takes. */
  readonly onDemand?: { readonly MaxReadRequestUnits?: number; readonly MaxWriteRequestUnits?: number };
}

/** A table of the templates; a deployment changes it, and its items stay. */
export interface DynamoDbTable {
  readonly description: TableDescription;
  readonly settings: TableSettings;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
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

/** The record of an item; no table's name has a slash. */
export const itemRecord = (table: string, key: string) => `${table}/${key}`;

/** The tables of an account, and their items: deployments add to them, change them and take from them. */
export class DynamoDbTables {
  readonly engine: DynamoDbEngine;
  /** Of transactions that were done. */
  readonly usedTokens: UsedTokens;
  /** Of the next pages of statements. */
  readonly sealingKey: SealingKey;
  readonly keeper: AccountKeeper;
  readonly #target: DeploymentTarget;
  readonly #byName = new Map<string, DynamoDbTable>();

  /** @param target for the ARN under which IAM is asked about a table that does not exist */
  constructor({ partition, region, account }: DeploymentTarget, keeper: AccountKeeper = inMemory) {
    this.#target = { partition, region, account };
    this.keeper = keeper;
    this.engine = new DynamoDbEngine(
      (name) => this.#byName.get(name)?.description,
      (name, key) => keeper.changed('items', itemRecord(name, key)),
    );
    this.sealingKey = new SealingKey(keeper);
    this.usedTokens = new UsedTokens((use) => keeper.changed('transaction-tokens', use));
  }

  /** Sorted by name, as `ListTables` answers them. */
  get all(): readonly DynamoDbTable[] {
    return [...this.#byName.values()].sort((a, b) => (a.description.TableName < b.description.TableName ? -1 : 1));
  }

  find(name: string): DynamoDbTable | undefined {
    return this.#byName.get(name);
  }

  /** A new table, empty. Whoever adds one has looked whether its name is free. */
  add(table: DynamoDbTable): void {
    const { TableName } = table.description;
    if (this.#byName.has(TableName)) throw new Error(`the table '${TableName}' is there already`);
    this.#byName.set(TableName, table);
    this.keeper.changed('tables', TableName);
  }

  /** Changes a table in place: its items stay, and what is new in its indexes is filled from them. */
  change(table: DynamoDbTable): void {
    const { description } = table;
    const before = this.#byName.get(description.TableName)?.description;
    this.#byName.set(description.TableName, table);
    this.keeper.changed('tables', description.TableName);
    const gone = indexesBeside(before, description);
    for (const { IndexName } of gone) this.engine.dropIndex(description.TableName, IndexName);
    for (const index of indexesBeside(description, before)) this.engine.fillIndex(description, index);
  }

  /** Takes what an earlier process knew of a table that is there. */
  restore(table: DynamoDbTable): void {
    this.#byName.set(table.description.TableName, table);
  }

  /** Takes a table away with all its items. */
  remove(name: string): void {
    this.#byName.delete(name);
    this.keeper.changed('tables', name);
    this.engine.dropTable(name);
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

/** The global indexes of a table that another description of it lacks. */
export function indexesBeside(table?: TableDescription, other?: TableDescription): readonly IndexDescription[] {
  const names = new Set(other?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
  return (table?.GlobalSecondaryIndexes ?? []).filter(({ IndexName }) => !names.has(IndexName));
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
