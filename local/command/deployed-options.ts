import { readFileSync } from 'node:fs';
import type { GivenParameter } from '../deployments/given-parameters';

/**
 * `--parameter Key=Value`, for every template that declares it, or `--parameter Stack:Key=Value`, as `cdk deploy --parameters` takes it.
 *
 * @throws Error for what is neither, and for a value that is given twice
 */
export function givenParameters(texts: readonly string[]): readonly GivenParameter[] {
  const given = texts.map((text): GivenParameter => {
    const [, stack, name, value] = /^(?:([A-Za-z][A-Za-z0-9-]*):)?([A-Za-z0-9]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      throw new Error(`--parameter takes Key=Value or Stack:Key=Value, got '${text}'`);
    }
    return stack === undefined ? { name, value } : { stack, name, value };
  });
  const keys = given.map(({ stack = '', name }) => `${stack}:${name}`);
  const twice = given[keys.findIndex((key, index) => keys.indexOf(key) !== index)];
  if (twice !== undefined) throw new Error(`--parameter ${twice.name} is given twice`);
  return given;
}

/**
 * `--inert`: a type, a pattern, or `@` and a file with one a line; what follows a `#` there is a remark.
 *
 * @throws Error for a file that can't be read
 */
export function inertPatterns(texts: readonly string[]): readonly string[] {
  const patterns = texts.flatMap((text) => (text.startsWith('@') ? linesOf(text.slice(1)) : [text]));
  return [...new Set(patterns)];
}

function linesOf(file: string): readonly string[] {
  try {
    const lines = readFileSync(file, 'utf8').split(/\r?\n/);
    return lines.map((line) => line.replace(/#.*/, '').trim()).filter((line) => line !== '');
  } catch (error) {
    throw new Error(`--inert @${file} can't be read: ${(error as Error).message}`);
  }
}

/**
 * `--region`: where templates stand, and an empty account.
 *
 * @param others stages and assemblies, which say by themselves where they stand
 * @throws Error beside one of those, and for what is no region of the partition whose identity pools are played
 */
export function regionOf(region: string | undefined, others: readonly string[]): string | undefined {
  if (region === undefined) return undefined;
  if (others.length > 0) throw new Error(`--region is for --template and --empty: ${others[0]} says where it stands`);
  if (/^(?!cn-|us-gov-|us-iso)[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/.test(region)) return region;
  throw new Error(`--region takes a region of AWS's commercial partition, such as us-east-1; got '${region}'`);
}
