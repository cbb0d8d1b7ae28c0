import { itemActions } from './operations/dynamodb';
import { existingTagActions, writeKeyNames } from './operations/s3-condition-keys';

/** `always`: in every such request; `sometimes`: see `when`; `unfilled`: AWS may fill it, the local cloud does not. */
export type Presence = 'always' | 'sometimes' | 'unfilled';

/** One condition key of requests, as IAM's documentation spells it. A `*` stands for an issuer, a tag's key, or any name. */
export interface KeyRow {
  readonly key: string;
  readonly presence: Presence;
  readonly when?: string;
  readonly mark: 'documented' | 'unconfirmed';
}

/** Keys of some requests. */
export interface KeyRows {
  /** Whose, or of which actions; a `*` at the end takes the rest. */
  readonly of: readonly string[];
  readonly rows: readonly KeyRow[];
}

const always = (...keys: readonly string[]): KeyRow[] =>
  keys.map((key) => ({ key, presence: 'always', mark: 'documented' }));
const sometimes = (when: string, ...keys: readonly string[]): KeyRow[] =>
  keys.map((key) => ({ key, presence: 'sometimes', when, mark: 'documented' }));
const unfilled = (when: string, ...keys: readonly string[]): KeyRow[] =>
  keys.map((key) => ({ key, presence: 'unfilled', when, mark: 'documented' }));
const unconfirmed = (rows: readonly KeyRow[]): KeyRow[] => rows.map((row) => ({ ...row, mark: 'unconfirmed' }));

/** The kinds of caller, as {@link callerKeys} names them. */
export type CallerKind = 'anonymous' | 'user' | 'web identity' | 'function';

const organization = 'the account is in an organization: it is not known whether it is';

/**
 * The keys that a caller brings along, whatever they ask ("AWS global condition context keys"). What is not here is never there: no
 * caller comes through a VPC endpoint, by another service or by a chain of them, from EC2, Glue, CodeBuild, Systems Manager or a
 * chat, with a second factor, a source identity or a sign-in session.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const callerKeys: readonly KeyRows[] = [
  {
    of: ['anonymous', 'user', 'web identity', 'function'],
    rows: [
      ...always('aws:CurrentTime', 'aws:EpochTime', 'aws:SecureTransport', 'aws:RequestedRegion', 'aws:SourceIp'),
      ...always('aws:PrincipalType', 'aws:PrincipalAccount', 'aws:userid', 'aws:ViaAWSService', 'aws:ResourceAccount'),
      ...always('aws:UserAgent'),
      ...sometimes('the header is there', 'aws:referer'),
      ...unfilled(organization, 'aws:ResourceOrgID', 'aws:ResourceOrgPaths'),
    ],
  },
  {
    of: ['user', 'web identity', 'function'],
    rows: [
      ...always('aws:PrincipalArn', 'aws:PrincipalIsAWSService'),
      ...unfilled(organization, 'aws:PrincipalOrgID', 'aws:PrincipalOrgPaths'),
    ],
  },
  { of: ['user'], rows: always('aws:username') },
  {
    of: ['web identity', 'function'],
    rows: [...always('aws:TokenIssueTime'), ...sometimes('role or token has tags', 'aws:PrincipalTag/*')],
  },
  {
    of: ['web identity'],
    rows: [
      ...unconfirmed(always('aws:MultiFactorAuthPresent')),
      ...always('aws:FederatedProvider', '*:aud', '*:sub'),
      ...sometimes('the token says it', '*:amr', '*:oaud', '*:app_id', '*:id', '*:user_id'),
    ],
  },
  { of: ['function'], rows: always('aws:MultiFactorAuthPresent', 'lambda:SourceFunctionArn') },
];

/** What S3 adds to its callers. @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html */
export const s3CallerKeys: readonly KeyRow[] = [
  ...always('s3:authType', 's3:signatureversion'),
  ...sometimes('not in an upload form', 's3:x-amz-content-sha256'),
  ...sometimes('the URL is presigned', 's3:signatureAge'),
];

/** What a trust policy is asked with, beside the keys of the token or the service. */
export const trustKeys: readonly KeyRows[] = [
  {
    of: ['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRole', 'sts:TagSession'],
    rows: [
      ...always(
        'aws:CurrentTime',
        'aws:EpochTime',
        'aws:SecureTransport',
        'aws:ResourceAccount',
        'sts:RoleSessionName',
      ),
      ...sometimes('the role has tags', 'aws:ResourceTag/*'),
      ...sometimes('the call came to STS itself', 'aws:SourceIp', 'aws:UserAgent', 'aws:RequestedRegion'),
      ...unfilled('the call came by Cognito or Lambda', 'aws:SourceIp', 'aws:UserAgent', 'aws:RequestedRegion'),
      ...unfilled(
        'nothing is said of it',
        'aws:PrincipalType',
        'aws:PrincipalAccount',
        'aws:userid',
        'aws:ViaAWSService',
      ),
      ...unfilled('Lambda may say for which function it asks', 'aws:SourceArn', 'aws:SourceAccount'),
      ...unfilled(
        organization,
        'aws:ResourceOrgID',
        'aws:ResourceOrgPaths',
        'aws:PrincipalOrgID',
        'aws:PrincipalOrgPaths',
      ),
      ...unfilled(organization, 'aws:SourceOrgID', 'aws:SourceOrgPaths'),
      ...unfilled('the role has tags', 'iam:ResourceTag/*'),
    ],
  },
];

/** The keys of which a trust policy is not told, in lower case. */
export const unfilledTrustKeys: readonly string[] = [
  ...new Set(
    trustKeys
      .flatMap(({ rows }) => rows)
      .filter(isUnfilled)
      .map(({ key }) => key.toLowerCase()),
  ),
];

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
  { of: ['s3:*'], rows: [...always('s3:TlsVersion'), ...sometimes('a bucket is named', 's3:ResourceAccount')] },
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
    of: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:GetObject', 's3:GetObjectVersion'],
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
    const isPartiQl = action.startsWith('PartiQL');
    const named = keys.map((key) => `dynamodb:${key}`);
    const isAlways = (key: string) => alwaysOfItems.has(key.slice('dynamodb:'.length));
    const unread = ['dynamodb:Attributes', 'dynamodb:LeadingKeys', 'dynamodb:ReturnValues'];
    return {
      of: [`dynamodb:${action}`],
      rows: named.map((key): KeyRow => {
        if (isPartiQl && unread.includes(key)) return unfilled('the statement is not read', key)[0] as KeyRow;
        const [row] = isAlways(key) ? always(key) : sometimes('the request says it', key);
        return row as KeyRow;
      }),
    };
  }),
  {
    of: ['dynamodb:*', 'lambda:*', 'secretsmanager:*', 'cognito-idp:*', 'cognito-identity:*', 'sts:AssumeRole'],
    rows: sometimes('the resource has tags', 'aws:ResourceTag/*'),
  },
  {
    of: ['cloudformation:DescribeStacks', 'cloudformation:ListStacks'],
    rows: unfilled('the stack has tags', 'aws:ResourceTag/*'),
  },
  {
    of: ['secretsmanager:*'],
    rows: [
      ...always('secretsmanager:SecretId'),
      ...sometimes('the secret is there', 'secretsmanager:SecretPrimaryRegion'),
      ...sometimes('the secret has tags', 'secretsmanager:ResourceTag/*'),
    ],
  },
  {
    of: ['secretsmanager:GetSecretValue'],
    rows: sometimes('the request names it', 'secretsmanager:VersionId', 'secretsmanager:VersionStage'),
  },
  {
    of: ['cognito-identity:*'],
    rows: sometimes('the action is on identities', 'cognito-identity:IdentityPoolArn'),
  },
];

function isUnfilled({ presence }: KeyRow): boolean {
  return presence === 'unfilled';
}

/** The rows of one action. */
export function rowsOf(table: readonly KeyRows[], of: string): readonly KeyRow[] {
  const named = (pattern: string) => (pattern.endsWith('*') ? of.startsWith(pattern.slice(0, -1)) : of === pattern);
  return table.filter((rows) => rows.of.some(named)).flatMap(({ rows }) => rows);
}

/**
 * The keys of a question about an operation that is judged by its name and its resource alone, because the local cloud does not perform
 * it: what its parameters say is not known, so none of its service's keys is simply absent.
 */
export function unreadKeys(action: string): readonly string[] {
  return [`${action.slice(0, action.indexOf(':'))}:*`, 'aws:requesttag/*', 'aws:tagkeys'];
}
