import { z } from 'zod';
import { cfnBoolean, cfnInteger, cfnString, cfnTags } from '../../../assembly/properties';

/** Understood by name, and without effect here: capacity, backups, metrics and encryption at rest change no answer. */
const inert = z.unknown().optional();

const keySchema = z.array(z.strictObject({ AttributeName: cfnString, KeyType: cfnString }));
const projection = z.strictObject({
  ProjectionType: cfnString.default('KEYS_ONLY'),
  NonKeyAttributes: z.array(cfnString).optional(),
});
const index = { IndexName: cfnString, KeySchema: keySchema, Projection: projection };
const localSecondaryIndexes = z.array(z.strictObject(index)).optional();

/**
 * A table key of the customer's own is not understood: DynamoDB would decrypt as the caller, who would need `kms:Decrypt`. The
 * keys that AWS owns or manages need nothing.
 */
const encryption = z.strictObject({ SSEEnabled: inert, SSEType: inert }).optional();

const pointInTimeRecovery = z
  .strictObject({
    PointInTimeRecoveryEnabled: cfnBoolean.default(false),
    // Documented: 1 to 35, and 35 where nothing is said.
    RecoveryPeriodInDays: cfnInteger.pipe(z.int().min(1).max(35)).default(35),
  })
  .optional();

/** Whether a table can be restored, and how far back. */
export type PointInTimeRecovery = z.output<typeof pointInTimeRecovery>;

const shared = {
  TableName: cfnString.optional(),
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: cfnString, AttributeType: cfnString })),
  KeySchema: keySchema,
  BillingMode: cfnString.optional(),
  LocalSecondaryIndexes: localSecondaryIndexes,
  SSESpecification: encryption,
  TimeToLiveSpecification: z.strictObject({ AttributeName: cfnString.optional(), Enabled: cfnBoolean }).optional(),
  WarmThroughput: inert,
};

/** What a table of either kind is made of, as far as it shows. */
export interface TableProperties extends z.output<z.ZodObject<typeof shared>> {
  readonly GlobalSecondaryIndexes?: readonly z.output<z.ZodObject<typeof index>>[];
}

/** The properties of `AWS::DynamoDB::GlobalTable`, each understood or inert by name. */
export const globalTableProperties = z.strictObject({
  ...shared,
  GlobalSecondaryIndexes: z
    .array(
      z.strictObject({
        ...index,
        ReadOnDemandThroughputSettings: inert,
        ReadProvisionedThroughputSettings: inert,
        WriteOnDemandThroughputSettings: inert,
        WriteProvisionedThroughputSettings: inert,
        WarmThroughput: inert,
      }),
    )
    .optional(),
  ReadOnDemandThroughputSettings: inert,
  ReadProvisionedThroughputSettings: inert,
  WriteOnDemandThroughputSettings: inert,
  WriteProvisionedThroughputSettings: inert,
  /** One per region; a replica elsewhere is out of reach here. */
  Replicas: z.array(
    z.strictObject({
      Region: cfnString,
      DeletionProtectionEnabled: cfnBoolean.optional(),
      Tags: cfnTags.optional(),
      ContributorInsightsSpecification: inert,
      GlobalSecondaryIndexes: inert,
      PointInTimeRecoverySpecification: pointInTimeRecovery,
      ReadOnDemandThroughputSettings: inert,
      ReadProvisionedThroughputSettings: inert,
      TableClass: inert,
    }),
  ),
});

/** The properties of `AWS::DynamoDB::Table`, each understood or inert by name. */
export const tableProperties = z.strictObject({
  ...shared,
  GlobalSecondaryIndexes: z
    .array(
      z.strictObject({
        ...index,
        ContributorInsightsSpecification: inert,
        OnDemandThroughput: inert,
        ProvisionedThroughput: inert,
        WarmThroughput: inert,
      }),
    )
    .optional(),
  ContributorInsightsSpecification: inert,
  DeletionProtectionEnabled: cfnBoolean.optional(),
  OnDemandThroughput: inert,
  PointInTimeRecoverySpecification: pointInTimeRecovery,
  ProvisionedThroughput: inert,
  TableClass: inert,
  Tags: cfnTags.optional(),
});
