import { type S3Permission, s3FurtherPermissions, s3Permissions } from '../../../../policy/operations/s3';
import type { AuthorizationQuestion } from '../../../../policy/types';
import type { Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { type ObjectTarget, objectTarget } from '../address';
import type { Bucket, Buckets } from '../bucket';
import { judgeDelete } from '../conditions';
import { s3Errors } from '../errors';
import { checkVersionId, versionIdParameter } from '../reading';

/** One object, or one version of it, that is to be deleted. */
export interface Deletion {
  readonly key: string;
  readonly versionId?: string;
  readonly ifMatch?: string;
}

/** What a deletion did. */
export interface Deleted {
  /** Whether a delete marker was made, or was what was deleted. */
  readonly deleteMarker: boolean;
  /** Of the marker, or of the version that was deleted for good. */
  readonly versionId?: string;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export function deleteObject(buckets: Buckets): Operation<ObjectTarget & Deletion, RestOutput> {
  return {
    name: 'DeleteObject',
    signature: 'optional',
    parse: (request) => ({
      ...objectTarget(request),
      versionId: versionIdParameter(request.query),
      ifMatch: request.headers['if-match'],
    }),
    authorize: (input) => deleteQuestions(buckets.named(input.bucket, input.expectedOwner), input),
    run(input) {
      const { deleteMarker, versionId } = deleteOne(buckets.named(input.bucket), input);
      const headers = { 'x-amz-version-id': versionId, 'x-amz-delete-marker': deleteMarker ? 'true' : undefined };
      return { status: 204, headers };
    },
  };
}

/** The questions to IAM that one deletion raises. */
export function deleteQuestions(bucket: Bucket, { key, versionId, ifMatch }: Deletion): AuthorizationQuestion[] {
  const ask = (permission: S3Permission) => bucket.question(permission, { key, versionId }, { 's3:if-match': ifMatch });
  const questions = [ask(s3Permissions.DeleteObject)];
  // `*` asks only whether something is there.
  if (ifMatch !== undefined && ifMatch.trim() !== '*') questions.push(ask(s3FurtherPermissions.matchETag));
  return questions;
}

/**
 * Deletes; what is not there counts as deleted (**documented**). A version is not deleted on a condition (**observed**:
 * localstack/localstack#13894, tried at AWS; of a list of keys **unconfirmed**): the condition would be about the current version
 * (**documented**: "How to perform conditional deletes"), and IAM was asked about the one that is named.
 *
 * @throws PreconditionFailed, NoSuchKey, InvalidArgument, NotImplemented
 */
export function deleteOne(bucket: Bucket, { key, versionId, ifMatch }: Deletion): Deleted {
  if (versionId !== undefined) checkVersionId(versionId);
  if (versionId !== undefined && ifMatch !== undefined) throw s3Errors.notImplemented('If-Match');
  judgeDelete(ifMatch, key, bucket.objects.current(key));
  if (versionId !== undefined) {
    const removed = bucket.objects.deleteVersion(key, versionId);
    return { deleteMarker: removed?.deleteMarker ?? false, versionId: bucket.versioned ? versionId : undefined };
  }
  const marker = bucket.objects.delete(key);
  return { deleteMarker: marker !== undefined, versionId: marker?.versionId };
}
