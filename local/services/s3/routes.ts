import type { S3OperationName } from '../../../policy/operations/s3';
import type { HttpRequest } from '../../http/message';
import { s3Address } from './address';

type Scope = 'service' | 'bucket' | 'object';
type Route = readonly [subresource: string, operation: S3OperationName];

/**
 * S3 tells its operations apart by method, by whether the path has a key, and by the first of these query parameters that is there.
 * The empty one is the operation without subresource. Parameters that S3 does not know are ignored, as S3 ignores them.
 */
export const s3Routes: Readonly<Record<string, readonly Route[]>> = {
  'GET service': [['', 'ListBuckets']],

  'HEAD bucket': [['', 'HeadBucket']],
  'GET bucket': [
    ['list-type=2', 'ListObjectsV2'],
    ['versions', 'ListObjectVersions'],
    ['uploads', 'ListMultipartUploads'],
    ['location', 'GetBucketLocation'],
    ['abac', 'GetBucketAbac'],
    ['accelerate', 'GetBucketAccelerateConfiguration'],
    ['acl', 'GetBucketAcl'],
    ['analytics', 'GetBucketAnalyticsConfiguration'],
    ['cors', 'GetBucketCors'],
    ['encryption', 'GetBucketEncryption'],
    ['intelligent-tiering', 'GetBucketIntelligentTieringConfiguration'],
    ['inventory', 'GetBucketInventoryConfiguration'],
    ['lifecycle', 'GetBucketLifecycleConfiguration'],
    ['logging', 'GetBucketLogging'],
    ['metadataConfiguration', 'GetBucketMetadataConfiguration'],
    ['metadataTable', 'GetBucketMetadataConfiguration'],
    ['metrics', 'GetBucketMetricsConfiguration'],
    ['notification', 'GetBucketNotificationConfiguration'],
    ['object-lock', 'GetObjectLockConfiguration'],
    ['ownershipControls', 'GetBucketOwnershipControls'],
    ['policy', 'GetBucketPolicy'],
    ['policyStatus', 'GetBucketPolicyStatus'],
    ['publicAccessBlock', 'GetPublicAccessBlock'],
    ['replication', 'GetBucketReplication'],
    ['requestPayment', 'GetBucketRequestPayment'],
    ['session', 'CreateSession'],
    ['tagging', 'GetBucketTagging'],
    ['versioning', 'GetBucketVersioning'],
    ['website', 'GetBucketWebsite'],
    ['', 'ListObjects'],
  ],
  'PUT bucket': [
    ['abac', 'PutBucketAbac'],
    ['accelerate', 'PutBucketAccelerateConfiguration'],
    ['acl', 'PutBucketAcl'],
    ['analytics', 'PutBucketAnalyticsConfiguration'],
    ['cors', 'PutBucketCors'],
    ['encryption', 'PutBucketEncryption'],
    ['intelligent-tiering', 'PutBucketIntelligentTieringConfiguration'],
    ['inventory', 'PutBucketInventoryConfiguration'],
    ['lifecycle', 'PutBucketLifecycleConfiguration'],
    ['logging', 'PutBucketLogging'],
    ['metadataAnnotationTable', 'UpdateBucketMetadataAnnotationTableConfiguration'],
    ['metadataInventoryTable', 'UpdateBucketMetadataInventoryTableConfiguration'],
    ['metadataJournalTable', 'UpdateBucketMetadataJournalTableConfiguration'],
    ['metrics', 'PutBucketMetricsConfiguration'],
    ['notification', 'PutBucketNotificationConfiguration'],
    ['object-lock', 'PutObjectLockConfiguration'],
    ['ownershipControls', 'PutBucketOwnershipControls'],
    ['policy', 'PutBucketPolicy'],
    ['publicAccessBlock', 'PutPublicAccessBlock'],
    ['replication', 'PutBucketReplication'],
    ['requestPayment', 'PutBucketRequestPayment'],
    ['tagging', 'PutBucketTagging'],
    ['versioning', 'PutBucketVersioning'],
    ['website', 'PutBucketWebsite'],
    ['', 'CreateBucket'],
  ],
  'POST bucket': [
    ['delete', 'DeleteObjects'],
    ['metadataConfiguration', 'CreateBucketMetadataConfiguration'],
    ['metadataTable', 'CreateBucketMetadataConfiguration'],
    ['', 'PostObject'],
  ],
  'DELETE bucket': [
    ['analytics', 'DeleteBucketAnalyticsConfiguration'],
    ['cors', 'DeleteBucketCors'],
    ['encryption', 'DeleteBucketEncryption'],
    ['intelligent-tiering', 'DeleteBucketIntelligentTieringConfiguration'],
    ['inventory', 'DeleteBucketInventoryConfiguration'],
    ['lifecycle', 'DeleteBucketLifecycle'],
    ['metadataConfiguration', 'DeleteBucketMetadataConfiguration'],
    ['metadataTable', 'DeleteBucketMetadataConfiguration'],
    ['metrics', 'DeleteBucketMetricsConfiguration'],
    ['ownershipControls', 'DeleteBucketOwnershipControls'],
    ['policy', 'DeleteBucketPolicy'],
    ['publicAccessBlock', 'DeletePublicAccessBlock'],
    ['replication', 'DeleteBucketReplication'],
    ['tagging', 'DeleteBucketTagging'],
    ['website', 'DeleteBucketWebsite'],
    ['', 'DeleteBucket'],
  ],

  'HEAD object': [['', 'HeadObject']],
  'GET object': [
    ['uploadId', 'ListParts'],
    ['acl', 'GetObjectAcl'],
    ['annotation', 'GetObjectAnnotation'],
    ['attributes', 'GetObjectAttributes'],
    ['legal-hold', 'GetObjectLegalHold'],
    ['retention', 'GetObjectRetention'],
    ['tagging', 'GetObjectTagging'],
    ['torrent', 'GetObjectTorrent'],
    ['', 'GetObject'],
  ],
  'PUT object': [
    ['uploadId', 'UploadPart'],
    ['acl', 'PutObjectAcl'],
    ['annotation', 'PutObjectAnnotation'],
    ['encryption', 'UpdateObjectEncryption'],
    ['legal-hold', 'PutObjectLegalHold'],
    ['renameObject', 'RenameObject'],
    ['retention', 'PutObjectRetention'],
    ['tagging', 'PutObjectTagging'],
    ['', 'PutObject'],
  ],
  'POST object': [
    ['uploads', 'CreateMultipartUpload'],
    ['uploadId', 'CompleteMultipartUpload'],
    ['restore', 'RestoreObject'],
    ['select', 'SelectObjectContent'],
  ],
  'DELETE object': [
    ['uploadId', 'AbortMultipartUpload'],
    ['annotation', 'DeleteObjectAnnotation'],
    ['tagging', 'DeleteObjectTagging'],
    ['', 'DeleteObject'],
  ],
};

/** A copy is a PUT with a source. */
const copies: Partial<Record<S3OperationName, S3OperationName>> = {
  PutObject: 'CopyObject',
  UploadPart: 'UploadPartCopy',
};

/** The API's name of the operation that a request asks for; undefined: S3 has none there. @throws InvalidURI, KeyTooLongError */
export function s3OperationName(request: HttpRequest): S3OperationName | undefined {
  const { bucket, key } = s3Address(request);
  const scope: Scope = bucket === undefined ? 'service' : key === undefined ? 'bucket' : 'object';
  const candidates = s3Routes[`${request.method} ${scope}`] ?? [];
  const name = candidates.find(([subresource]) => asksFor(request.query, subresource))?.[1];
  if (name === 'GetObjectAnnotation' && !request.query.has('annotationName')) return 'ListObjectAnnotations';
  if (name !== undefined && request.headers['x-amz-copy-source'] !== undefined) return copies[name] ?? name;
  return name;
}

function asksFor(query: URLSearchParams, subresource: string): boolean {
  const [name = '', value] = subresource.split('=');
  if (name === '') return true;
  return value === undefined ? query.has(name) : query.get(name) === value;
}
