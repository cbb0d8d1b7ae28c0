import { type AuthorizationQuestion, type ContextValue, requestContext } from '../types';

/**
 * What IAM is asked about a call of DynamoDB: the table from API operation to IAM actions, resources and condition keys.
 *
 * Sources, all **documented** unless a line says otherwise:
 * - the Service Authorization Reference, "Actions, resources, and condition keys for Amazon DynamoDB"
 * - the developer guide, "Using IAM policy conditions for fine-grained access control", "Using IAM with DynamoDB transactions"
 *   and "IAM security policies with PartiQL for DynamoDB"
 */

/** DynamoDB's condition keys, without their prefix. */
type ConditionKey =
  | 'Attributes'
  | 'EnclosingOperation'
  | 'FullTableScan'
  | 'LeadingKeys'
  | 'ReturnConsumedCapacity'
  | 'ReturnValues'
  | 'Select';

/**
 * The actions on items, with the condition keys that a request for them carries. `Query` and `Scan` are listed with
 * `ReturnValues` too, but have no such parameter, so it is left out. `ConditionCheckItem` is listed without
 * `EnclosingOperation`, but the guide's own policies match it by that key, so it is there.
 */
export const itemActions = {
  GetItem: ['Attributes', 'EnclosingOperation', 'LeadingKeys', 'ReturnConsumedCapacity', 'Select'],
  PutItem: ['Attributes', 'EnclosingOperation', 'LeadingKeys', 'ReturnConsumedCapacity', 'ReturnValues'],
  UpdateItem: ['Attributes', 'EnclosingOperation', 'LeadingKeys', 'ReturnConsumedCapacity', 'ReturnValues'],
  DeleteItem: ['Attributes', 'EnclosingOperation', 'LeadingKeys', 'ReturnConsumedCapacity', 'ReturnValues'],
  ConditionCheckItem: ['Attributes', 'EnclosingOperation', 'LeadingKeys', 'ReturnConsumedCapacity', 'ReturnValues'],
  BatchGetItem: ['Attributes', 'LeadingKeys', 'ReturnConsumedCapacity', 'Select'],
  BatchWriteItem: ['Attributes', 'LeadingKeys', 'ReturnConsumedCapacity'],
  Query: ['Attributes', 'LeadingKeys', 'ReturnConsumedCapacity', 'Select'],
  Scan: ['Attributes', 'ReturnConsumedCapacity', 'Select'],
  PartiQLSelect: ['Attributes', 'EnclosingOperation', 'FullTableScan', 'LeadingKeys', 'Select'],
  PartiQLInsert: ['Attributes', 'EnclosingOperation', 'LeadingKeys'],
  PartiQLUpdate: ['Attributes', 'EnclosingOperation', 'LeadingKeys', 'ReturnValues'],
  PartiQLDelete: ['Attributes', 'EnclosingOperation', 'LeadingKeys', 'ReturnValues'],
} as const satisfies Readonly<Record<string, readonly ConditionKey[]>>;

/** An IAM action on items: `GetItem` stands for `dynamodb:GetItem`. */
export type ItemAction = keyof typeof itemActions;

/** What a request says that condition keys tell IAM; an absent member is an absent key. */
export interface ItemRequestFacts {
  /**
   * The partition-key values of the request (on an index: of the index), as strings: a number in DynamoDB's normal form, binary
   * in base64 (both **unconfirmed**; the documentation only shows strings). IAM never sees a sort key.
   */
  readonly leadingKeys?: readonly string[];
  /** The top-level attribute names that the request names, the key's among them. */
  readonly attributes?: readonly string[];
  /** `Select`: always has a value, `ALL_ATTRIBUTES` unless otherwise specified. */
  readonly select?: string;
  /** `ReturnValues`: always has a value where the operation has the parameter, `NONE` unless otherwise specified. */
  readonly returnValues?: string;
  /** `ReturnConsumedCapacity`; whether the key is absent or `NONE` when it is left out is **unconfirmed**. */
  readonly returnConsumedCapacity?: string;
  /** The transaction that the item's action runs in: `TransactGetItems`, `TransactWriteItems`, `ExecuteTransaction`. */
  readonly enclosingOperation?: string;
  /** For a PartiQL `SELECT`: whether it may read the whole table. */
  readonly fullTableScan?: boolean;
}

/**
 * The question about one action on one table, or on the index that a `Query` or `Scan` names. Batches are one question per
 * table, under the batch's own action; transactions one per item, under the underlying action.
 *
 * @param table the table's ARN
 * @param index the index's name: then IAM is asked about the index alone
 */
export function itemQuestion(
  action: ItemAction,
  table: string,
  facts: ItemRequestFacts,
  index?: string,
): AuthorizationQuestion {
  const values: Record<ConditionKey, ContextValue | undefined> = {
    Attributes: present(facts.attributes),
    EnclosingOperation: facts.enclosingOperation,
    FullTableScan: facts.fullTableScan?.toString(),
    LeadingKeys: present(facts.leadingKeys),
    ReturnConsumedCapacity: facts.returnConsumedCapacity ?? { uncertain: [undefined, 'NONE'] },
    ReturnValues: facts.returnValues,
    Select: facts.select,
  };
  return {
    action: `dynamodb:${action}`,
    resource: index === undefined ? table : `${table}/index/${index}`,
    context: requestContext(Object.fromEntries(itemActions[action].map((key) => [`dynamodb:${key}`, values[key]]))),
  };
}

/** No values are no key: `Null` and `ForAllValues` tell the difference. */
function present(values: readonly string[] | undefined): readonly string[] | undefined {
  return values?.length === 0 ? undefined : values;
}

/** What an operation on tables, backups and settings names as its resource; undefined: IAM is asked about `*`. */
export type ResourceMember =
  | 'TableName'
  | 'TargetTableName'
  | 'TableArn'
  | 'ResourceArn'
  | 'BackupArn'
  | 'ExportArn'
  | 'ImportArn'
  | 'GlobalTableName'
  | undefined;

/** The operations that are no actions on items. Each is the IAM action of its name on the resource that a member names. */
export const controlOperations: Readonly<Record<string, ResourceMember>> = {
  CreateBackup: 'TableName',
  CreateGlobalTable: 'GlobalTableName',
  CreateTable: 'TableName',
  DeleteBackup: 'BackupArn',
  DeleteResourcePolicy: 'ResourceArn',
  DeleteTable: 'TableName',
  DescribeBackup: 'BackupArn',
  DescribeContinuousBackups: 'TableName',
  DescribeContributorInsights: 'TableName',
  DescribeEndpoints: undefined,
  DescribeExport: 'ExportArn',
  DescribeGlobalTable: 'GlobalTableName',
  DescribeGlobalTableSettings: 'GlobalTableName',
  DescribeImport: 'ImportArn',
  DescribeKinesisStreamingDestination: 'TableName',
  DescribeLimits: undefined,
  DescribeTable: 'TableName',
  DescribeTableReplicaAutoScaling: 'TableName',
  DescribeTimeToLive: 'TableName',
  DisableKinesisStreamingDestination: 'TableName',
  EnableKinesisStreamingDestination: 'TableName',
  ExportTableToPointInTime: 'TableArn',
  GetResourcePolicy: 'ResourceArn',
  ImportTable: undefined,
  ListBackups: undefined,
  ListContributorInsights: undefined,
  ListExports: 'TableArn',
  ListGlobalTables: undefined,
  ListImports: 'TableArn',
  ListTables: undefined,
  ListTagsOfResource: 'ResourceArn',
  PutResourcePolicy: 'ResourceArn',
  RestoreTableFromBackup: 'TargetTableName',
  RestoreTableToPointInTime: 'TargetTableName',
  TagResource: 'ResourceArn',
  UntagResource: 'ResourceArn',
  UpdateContinuousBackups: 'TableName',
  UpdateContributorInsights: 'TableName',
  UpdateGlobalTable: 'GlobalTableName',
  UpdateGlobalTableSettings: 'GlobalTableName',
  UpdateKinesisStreamingDestination: 'TableName',
  UpdateTable: 'TableName',
  UpdateTableReplicaAutoScaling: 'TableName',
  UpdateTimeToLive: 'TableName',
};

/**
 * The question about an operation of {@link controlOperations}.
 *
 * @param resource the ARN of what it names; undefined where it names nothing
 */
export function controlQuestion(operation: string, resource: string | undefined): AuthorizationQuestion {
  return { action: `dynamodb:${operation}`, resource: resource ?? '*' };
}
