import { isDeepStrictEqual } from 'node:util';
import { changed, given, onAny, retagged, tagged, tagKeys } from '../permission-entries';
import type { Permission, Permissions, Stepping } from '../permissions';

/** What CloudFormation reads of a table (**observed** in CloudTrail: aws-samples/sample-autonomous-cloud-coding-agents, deployment roles). */
const reads = [
  'dynamodb:DescribeTable',
  'dynamodb:DescribeTimeToLive',
  'dynamodb:DescribeContinuousBackups',
  'dynamodb:DescribeContributorInsights',
  'dynamodb:DescribeKinesisStreamingDestination',
  'dynamodb:GetResourcePolicy',
  'dynamodb:ListTagsOfResource',
];

/** Properties that are set by calls of their own. */
const apart = [
  ['TimeToLiveSpecification', 'dynamodb:UpdateTimeToLive'],
  ['PointInTimeRecoverySpecification', 'dynamodb:UpdateContinuousBackups'],
  ['ContributorInsightsSpecification', 'dynamodb:UpdateContributorInsights'],
] as const;

type Written = Readonly<Record<string, unknown>>;

const onOwn = ({ attributes }: Stepping<unknown>) => attributes.Arn ?? '';

/** Whether an update changes anything that no call of its own sets. */
function changesTable({ properties, before }: Stepping<unknown>): boolean {
  const rest = (written: Written = {}) =>
    Object.entries(written).filter(([name]) => name !== 'Tags' && !apart.some(([property]) => property === name));
  return !isDeepStrictEqual(rest(properties), rest(before?.properties));
}

/** `AWS::DynamoDB::Table`. */
export const tablePermissions: Permissions<unknown> = {
  on: onOwn,
  create: [
    { action: 'dynamodb:CreateTable', keys: tagKeys('Tags') },
    ...apart.flatMap(([property, action]) => given(property, action)),
    tagged('Tags', 'dynamodb:TagResource'),
  ],
  update: [
    { action: 'dynamodb:UpdateTable', of: ['KeySchema'], when: changesTable },
    ...apart.flatMap(([property, action]) => changed(property, action)),
    ...retagged('Tags', 'dynamodb:TagResource', 'dynamodb:UntagResource'),
  ],
  delete: ['dynamodb:DeleteTable', 'dynamodb:DescribeTable'],
  read: reads,
};

/** What is in the handler's lists for every step: whether a table without scaling needs it is **unconfirmed**. */
const ofGlobalTables = onAny(
  'application-autoscaling:DescribeScalableTargets',
  'application-autoscaling:DescribeScalingPolicies',
  'cloudwatch:PutMetricData',
);

/** What a replica in another region needs (**documented**: DynamoDB guide, "Using IAM with global tables"). */
const replication = ['CreateTableReplica', 'Query', 'Scan', 'UpdateItem', 'PutItem', 'GetItem', 'DeleteItem']
  .concat('BatchWriteItem', 'UpdateTable')
  .map((name) => `dynamodb:${name}`);

const regionsOf = (resource: Pick<Stepping<unknown>, 'properties'> | undefined) =>
  ((resource?.properties.Replicas ?? []) as readonly { readonly Region: string }[]).map(({ Region }) => Region);

/** `AWS::DynamoDB::GlobalTable`: the same, of the table's replica in the stack's region, and what replicas elsewhere need. */
export const globalTablePermissions: Permissions<unknown> = {
  on: onOwn,
  create: [
    ...tablePermissions.create.map(ofReplica),
    ...ofGlobalTables,
    ...replication.map((action) => ({
      action,
      when: (resource: Stepping<unknown>) => regionsOf(resource).length > 1,
    })),
    {
      action: 'iam:CreateServiceLinkedRole',
      when: (resource) => regionsOf(resource).length > 1,
      on: ({ partition, account }) =>
        `arn:${partition}:iam::${account}:role/aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication`,
    },
  ],
  update: [
    ...tablePermissions.update.map(ofReplica),
    ...ofGlobalTables,
    ...[...replication, 'dynamodb:DeleteTableReplica'].map((action) => ({
      action,
      when: (resource: Stepping<unknown>) => !isDeepStrictEqual(regionsOf(resource), regionsOf(resource.before)),
    })),
  ],
  delete: [...tablePermissions.delete, ...ofGlobalTables],
  read: reads,
};

/** A permission that looks at the replica's properties as if they were the table's. */
function ofReplica(permission: Permission<unknown>): Permission<unknown> {
  if (typeof permission === 'string') return permission;
  const { when, keys } = permission;
  return {
    ...permission,
    ...(when && { when: (resource: Stepping<unknown>) => when(flat(resource)) }),
    ...(keys && { keys: (resource: Stepping<unknown>) => keys(flat(resource)) }),
  };
}

function flat({ before, ...resource }: Stepping<unknown>): Stepping<unknown> {
  const { region } = resource;
  const properties = (written: Written) => {
    const replicas = (written.Replicas ?? []) as readonly (Written & { readonly Region: string })[];
    return { ...written, ...replicas.find(({ Region }) => Region === region) };
  };
  return {
    ...resource,
    properties: properties(resource.properties),
    ...(before && { before: { ...before, properties: properties(before.properties) } }),
  };
}
