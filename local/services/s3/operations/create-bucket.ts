import { s3FurtherPermissions, s3Permissions, s3Question } from '../../../../policy/operations/s3';
import { s3BucketKeys, s3TagKeys } from '../../../../policy/operations/s3-condition-keys';
import type { AuthorizationQuestion } from '../../../../policy/types';
import type { HttpRequest } from '../../../http/message';
import type { Call, Operation } from '../../../http/operation';
import { type RestOutput, RestXmlError } from '../../../protocols/rest-xml';
import { bucketTarget } from '../address';
import type { Buckets } from '../bucket';
import { verifyBody } from '../checksums/verify-body';
import { s3Errors } from '../errors';
import { readXml, textOf } from '../xml-input';

interface CreateBucketInput {
  readonly bucket: string;
  readonly headers: HttpRequest['headers'];
  /** Where it is to be; absent: in us-east-1. */
  readonly location?: string;
  /** Those that the request gives the bucket. */
  readonly tags: ReadonlyMap<string, string>;
}

/**
 * A bucket that is there already is answered as S3 answers its owner, from which clients go on that make sure of their bucket before they
 * write. A new one is not made: the local cloud's buckets come from templates, so that whoever asks for one is judged, has the request
 * checked, and is told `NotImplemented`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 */
export function createBucket(buckets: Buckets): Operation<CreateBucketInput, RestOutput> {
  return {
    name: 'CreateBucket',
    signature: 'optional',
    parse: (request) => ({ ...bucketTarget(request), headers: request.headers, ...configuration(request) }),
    authorize: (input) => questions(buckets.partition, input),
    run: (input, call) => answer(buckets, input, call),
  };
}

function configuration({ headers, body }: HttpRequest): Pick<CreateBucketInput, 'location' | 'tags'> {
  if (body.length === 0) return { tags: new Map() };
  verifyBody(headers, body);
  const document = readXml(body, 'CreateBucketConfiguration');
  const [set] = document.Tags ?? [];
  const tags = typeof set === 'object' ? (set.Tag ?? []) : [];
  return {
    location: textOf(document, 'LocationConstraint') || undefined,
    tags: new Map(tags.map((tag) => [textOf(tag, 'Key') ?? '', textOf(tag, 'Value') ?? ''])),
  };
}

/** The permissions beside `s3:CreateBucket` are **documented** ("Permissions"; `Tags`). */
function questions(partition: string, input: CreateBucketInput): AuthorizationQuestion[] {
  const { bucket, headers, location, tags } = input;
  const keys = s3BucketKeys((name) => headers[name], location);
  const permissions = [s3Permissions.CreateBucket];
  const grants = Object.keys(headers).some((name) => name.startsWith('x-amz-grant-'));
  if (grants || (headers['x-amz-acl'] ?? 'private') !== 'private') permissions.push(s3Permissions.PutBucketAcl);
  if (headers['x-amz-object-ownership'] !== undefined) permissions.push(s3Permissions.PutBucketOwnershipControls);
  if (headers['x-amz-bucket-object-lock-enabled']?.toLowerCase() === 'true') {
    permissions.push(s3Permissions.PutObjectLockConfiguration, s3Permissions.PutBucketVersioning);
  }
  if (tags.size > 0) permissions.push(s3FurtherPermissions.tagBucket);
  // The bucket need not exist: nobody's account is asked about.
  return permissions.map((each) => s3Question(each, { partition, bucket }, { ...keys, ...s3TagKeys(tags) }));
}

function answer(buckets: Buckets, { bucket: name, location }: CreateBucketInput, call: Call): RestOutput {
  // **Documented**: anonymous requests are never allowed to create buckets, whatever a bucket's policy says.
  if (call.session === undefined) throw s3Errors.accessDenied();
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) throw s3Errors.invalidBucketName(name);
  checkLocation(location, call.region);
  const bucket = buckets.find(name);
  if (bucket === undefined) {
    throw new RestXmlError('NotImplemented', 'The buckets of the local cloud come from templates: deploy one.', 501);
  }
  if (bucket.settings.account !== call.session.account) throw s3Errors.bucketAlreadyExists(name);
  // **Documented**: for legacy's sake us-east-1 answers 200.
  if (call.region !== 'us-east-1') throw s3Errors.bucketAlreadyOwnedByYou(name);
  return { headers: { location: `/${name}` } };
}

/**
 * A region's endpoint makes buckets in its own region, said in the request; us-east-1's makes them anywhere, and in us-east-1 where
 * nothing is said. **Observed** words: velero#284 (us-east-1 by its name), tweag/aws-secrets#22 (nothing said),
 * serverless-deployment-bucket#23 (another region).
 */
function checkLocation(location: string | undefined, region: string): void {
  if (location === 'us-east-1') throw s3Errors.invalidLocationConstraint(location);
  if (location !== undefined && location !== 'EU' && !/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(location)) {
    throw s3Errors.invalidLocationConstraint(location);
  }
  // `EU` is eu-west-1's old name (**documented**).
  const asked = location === 'EU' ? 'eu-west-1' : location;
  if (region !== 'us-east-1' && asked !== region) throw s3Errors.illegalLocationConstraint(location ?? 'unspecified');
}
