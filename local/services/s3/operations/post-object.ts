import { s3Permissions } from '../../../../policy/operations/s3';
import type { HttpRequest } from '../../../http/message';
import type { Call, Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import type { Clock } from '../../../shared/clock';
import { bucketTarget, checkKey, type ObjectTarget, objectLocation } from '../address';
import type { Buckets } from '../bucket';
import { s3Errors } from '../errors';
import { formSignature, isPostForm } from '../post-form/form-signature';
import { readMultipartForm } from '../post-form/multipart-form';
import { checkPostPolicy } from '../post-form/post-policy';
import type { ObjectVersion } from '../store/object-version';
import { readTagging } from '../tagging';
import { refuseUnkept, writeQuestions } from '../writing';
import { newObject, storedHeaders } from './put-object';

interface PostObjectInput extends ObjectTarget {
  readonly fields: ReadonlyMap<string, string>;
  readonly file: Buffer;
  /** The fields, as a PUT's headers would say it. */
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: ReadonlyMap<string, string>;
  /** Whose secret signed the policy; absent without one. */
  readonly accessKeyId?: string;
}

/** A browser's upload form. @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html */
export function postObject(buckets: Buckets): Operation<PostObjectInput, RestOutput> {
  return {
    name: 'PostObject',
    signature: 'optional',
    formSignature: (request) => (isPostForm(request) ? formSignature(request) : undefined),
    parse: parsePost,
    authorize(input, call) {
      const bucket = buckets.named(input.bucket, input.expectedOwner);
      checkForm(input, call, buckets.clock);
      const { key, headers, tags } = input;
      return writeQuestions(bucket, { permission: s3Permissions.PostObject, key, headers, creates: true, tags });
    },
    run(input, call) {
      const bucket = buckets.named(input.bucket);
      refuseUnkept(input.headers, bucket);
      const object = newObject(input.headers, input.file, input.tags);
      const stored = bucket.objects.put(input.key, object);
      const headers = { ...storedHeaders(object), 'x-amz-version-id': bucket.versioned ? stored.versionId : undefined };
      const answer = success(input, stored, objectLocation(call.request, input));
      return { ...answer, headers: { ...headers, ...answer.headers } };
    },
  };
}

function parsePost(request: HttpRequest): PostObjectInput {
  const target = bucketTarget(request);
  const { fields: sent, file, filename } = readMultipartForm(request.headers['content-type'], request.body);
  const fields = new Map([...sent].map(([name, value]) => [name, value.replaceAll('${filename}', filename)]));
  const key = fields.get('key');
  if (!key)
    throw s3Errors.invalidArgument(
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
      'key',
      '',
    );
  checkKey(key);
  const tagging = fields.get('tagging');
  const { acl, ...headers } = Object.fromEntries(fields) as Record<string, string>;
  if (acl !== undefined) headers['x-amz-acl'] = acl;
  return {
    ...target,
    key,
    fields,
    file,
    headers,
    tags: tagging ? readTagging(Buffer.from(tagging)) : new Map(),
    accessKeyId: formSignature(request)?.parts.accessKeyId,
  };
}

/**
 * A policy binds a form to its signer, so it counts only if the caller is that signer: a dispatcher that did not verify the form's
 * signature gets it refused.
 */
function checkForm({ bucket, fields, file, accessKeyId }: PostObjectInput, call: Call, clock: Clock): void {
  const policy = fields.get('policy');
  if (policy === undefined) return;
  if (accessKeyId === undefined || call.session?.credentials.accessKeyId !== accessKeyId) throw s3Errors.accessDenied();
  checkPostPolicy(policy, { bucket, fields, fileSize: file.length }, clock.now());
}

function success({ bucket, key, fields }: PostObjectInput, { etag }: ObjectVersion, location: string): RestOutput {
  const redirect = redirectTo(fields.get('success_action_redirect') ?? fields.get('redirect'));
  if (redirect) {
    redirect.searchParams.set('bucket', bucket);
    redirect.searchParams.set('key', key);
    redirect.searchParams.set('etag', etag);
    return { status: 303, headers: { location: redirect.href } };
  }
  switch (fields.get('success_action_status')) {
    case '200':
      return { status: 200, headers: { location } };
    case '201':
      return {
        status: 201,
        headers: { location },
        xml: { PostResponse: { Location: location, Bucket: bucket, Key: key, ETag: etag } },
      };
    default:
      return { status: 204, headers: { location } };
  }
}

/** A redirect that cannot be read is as good as none (**documented**). */
function redirectTo(value: string | undefined): URL | undefined {
  return value !== undefined && URL.canParse(value) ? new URL(value) : undefined;
}
