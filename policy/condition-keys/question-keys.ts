import { requestKeys } from '../operations/cloudformation';
import { itemActions } from '../operations/dynamodb';
import { aclKeyNames, bucketKeyNames, existingTagActions, writeKeyNames } from '../operations/s3-condition-keys';
import { always, type KeyRow, type KeyRows, sometimes, unconfirmed, unfilled } from './key-rows';

/** DynamoDB's keys that a request has whatever it says, as long as its parameters are read. */
const alwaysOfItems: ReadonlySet<string> = new Set([
  'Select',
  'ReturnValues',
  'ReturnConsumedCapacity',
  'FullTableScan',
]);

/**
 * The keys that belong to the question, by IAM action (Service Authorization Reference). An action that has no row has no key of its
 * own; a key that is in no row of its action is never there.
 *
 * `aws:ResourceTag` is not here for S3: a bucket's tags count where its ABAC is turned on (documented), which no template can here.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const questionKeys: readonly KeyRows[] = [
  {
    of: ['s3:*', 's3express:CreateSession'],
    rows: [...always('s3:TlsVersion'), ...sometimes('a bucket is named', 's3:ResourceAccount')],
  },
  {
    of: ['s3:ListBucket', 's3:ListBucketVersions'],
    rows: [...always('s3:max-keys'), ...unconfirmed(always('s3:prefix', 's3:delimiter'))],
  },
  { of: existingTagActions, rows: sometimes('the object has tags', 's3:ExistingObjectTag/*') },
  {
    of: ['s3:PutObjectTagging', 's3:PutObjectAcl'],
    rows: unconfirmed(unfilled('asked of a write, which may replace an object with tags', 's3:ExistingObjectTag/*')),
  },
  {
    of: ['s3:PutObject', 's3:PutObjectTagging', 's3:PutObjectAcl', 's3:PutObjectRetention', 's3:PutObjectLegalHold'],
    rows: [
      ...sometimes('asked of a write', 's3:ObjectCreationOperation'),
      ...sometimes('the request has the header', ...writeKeyNames),
      ...sometimes('the request sets tags', 's3:RequestObjectTag/*', 's3:RequestObjectTagKeys'),
    ],
  },
  {
    of: [
      's3:CreateBucket',
      's3:PutBucketAcl',
      's3:PutBucketOwnershipControls',
      's3:PutBucketObjectLockConfiguration',
      's3:PutBucketVersioning',
      's3:TagResource',
    ],
    rows: [
      ...sometimes('asked of a new bucket, and the request says it', ...bucketKeyNames),
      ...sometimes('a new bucket gets tags', 'aws:RequestTag/*', 'aws:TagKeys'),
    ],
  },
  { of: ['s3:PutObjectVersionAcl'], rows: sometimes('the request has the header', ...aclKeyNames) },
  {
    of: ['s3:PutObjectVersionTagging'],
    rows: sometimes('the request sets tags', 's3:RequestObjectTag/*', 's3:RequestObjectTagKeys'),
  },
  {
    of: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:GetObject'],
    rows: sometimes('the deletion has the header', 's3:if-match'),
  },
  {
    of: [
      's3:GetObject*',
      's3:PutObject*',
      's3:DeleteObject*',
      's3:RestoreObject',
      's3:UpdateObject*',
      's3:ListObject*',
    ],
    rows: sometimes('the request names a version', 's3:VersionId'),
  },
  ...Object.entries(itemActions).map(([action, keys]): KeyRows => {
    const named = keys.map((key) => `dynamodb:${key}`);
    const isAlways = (key: string) => alwaysOfItems.has(key.slice('dynamodb:'.length));
    return {
      of: [`dynamodb:${action}`],
      rows: named.map((key): KeyRow => {
        const there = key === 'dynamodb:ReturnConsumedCapacity' ? unconfirmed(always(key)) : always(key);
        const [row] = isAlways(key) ? there : sometimes('the request says it', key);
        return row as KeyRow;
      }),
    };
  }),
  {
    of: ['dynamodb:*', 'lambda:*', 'secretsmanager:*', 'cognito-idp:*', 'cognito-identity:*'],
    rows: sometimes('the resource has tags', 'aws:ResourceTag/*'),
  },
  {
    of: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
    rows: [...always('sts:RoleSessionName'), ...unconfirmed(always('sts:DurationSeconds'))],
  },
  {
    of: ['sts:TagSession'],
    rows: [
      ...sometimes('a role is taken', 'sts:RoleSessionName'),
      ...unconfirmed(unfilled('the session is a federated user’s', 'sts:DurationSeconds')),
    ],
  },
  {
    of: ['sts:GetFederationToken'],
    rows: [
      ...unconfirmed(unfilled('whether this call fills it is not told', 'sts:DurationSeconds')),
      ...sometimes('the request sets tags', 'aws:RequestTag/*', 'aws:TagKeys'),
    ],
  },
  {
    of: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    rows: [
      ...sometimes('the request says it', 'sts:ExternalId', 'sts:SourceIdentity'),
      ...sometimes('the request sets tags', 'aws:RequestTag/*', 'aws:TagKeys', 'sts:TransitiveTagKeys'),
      ...sometimes('the role has tags', 'aws:ResourceTag/*', 'iam:ResourceTag/*'),
    ],
  },
  {
    of: ['cloudformation:*'],
    rows: unfilled('the stack has tags', 'aws:ResourceTag/*'),
  },
  ...Object.entries(requestKeys).map(([action, keys]) => ({
    of: [`cloudformation:${action}`],
    rows: unfilled('the request says it', ...keys),
  })),
  {
    of: ['iam:PassRole'],
    rows: [...always('iam:PassedToService'), ...unfilled('the request says it', 'iam:AssociatedResourceArn')],
  },
  {
    // `ListSecrets` is about none.
    of: ['DescribeSecret', 'GetResourcePolicy', 'GetSecretValue', 'ListSecretVersionIds', 'PutSecretValue'].map(
      (name) => `secretsmanager:${name}`,
    ),
    rows: always('secretsmanager:SecretId'),
  },
  {
    of: ['secretsmanager:*'],
    rows: [
      ...sometimes('the request is about one secret', 'secretsmanager:SecretId'),
      ...sometimes('the secret is there', 'secretsmanager:SecretPrimaryRegion'),
      ...sometimes('the secret has tags', 'secretsmanager:ResourceTag/*'),
    ],
  },
  {
    of: ['secretsmanager:GetSecretValue'],
    rows: sometimes('the request names it', 'secretsmanager:VersionId', 'secretsmanager:VersionStage'),
  },
  {
    of: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:DeleteParameter'],
    rows: sometimes('the parameter has tags', 'aws:ResourceTag/*', 'ssm:resourceTag/*'),
  },
  {
    of: ['ssm:PutParameter'],
    rows: [
      ...always('ssm:Overwrite'),
      ...sometimes('the parameter has tags', 'aws:ResourceTag/*', 'ssm:resourceTag/*'),
      ...sometimes('the request sets tags', 'aws:RequestTag/*', 'aws:TagKeys'),
    ],
  },
  {
    of: ['ssm:AddTagsToResource'],
    rows: sometimes('the parameter has tags', 'aws:ResourceTag/*', 'ssm:resourceTag/*'),
  },
  { of: ['ssm:GetParametersByPath'], rows: always('ssm:Recursive') },
  {
    of: ['ecr:DescribeRepositories'],
    rows: sometimes('the repository has tags', 'aws:ResourceTag/*', 'ecr:ResourceTag/*'),
  },
  {
    of: ['cognito-identity:*'],
    rows: sometimes('the action is on identities', 'cognito-identity:IdentityPoolArn'),
  },
];

/**
 * The keys of a question about an operation that is judged by its name and its resource alone, because the local cloud does not perform
 * it: what its parameters say is not known, so none of its service's keys is simply absent.
 */
export function unreadKeys(action: string): readonly string[] {
  return [`${action.slice(0, action.indexOf(':'))}:*`, 'aws:requesttag/*', 'aws:tagkeys'];
}
