import { type AuthorizationQuestion, type ContextValue, requestContext } from '../types';

/** What one S3 API operation needs. */
export interface S3Permission {
  readonly action: string;
  /** The action when the request names a version (`?versionId=`). */
  readonly withVersionId?: string;
  /** Whose ARN is asked about. `account`: the action has no resource type, so `*`. */
  readonly on: 'object' | 'bucket' | 'account';
}

const object = (action: string, withVersionId?: string): S3Permission => ({ action, withVersionId, on: 'object' });
const bucket = (action: string): S3Permission => ({ action, on: 'bucket' });
const account = (action: string): S3Permission => ({ action, on: 'account' });

/**
 * From S3 API operation to IAM action (**documented**: S3 User Guide, "Required permissions for Amazon S3 API operations"; Service
 * Authorization Reference). The further permissions of a copy, an ACL header, tags or a conditional write are in
 * {@link s3FurtherPermissions}. `DeleteObjects` is judged key by key.
 */
export const s3Permissions = {
  GetObject: object('s3:GetObject', 's3:GetObjectVersion'),
  HeadObject: object('s3:GetObject', 's3:GetObjectVersion'),
  PutObject: object('s3:PutObject'),
  PostObject: object('s3:PutObject'),
  CopyObject: object('s3:PutObject'),
  DeleteObject: object('s3:DeleteObject', 's3:DeleteObjectVersion'),
  DeleteObjects: object('s3:DeleteObject', 's3:DeleteObjectVersion'),
  CreateMultipartUpload: object('s3:PutObject'),
  UploadPart: object('s3:PutObject'),
  UploadPartCopy: object('s3:PutObject'),
  CompleteMultipartUpload: object('s3:PutObject'),
  AbortMultipartUpload: object('s3:AbortMultipartUpload'),
  ListParts: object('s3:ListMultipartUploadParts'),
  ListObjects: bucket('s3:ListBucket'),
  ListObjectsV2: bucket('s3:ListBucket'),
  HeadBucket: bucket('s3:ListBucket'),
  ListObjectVersions: bucket('s3:ListBucketVersions'),
  ListMultipartUploads: bucket('s3:ListBucketMultipartUploads'),
  GetBucketLocation: bucket('s3:GetBucketLocation'),

  GetObjectAcl: object('s3:GetObjectAcl', 's3:GetObjectVersionAcl'),
  PutObjectAcl: object('s3:PutObjectAcl', 's3:PutObjectVersionAcl'),
  GetObjectAttributes: object('s3:GetObjectAttributes', 's3:GetObjectVersionAttributes'),
  GetObjectTagging: object('s3:GetObjectTagging', 's3:GetObjectVersionTagging'),
  PutObjectTagging: object('s3:PutObjectTagging', 's3:PutObjectVersionTagging'),
  DeleteObjectTagging: object('s3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging'),
  GetObjectAnnotation: object('s3:GetObjectAnnotation', 's3:GetObjectVersionAnnotation'),
  ListObjectAnnotations: object('s3:ListObjectAnnotations', 's3:ListObjectVersionAnnotations'),
  PutObjectAnnotation: object('s3:PutObjectAnnotation', 's3:PutObjectVersionAnnotation'),
  DeleteObjectAnnotation: object('s3:DeleteObjectAnnotation', 's3:DeleteObjectVersionAnnotation'),
  GetObjectLegalHold: object('s3:GetObjectLegalHold'),
  PutObjectLegalHold: object('s3:PutObjectLegalHold'),
  GetObjectRetention: object('s3:GetObjectRetention'),
  PutObjectRetention: object('s3:PutObjectRetention'),
  GetObjectTorrent: object('s3:GetObjectTorrent', 's3:GetObjectVersionTorrent'),
  RestoreObject: object('s3:RestoreObject'),
  SelectObjectContent: object('s3:GetObject'),
  UpdateObjectEncryption: object('s3:UpdateObjectEncryption'),
  RenameObject: bucket('s3express:CreateSession'),
  CreateSession: bucket('s3express:CreateSession'),

  ListBuckets: account('s3:ListAllMyBuckets'),
  CreateBucket: bucket('s3:CreateBucket'),
  DeleteBucket: bucket('s3:DeleteBucket'),
  GetBucketAbac: bucket('s3:GetBucketAbac'),
  PutBucketAbac: bucket('s3:PutBucketAbac'),
  GetBucketAccelerateConfiguration: bucket('s3:GetAccelerateConfiguration'),
  PutBucketAccelerateConfiguration: bucket('s3:PutAccelerateConfiguration'),
  GetBucketAcl: bucket('s3:GetBucketAcl'),
  PutBucketAcl: bucket('s3:PutBucketAcl'),
  GetBucketAnalyticsConfiguration: bucket('s3:GetAnalyticsConfiguration'),
  PutBucketAnalyticsConfiguration: bucket('s3:PutAnalyticsConfiguration'),
  DeleteBucketAnalyticsConfiguration: bucket('s3:PutAnalyticsConfiguration'),
  GetBucketCors: bucket('s3:GetBucketCORS'),
  PutBucketCors: bucket('s3:PutBucketCORS'),
  DeleteBucketCors: bucket('s3:PutBucketCORS'),
  GetBucketEncryption: bucket('s3:GetEncryptionConfiguration'),
  PutBucketEncryption: bucket('s3:PutEncryptionConfiguration'),
  DeleteBucketEncryption: bucket('s3:PutEncryptionConfiguration'),
  GetBucketIntelligentTieringConfiguration: bucket('s3:GetIntelligentTieringConfiguration'),
  PutBucketIntelligentTieringConfiguration: bucket('s3:PutIntelligentTieringConfiguration'),
  DeleteBucketIntelligentTieringConfiguration: bucket('s3:PutIntelligentTieringConfiguration'),
  GetBucketInventoryConfiguration: bucket('s3:GetInventoryConfiguration'),
  PutBucketInventoryConfiguration: bucket('s3:PutInventoryConfiguration'),
  DeleteBucketInventoryConfiguration: bucket('s3:PutInventoryConfiguration'),
  GetBucketLifecycleConfiguration: bucket('s3:GetLifecycleConfiguration'),
  PutBucketLifecycleConfiguration: bucket('s3:PutLifecycleConfiguration'),
  DeleteBucketLifecycle: bucket('s3:PutLifecycleConfiguration'),
  GetBucketLogging: bucket('s3:GetBucketLogging'),
  PutBucketLogging: bucket('s3:PutBucketLogging'),
  GetBucketMetadataConfiguration: bucket('s3:GetBucketMetadataTableConfiguration'),
  CreateBucketMetadataConfiguration: bucket('s3:CreateBucketMetadataTableConfiguration'),
  DeleteBucketMetadataConfiguration: bucket('s3:DeleteBucketMetadataTableConfiguration'),
  UpdateBucketMetadataInventoryTableConfiguration: bucket('s3:UpdateBucketMetadataInventoryTableConfiguration'),
  UpdateBucketMetadataJournalTableConfiguration: bucket('s3:UpdateBucketMetadataJournalTableConfiguration'),
  UpdateBucketMetadataAnnotationTableConfiguration: bucket('s3:UpdateBucketMetadataAnnotationTableConfiguration'),
  GetBucketMetricsConfiguration: bucket('s3:GetMetricsConfiguration'),
  PutBucketMetricsConfiguration: bucket('s3:PutMetricsConfiguration'),
  DeleteBucketMetricsConfiguration: bucket('s3:PutMetricsConfiguration'),
  GetBucketNotificationConfiguration: bucket('s3:GetBucketNotification'),
  PutBucketNotificationConfiguration: bucket('s3:PutBucketNotification'),
  GetObjectLockConfiguration: bucket('s3:GetBucketObjectLockConfiguration'),
  PutObjectLockConfiguration: bucket('s3:PutBucketObjectLockConfiguration'),
  GetBucketOwnershipControls: bucket('s3:GetBucketOwnershipControls'),
  PutBucketOwnershipControls: bucket('s3:PutBucketOwnershipControls'),
  DeleteBucketOwnershipControls: bucket('s3:PutBucketOwnershipControls'),
  GetBucketPolicy: bucket('s3:GetBucketPolicy'),
  PutBucketPolicy: bucket('s3:PutBucketPolicy'),
  DeleteBucketPolicy: bucket('s3:DeleteBucketPolicy'),
  GetBucketPolicyStatus: bucket('s3:GetBucketPolicyStatus'),
  GetPublicAccessBlock: bucket('s3:GetBucketPublicAccessBlock'),
  PutPublicAccessBlock: bucket('s3:PutBucketPublicAccessBlock'),
  DeletePublicAccessBlock: bucket('s3:PutBucketPublicAccessBlock'),
  GetBucketReplication: bucket('s3:GetReplicationConfiguration'),
  PutBucketReplication: bucket('s3:PutReplicationConfiguration'),
  DeleteBucketReplication: bucket('s3:PutReplicationConfiguration'),
  GetBucketRequestPayment: bucket('s3:GetBucketRequestPayment'),
  PutBucketRequestPayment: bucket('s3:PutBucketRequestPayment'),
  GetBucketTagging: bucket('s3:GetBucketTagging'),
  PutBucketTagging: bucket('s3:PutBucketTagging'),
  DeleteBucketTagging: bucket('s3:PutBucketTagging'),
  GetBucketVersioning: bucket('s3:GetBucketVersioning'),
  PutBucketVersioning: bucket('s3:PutBucketVersioning'),
  GetBucketWebsite: bucket('s3:GetBucketWebsite'),
  PutBucketWebsite: bucket('s3:PutBucketWebsite'),
  DeleteBucketWebsite: bucket('s3:DeleteBucketWebsite'),
} as const satisfies Record<string, S3Permission>;

/** The S3 API's name of an operation, as {@link s3Permissions} lists them. */
export type S3OperationName = keyof typeof s3Permissions;

/**
 * Permissions that a request needs beside its operation's own, by what it carries.
 *
 * - `acl`, `tags`, `retention`, `legalHold`: headers of a write (**documented**, as above).
 * - `readTags`: a copy that takes the source's tags along, when it has some; `readVersionTags` when it names a version (**documented**).
 * - `matchETag`: a write or delete under `If-Match: <ETag>` (**documented**: User Guide, "Enforce conditional deletes", and
 *   "How to prevent object overwrites").
 * - `read`, `readVersion`: the source of a copy (**documented**: CopyObject, UploadPartCopy).
 * - `tagBucket`: a new bucket with tags (**documented**: API_CreateBucketConfiguration).
 */
export const s3FurtherPermissions = {
  acl: object('s3:PutObjectAcl'),
  tags: object('s3:PutObjectTagging'),
  retention: object('s3:PutObjectRetention'),
  legalHold: object('s3:PutObjectLegalHold'),
  matchETag: object('s3:GetObject'),
  read: object('s3:GetObject', 's3:GetObjectVersion'),
  readTags: object('s3:GetObjectTagging', 's3:GetObjectVersionTagging'),
  tagBucket: bucket('s3:TagResource'),
} as const satisfies Record<string, S3Permission>;

/** What a question is about. */
export interface S3Target {
  readonly partition: string;
  /** The account that owns the bucket: `s3:ResourceAccount`, `aws:ResourceAccount`. Absent where no bucket is. */
  readonly account?: string;
  readonly bucket: string;
  /** Literal, never a pattern: a key may hold `*` and `?`. */
  readonly key?: string;
  readonly versionId?: string;
}

/** The question to IAM for one permission on one target. `keys`: condition keys of the request, see `s3-condition-keys`. */
export function s3Question(
  permission: S3Permission,
  target: S3Target,
  keys: Readonly<Record<string, ContextValue | undefined>> = {},
  unfilled?: readonly string[],
): AuthorizationQuestion {
  const { partition, bucket: name, key, versionId } = target;
  const bucketArn = `arn:${partition}:s3:::${name}`;
  const resource = { account: '*', bucket: bucketArn, object: `${bucketArn}/${key ?? ''}` }[permission.on];
  const context = requestContext({
    ...keys,
    // Loopback stands for TLS, of a version that AWS takes (**documented**: 1.2 and 1.3).
    's3:TlsVersion': { uncertain: ['1.2', '1.3'] },
    's3:VersionId': permission.on === 'object' ? versionId : undefined,
    's3:ResourceAccount': target.account,
    'aws:ResourceAccount': target.account,
  });
  return { action: s3Action(permission, target), resource, context, ...(unfilled === undefined ? {} : { unfilled }) };
}

/** The action that is asked about: another one where a version is named. */
export function s3Action(permission: S3Permission, { versionId }: Pick<S3Target, 'versionId'>): string {
  return (versionId && permission.withVersionId) || permission.action;
}
