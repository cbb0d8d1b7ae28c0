import type { Problem } from './problem';
import { type Deployment, fields, list, resourcesOf } from './templates';
import type { Update } from './update';
import { gone, words } from './wording';

/** What bucket policies say of requests that are signed in their URL or in a form: whoever holds one needs not sign in. */
interface SignedAhead {
  /** Kinds that are not taken at all, by the names that S3 has for them. */
  readonly refused: ReadonlySet<string>;
  /** For how many milliseconds after their signature the others are. */
  readonly longest: number;
}

/** What is signed ahead, by S3's name for it. */
const kinds = { 'REST-QUERY-STRING': 'presigned URLs', POST: 'upload forms' } as const;

/** URLs and upload forms that were handed out and are taken no longer, or not for as long. */
export function closedUrls({ before, after }: Update): Problem[] {
  const [old, now] = [signedAhead(before), signedAhead(after)];
  const taken = Object.entries(kinds).filter(([kind]) => !old.refused.has(kind));
  const [lost, stay] = [
    taken.filter(([kind]) => now.refused.has(kind)),
    taken.filter(([kind]) => !now.refused.has(kind)),
  ];
  const named = (some: typeof taken) => words(some.map(([, name]) => name));
  const until =
    old.longest === Number.POSITIVE_INFINITY ? 'where none was too old' : `where ${inSeconds(old.longest)} were`;
  return [
    ...(lost.length === 0 ? [] : [closed(`${named(lost)} are refused`)]),
    ...(stay.length === 0 || now.longest >= old.longest
      ? []
      : [closed(`${named(stay)} are taken for ${inSeconds(now.longest)} after their signature, ${until}`)]),
  ];
}

const inSeconds = (milliseconds: number) => `${milliseconds / 1000} s`;

const closed = (sentence: string): Problem => ({
  verdict: 'closed',
  sentence,
  wayOut: 'ship apps first that call S3 with credentials of their own, or that ask for a new URL where one is refused',
});

/**
 * By the keys of S3 that know how a request was signed (**documented**: "Amazon S3 Signature Version 4 authentication specific policy keys"),
 * in refusals whose only condition they are.
 */
function signedAhead(deployment: Deployment): SignedAhead {
  const refusals = resourcesOf(deployment)
    .filter(({ resource: { Type } }) => Type === 'AWS::S3::BucketPolicy')
    .flatMap(({ resource: { Properties } }) => list(fields(Properties?.PolicyDocument).Statement))
    .filter((statement) => fields(statement).Effect === 'Deny')
    .map((statement) => Object.entries(fields(fields(statement).Condition)))
    .flatMap(([only, ...more]) => (only === undefined || more.length > 0 ? [] : ([only] as const)));
  const refused = refusals.flatMap(([operator, keys]) => {
    const types = list(fields(keys)['s3:authType']);
    if (operator === 'StringEquals') return types.map(String);
    return operator === 'StringNotEquals' && types.length > 0 ? gone(Object.keys(kinds), types.map(String)) : [];
  });
  const ages = refusals
    .filter(([operator]) => operator === 'NumericGreaterThan')
    .flatMap(([, keys]) => list(fields(keys)['s3:signatureAge']).map(Number));
  return { refused: new Set(refused), longest: Math.min(Number.POSITIVE_INFINITY, ...ages) };
}
