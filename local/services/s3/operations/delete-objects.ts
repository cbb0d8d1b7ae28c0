import type { HttpRequest } from '../../../http/message';
import type { Call, Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { ServiceError } from '../../../shared/service-error';
import { bucketTarget, checkKey } from '../address';
import type { Bucket, Buckets } from '../bucket';
import { claimedChecksum, verifyBody } from '../checksums/verify-body';
import { s3Errors } from '../errors';
import { readXml, textOf } from '../xml-input';
import { type Deletion, deleteOne, deleteQuestions } from './delete-object';

/** The most keys of one call (**documented**). */
const mostKeys = 1000;

interface DeleteObjectsInput {
  readonly bucket: string;
  readonly expectedOwner?: string;
  readonly deletions: readonly Deletion[];
  readonly quiet: boolean;
}

/**
 * Each key is judged on its own: a refused one is an `Error` in the answer, and the others are deleted all the same (**documented**).
 * That is why nothing is asked for the call as a whole.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export function deleteObjects(buckets: Buckets): Operation<DeleteObjectsInput, RestOutput> {
  return {
    name: 'DeleteObjects',
    signature: 'optional',
    parse: parseDeleteObjects,
    authorize({ bucket, expectedOwner }) {
      buckets.named(bucket, expectedOwner);
      return [];
    },
    run({ bucket: name, deletions, quiet }, call) {
      const bucket = buckets.named(name);
      const results = deletions.map((deletion) => deleteJudged(bucket, deletion, call));
      const deleted = results.flatMap((result) => result.Deleted ?? []);
      return {
        xml: {
          DeleteResult: { Deleted: quiet ? [] : deleted, Error: results.flatMap((result) => result.Error ?? []) },
        },
      };
    },
  };
}

function parseDeleteObjects(request: HttpRequest): DeleteObjectsInput {
  const { headers, body } = request;
  // **Documented**: this request must carry a digest of its body.
  if (headers['content-md5'] === undefined && claimedChecksum(headers) === undefined) {
    throw s3Errors.invalidRequest('Missing required header for this request: Content-MD5');
  }
  verifyBody(headers, body);
  const document = readXml(body, 'Delete');
  const objects = document.Object ?? [];
  if (objects.length === 0 || objects.length > mostKeys) throw s3Errors.malformedXml();
  const deletions = objects.map((object) => {
    const key = textOf(object, 'Key');
    if (!key) throw s3Errors.malformedXml();
    checkKey(key);
    return { key, versionId: textOf(object, 'VersionId') || undefined, ifMatch: textOf(object, 'ETag') };
  });
  return { ...bucketTarget(request), deletions, quiet: textOf(document, 'Quiet')?.trim().toLowerCase() === 'true' };
}

function deleteJudged(bucket: Bucket, deletion: Deletion, call: Call): { Deleted?: object; Error?: object } {
  const { key: Key, versionId: VersionId } = deletion;
  try {
    for (const question of deleteQuestions(bucket, deletion)) call.require(question);
    const { deleteMarker, versionId } = deleteOne(bucket, deletion);
    const marker = deleteMarker ? { DeleteMarker: true, DeleteMarkerVersionId: versionId } : {};
    return { Deleted: { Key, VersionId, ...marker } };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { Error: { Key, VersionId, Code: error.code, Message: error.message } };
  }
}
