import { createHash } from 'node:crypto';

const lowerCase = 'abcdefghijklmnopqrstuvwxyz0123456789';
const mixedCase = `ABCDEFGHIJKLMNOPQRSTUVWXYZ${lowerCase}`;

/** What a generated name is made of; the same parts give the same name in every run. */
export interface NameSource {
  readonly account: string;
  readonly region: string;
  readonly stackName: string;
  readonly logicalId: string;
  /** How often the resource was made before: AWS gives another name each time. @default 0 */
  readonly generation?: number;
}

/** The parts that seed everything that AWS would choose at random for a resource. */
export function seedOf({ account, region, stackName, logicalId, generation = 0 }: NameSource): readonly string[] {
  return [account, region, stackName, logicalId, ...(generation === 0 ? [] : [String(generation)])];
}

/**
 * Characters that look random and are not: the same seed gives the same ones.
 *
 * @param seed also says what the characters are for, so that two uses of one resource differ
 */
export function steadyRandom(seed: readonly string[], length: number, alphabet = mixedCase): string {
  let text = '';
  for (let block = 0; text.length < length; block += 1) {
    const digest = createHash('sha256')
      .update(JSON.stringify([...seed, block]))
      .digest();
    for (const byte of digest.subarray(0, length - text.length)) text += alphabet[byte % alphabet.length];
  }
  return text;
}

/** A version 4 UUID in form, steady like {@link steadyRandom}. */
export function uuid(seed: readonly string[]): string {
  const hex = createHash('sha256')
    .update(JSON.stringify(['uuid', ...seed]))
    .digest('hex');
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The identifier of a resource that nobody can name: `<stack>-<logicalId>-<random>`, as CloudFormation makes it. */
export function unnamed(source: NameSource): string {
  return `${source.stackName}-${source.logicalId}-${steadyRandom(seedOf(source), 12)}`;
}

/**
 * A physical name as CloudFormation makes it, `<stack>-<logicalId>-<random>`, cut to what the service allows.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html the form is documented;
 *   how the two first parts are cut is observed only (evenly), so nothing may rely on it
 */
export function generatedName(source: NameSource, options: { maxLength: number; lowerCase?: boolean }): string {
  const random = steadyRandom(seedOf(source), 12, options.lowerCase ? lowerCase : mixedCase);
  const room = options.maxLength - random.length - 2;
  const half = Math.floor(room / 2);
  const stackLength = Math.max(half, room - source.logicalId.length);
  const stack = source.stackName.slice(0, stackLength);
  const name = `${stack}-${source.logicalId.slice(0, room - stack.length)}-${random}`;
  return options.lowerCase ? name.toLowerCase() : name;
}
