import { s3Permissions, s3Question } from '../../../../policy/operations/s3';
import type { Call, Operation } from '../../../http/operation';
import type { RestOutput } from '../../../protocols/rest-xml';
import type { Bucket, Buckets } from '../bucket';
import { s3Errors } from '../errors';
import { canonicalId, isoTime } from '../listing/entries';
import { readToken, textParameter, writeToken } from '../listing/parameters';
import { page } from '../listing/walk';

/** The most buckets of one page (**documented**); without any parameter all are told at once. */
const largestPage = 10_000;

interface ListBucketsInput {
  readonly prefix: string;
  readonly region?: string;
  readonly after: string;
  readonly maxBuckets: number;
  /** Whether the request has any of the parameters: then each bucket's region is told (**documented**: API_Bucket). */
  readonly asksForSome: boolean;
}

/**
 * The buckets of the caller's account. No bucket's policy is asked, nor what else of it the caller may see: whoever may list sees every
 * name (**documented**: `s3:ListAllMyBuckets` has no resource).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 */
export function listBuckets(buckets: Buckets): Operation<ListBucketsInput, RestOutput> {
  return {
    name: 'ListBuckets',
    signature: 'optional',
    parse: ({ query }) => parseQuery(query),
    authorize: () => [s3Question(s3Permissions.ListBuckets, { partition: buckets.partition, bucket: '' })],
    run: (input, call) => answer(buckets, input, call),
  };
}

function parseQuery(query: URLSearchParams): ListBucketsInput {
  const token = query.get('continuation-token');
  const parameters = ['prefix', 'bucket-region', 'continuation-token', 'max-buckets'];
  return {
    prefix: textParameter(query, 'prefix'),
    region: query.get('bucket-region') || undefined,
    after: token === null ? '' : readToken(token),
    maxBuckets: pageSize(query.get('max-buckets')),
    asksForSome: parameters.some((name) => query.has(name)),
  };
}

/** The words are those **observed** of the other listings (versitygw#1804). */
function pageSize(value: string | null): number {
  if (value === null || value === '') return largestPage;
  if (!/^-?\d{1,9}$/.test(value)) {
    throw s3Errors.invalidArgument('Provided max-buckets not an integer or within integer range', 'max-buckets', value);
  }
  const size = Number(value);
  if (size >= 1 && size <= largestPage) return size;
  throw s3Errors.invalidArgument('Argument max-buckets must be an integer between 1 and 10000', 'max-buckets', value);
}

function answer(buckets: Buckets, { prefix, region, after, maxBuckets, asksForSome }: ListBucketsInput, call: Call) {
  // Nobody who has no account has buckets.
  if (call.session === undefined) throw s3Errors.accessDenied();
  const { account } = call.session;
  // **Documented**: an endpoint of another region than the one asked for doesn't answer, but us-east-1's, which is the global one.
  if (region !== undefined && region !== call.region && call.region !== 'us-east-1') {
    const message = `The bucket-region ${region} is not the region of this endpoint, ${call.region}`;
    throw s3Errors.invalidArgument(message, 'bucket-region', region);
  }
  const listed = buckets
    .all()
    .map((bucket) => ({ bucket, ...bucket.settings }))
    .filter((one) => one.account === account && one.name.startsWith(prefix) && one.name > after)
    .filter((one) => region === undefined || one.region === region)
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const { items, truncated } = page(listed, maxBuckets);
  const xml = {
    Owner: { ID: canonicalId(account) },
    Buckets: { Bucket: items.map(({ bucket }) => entry(bucket, asksForSome)) },
    ContinuationToken: truncated ? writeToken(items.at(-1)?.name ?? '') : undefined,
    Prefix: prefix === '' ? undefined : prefix,
  };
  return { xml: { ListAllMyBucketsResult: xml } };
}

const entry = ({ created, settings: { name, region } }: Bucket, withRegion: boolean) => ({
  Name: name,
  CreationDate: isoTime(created),
  BucketRegion: withRegion ? region : undefined,
});
