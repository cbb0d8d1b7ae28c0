import { type S3OperationName, s3Permissions } from '../../../../policy/operations/s3';
import type { AnyOperation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import type { Buckets } from '../bucket';
import { accessAnswers } from '../bucket-reads/access';
import { keepingAnswers } from '../bucket-reads/keeping';
import { neverSetAnswers } from '../bucket-reads/never-set';
import { readsOfBuckets } from '../bucket-reads/read-bucket';
import { abortMultipartUpload } from './abort-multipart-upload';
import { completeMultipartUpload } from './complete-multipart-upload';
import { copyObject } from './copy-object';
import { createBucket } from './create-bucket';
import { createMultipartUpload } from './create-multipart-upload';
import { deleteObject } from './delete-object';
import { deleteObjects } from './delete-objects';
import { getObjectAcl } from './get-object-acl';
import { getObjectAttributes } from './get-object-attributes';
import { headBucket } from './head-bucket';
import { listBuckets } from './list-buckets';
import { listMultipartUploads } from './list-multipart-uploads';
import { listObjectVersions } from './list-object-versions';
import { listObjects } from './list-objects';
import { listObjectsV2 } from './list-objects-v2';
import { listParts } from './list-parts';
import { objectTagging } from './object-tagging';
import { postObject } from './post-object';
import { putBucketAcl, putObjectAcl } from './put-acl';
import { putBucketPolicy } from './put-bucket-policy';
import { putObject } from './put-object';
import { readObject } from './read-object';
import { uploadPart } from './upload-part';
import { uploadPartCopy } from './upload-part-copy';

/** All that S3 has, performed here or not. */
export const s3OperationNames = Object.keys(s3Permissions) as readonly S3OperationName[];

/** The operations that the store has, by the API's name. */
export function s3Operations(buckets: Buckets): ReadonlyMap<string, AnyOperation<RestOutput>> {
  const operations: readonly AnyOperation<RestOutput>[] = [
    readObject('GetObject', buckets),
    readObject('HeadObject', buckets),
    putObject(buckets),
    postObject(buckets),
    copyObject(buckets),
    deleteObject(buckets),
    deleteObjects(buckets),
    listObjects(buckets),
    listObjectsV2(buckets),
    listObjectVersions(buckets),
    createMultipartUpload(buckets),
    uploadPart(buckets),
    uploadPartCopy(buckets),
    completeMultipartUpload(buckets),
    abortMultipartUpload(buckets),
    listParts(buckets),
    listMultipartUploads(buckets),
    getObjectAttributes(buckets),
    getObjectAcl(buckets),
    ...objectTagging(buckets),
    putObjectAcl(buckets),
    putBucketAcl(buckets),
    listBuckets(buckets),
    createBucket(buckets),
    headBucket(buckets),
    putBucketPolicy(buckets),
    ...readsOfBuckets({ ...accessAnswers, ...keepingAnswers, ...neverSetAnswers }, buckets),
  ];
  return new Map(operations.map((operation) => [operation.name, operation]));
}
