import type { Problem } from './problem';
import { fields, list } from './templates';
import { type Update, updated } from './update';
import { withoutHash } from './wording';

/** Old versions of files that a bucket keeps no longer: what was put over is what a player takes back, or a backend for them. */
export function forgottenVersions(update: Update): Problem[] {
  return updated(update, 'AWS::S3::Bucket').flatMap(({ id, before, after }): Problem[] => {
    const [old, now] = [kept(before.Properties), kept(after.Properties)];
    const fewer = (['versions', 'days'] as const).filter((what) => now[what] < old[what]);
    return fewer.map((what) => ({
      verdict: 'lost',
      sentence: `old versions of files: bucket ${withoutHash(id)} ${sentences[what](now[what], old[what])}`,
      wayOut: 'S3 deletes the others within days, for good: copy out what is still needed first',
    }));
  });
}

const any = (count: number) => (count === Number.POSITIVE_INFINITY ? 'any number' : String(count));

const sentences = {
  versions: (now: number, old: number) => `keeps ${any(now)} of each, where it kept ${any(old)}`,
  days: (now: number, old: number) => `keeps them ${any(now)} days, where it kept them ${any(old)}`,
};

/** How many old versions a bucket's rules keep, and for how many days; where several reach a version, the shortest counts (documented). */
function kept(properties: Readonly<Record<string, unknown>> = {}): Record<keyof typeof sentences, number> {
  const rules = list(fields(properties.LifecycleConfiguration).Rules)
    .map(fields)
    .filter(({ Status }) => Status === 'Enabled')
    .map(({ NoncurrentVersionExpiration, NoncurrentVersionExpirationInDays }) => ({
      NoncurrentDays: NoncurrentVersionExpirationInDays,
      ...fields(NoncurrentVersionExpiration),
    }))
    .map(({ NoncurrentDays, ...rest }) => ({ days: NoncurrentDays, versions: fields(rest).NewerNoncurrentVersions }));
  const least = (values: readonly unknown[]) =>
    Math.min(...values.filter((value) => value !== undefined).map(Number), Number.POSITIVE_INFINITY);
  return {
    versions: least(rules.map(({ versions }) => versions)),
    // Beside a number of versions the days are those after which it counts.
    days: least(rules.filter(({ versions }) => versions === undefined).map(({ days }) => days)),
  };
}
