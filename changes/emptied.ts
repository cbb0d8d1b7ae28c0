import type { Problem } from './problem';
import { fields, list } from './templates';
import type { Update } from './update';

const tag = 'aws-cdk:auto-delete-objects';

/**
 * Buckets that stay and are emptied all the same. The custom resource that empties a bucket does so when it leaves its template, unless
 * the bucket has lost its tag by then (read in the CDK's handler). The tag goes first: what leaves is deleted last.
 */
export function emptied({ after, effects }: Update): Problem[] {
  return effects
    .filter(({ type, what }) => type === 'Custom::S3AutoDeleteObjects' && what === 'deleted')
    .flatMap(({ stack, before }): Problem[] => {
      const id = String(fields(before?.Properties?.BucketName).Ref);
      const bucket = after.find(({ name }) => name === stack)?.template.Resources?.[id];
      const tagged = list(bucket?.Properties?.Tags).some((entry) => fields(entry).Key === tag);
      if (!tagged) return [];
      const wayOut = `take the bucket's tag ${tag} away in the same deployment: what empties it passes by a bucket without`;
      return [{ verdict: 'lost', sentence: `bucket ${id} stays, and is emptied: files of players`, wayOut }];
    });
}
