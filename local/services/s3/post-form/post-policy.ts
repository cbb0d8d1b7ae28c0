import { s3Errors } from '../errors';

/** A POST policy's one condition on a field. */
type Condition =
  | { readonly kind: 'eq' | 'starts-with'; readonly field: string; readonly value: string; readonly text: string }
  | { readonly kind: 'content-length-range'; readonly least: number; readonly most: number };

/** Fields that no condition needs to cover (**documented**: "Creating a POST policy"). */
const uncovered = new Set(['x-amz-signature', 'signature', 'awsaccesskeyid', 'file', 'policy', 'submit']);

/** What a policy is checked against. */
export interface PostedForm {
  readonly bucket: string;
  /** By lower-case name, `${filename}` replaced. */
  readonly fields: ReadonlyMap<string, string>;
  readonly fileSize: number;
}

/**
 * Checks a form against its policy.
 *
 * @param policy base64 of JSON, as the form's `policy` field holds it
 * @param now milliseconds since the epoch
 * @throws AccessDenied naming the condition, EntityTooSmall, EntityTooLarge, InvalidPolicyDocument
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function checkPostPolicy(policy: string, form: PostedForm, now: number): void {
  const { expires, conditions } = readPolicy(policy);
  if (now >= expires) throw refused('Policy expired.');
  const covered = new Set<string>();
  for (const condition of conditions) {
    if (condition.kind === 'content-length-range') checkSize(condition, form.fileSize);
    else {
      covered.add(condition.field);
      checkField(condition, condition.field === 'bucket' ? form.bucket : (form.fields.get(condition.field) ?? ''));
    }
  }
  const extra = [...form.fields.keys()].filter(
    (name) => !covered.has(name) && !uncovered.has(name) && !name.startsWith('x-ignore-') && name !== 'bucket',
  );
  if (extra.length > 0) throw refused(`Extra input fields: ${extra.join(', ')}`);
}

function checkField(condition: Exclude<Condition, { kind: 'content-length-range' }>, actual: string): void {
  const { kind, field, value, text } = condition;
  const holds = (each: string) => (kind === 'eq' ? each === value : each.startsWith(value));
  // A list of content types is taken one by one (**documented**).
  const each =
    kind === 'starts-with' && field === 'content-type' ? actual.split(',').map((type) => type.trim()) : [actual];
  if (!each.every(holds)) throw refused(`Policy Condition failed: ${text}`);
}

function checkSize({ least, most }: { least: number; most: number }, size: number): void {
  if (size < least) {
    throw s3Errors.entityTooSmall({ ProposedSize: String(size), MinSizeAllowed: String(least) });
  }
  if (size > most) throw s3Errors.entityTooLarge(most);
}

function readPolicy(policy: string): { expires: number; conditions: Condition[] } {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(policy, 'base64').toString('utf8'));
  } catch {
    throw s3Errors.invalidPolicyDocument('Invalid JSON.');
  }
  const { expiration, conditions } = (typeof document === 'object' && document !== null ? document : {}) as Record<
    string,
    unknown
  >;
  const expires = typeof expiration === 'string' ? Date.parse(expiration) : Number.NaN;
  if (Number.isNaN(expires)) throw s3Errors.invalidPolicyDocument("Invalid 'expiration' value.");
  if (!Array.isArray(conditions)) throw s3Errors.invalidPolicyDocument("Invalid 'conditions' value.");
  return { expires, conditions: conditions.flatMap(readCondition) };
}

function readCondition(condition: unknown): Condition[] {
  const text = JSON.stringify(condition) ?? '';
  const invalid = () => s3Errors.invalidPolicyDocument(`Invalid condition: ${text.slice(0, 200)}`);
  if (Array.isArray(condition)) {
    const [operator, first, second] = condition as unknown[];
    const kind = typeof operator === 'string' ? operator.toLowerCase() : '';
    if (condition.length !== 3) throw invalid();
    if (kind === 'content-length-range') {
      const [least, most] = [Number(first), Number(second)];
      if (!Number.isInteger(least) || !Number.isInteger(most)) throw invalid();
      return [{ kind, least, most }];
    }
    if (kind !== 'eq' && kind !== 'starts-with') throw invalid();
    if (typeof first !== 'string' || !first.startsWith('$') || typeof second !== 'string') throw invalid();
    return [{ kind, field: first.slice(1).toLowerCase(), value: second, text }];
  }
  if (typeof condition !== 'object' || condition === null) throw invalid();
  return Object.entries(condition).map(([field, value]): Condition => {
    if (typeof value !== 'string') throw invalid();
    return { kind: 'eq', field: field.toLowerCase(), value, text: JSON.stringify(['eq', `$${field}`, value]) };
  });
}

const refused = (why: string) => s3Errors.accessDenied(`Invalid according to Policy: ${why}`);
