import { type CompiledPolicy, compilePolicy } from '../../../policy/compile';

/** A bucket policy, as the bucket's settings read it. */
export interface BucketPolicy {
  /** As it was given. */
  readonly document: Readonly<Record<string, unknown>>;
  /** Where it stands, for explanations. */
  readonly source: string;
  readonly whole: CompiledPolicy;
  /**
   * What is left of it where public access is restricted: absent where nothing is. **Documented** ("RestrictPublicBuckets"): a public
   * policy then counts for AWS services and the owner's own account only. Here it counts for nobody, which is narrower: whoever is of
   * the account has policies of their own.
   */
  readonly restricted?: CompiledPolicy;
  /** Whether it allows everybody. */
  readonly isPublic: boolean;
}

/**
 * Reads a bucket policy.
 *
 * @param source where it stands, for explanations
 * @throws PolicyError for one that is not understood
 */
export function bucketPolicy(document: Readonly<Record<string, unknown>>, source: string): BucketPolicy {
  const whole = compilePolicy(document, source, 'resource');
  const statements = [document.Statement].flat();
  const kept = statements.filter((statement) => !allowsEverybody(statement));
  if (kept.length === statements.length) return { document, source, whole, restricted: whole, isPublic: false };
  if (kept.length === 0) return { document, source, whole, isPublic: true };
  const restricted = compilePolicy({ ...document, Statement: kept }, source, 'resource');
  return { document, source, whole, restricted, isPublic: true };
}

/**
 * Whether a statement without conditions allows every principal. S3's own definition also reads conditions (**documented**: "The meaning
 * of public"); a statement with any is taken as not public here.
 */
function allowsEverybody(statement: unknown): boolean {
  if (typeof statement !== 'object' || statement === null) return false;
  const { Effect, Principal, Condition } = statement as Record<string, unknown>;
  if (Effect !== 'Allow' || Condition !== undefined) return false;
  if (Principal === '*') return true;
  const aws =
    typeof Principal === 'object' && Principal !== null ? (Principal as Record<string, unknown>).AWS : undefined;
  return [aws].flat().includes('*');
}
