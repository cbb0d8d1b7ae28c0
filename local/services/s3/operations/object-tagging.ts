import { type S3OperationName, s3Permissions } from '../../../../policy/operations/s3';
import { s3RequestTagKeys } from '../../../../policy/operations/s3-condition-keys';
import type { HttpRequest } from '../../../http/message';
import type { Call, Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import { type ObjectTarget, objectTarget } from '../address';
import type { Bucket, Buckets } from '../bucket';
import { verifyBody } from '../checksums/verify-body';
import { readVersion, versionIdParameter } from '../reading';
import type { ObjectVersion } from '../store/object-version';
import { readTagging, type Tags, taggingDocument } from '../tagging';

interface TaggingInput extends ObjectTarget {
  readonly versionId?: string;
  /** Those that the request sets. */
  readonly tags: Tags;
}

type Answer = (bucket: Bucket, version: ObjectVersion, input: TaggingInput) => RestOutput;

/** The tags of an object, or of one version of it, which has its own (**documented**: API_GetObjectTagging). */
export function objectTagging(buckets: Buckets): readonly Operation<TaggingInput, RestOutput>[] {
  return [
    tagging('GetObjectTagging', buckets, (_bucket, { tags }) => ({ xml: taggingDocument(tags) })),
    tagging('PutObjectTagging', buckets, (bucket, { versionId }, { key, tags }) => {
      bucket.objects.retag(key, versionId, tags);
      return {};
    }),
    tagging('DeleteObjectTagging', buckets, (bucket, { versionId }, { key }) => {
      bucket.objects.retag(key, versionId, new Map());
      return { status: 204 };
    }),
  ];
}

/**
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html
 */
function tagging(name: S3OperationName, buckets: Buckets, answer: Answer): Operation<TaggingInput, RestOutput> {
  return {
    name,
    signature: 'optional',
    parse: (request) => ({
      ...objectTarget(request),
      versionId: versionIdParameter(request.query),
      tags: name === 'PutObjectTagging' ? sentTags(request) : new Map(),
    }),
    authorize: ({ bucket, expectedOwner, key, versionId, tags }) => [
      buckets.named(bucket, expectedOwner).question(s3Permissions[name], { key, versionId }, s3RequestTagKeys(tags)),
    ],
    run(input: TaggingInput, call: Call) {
      const bucket = buckets.named(input.bucket);
      // What an object that is not there answers to whoever may not list is **unconfirmed** of these: as of every read.
      const version = readVersion(bucket, input, call);
      const headers = { 'x-amz-version-id': bucket.versioned ? version.versionId : undefined };
      return { ...answer(bucket, version, input), headers };
    },
  };
}

function sentTags({ headers, body }: HttpRequest): Tags {
  verifyBody(headers, body);
  return readTagging(body);
}
