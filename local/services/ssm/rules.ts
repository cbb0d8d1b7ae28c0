import type { ParameterSettings } from './parameters';

/** In bytes, by tier (**documented**: "Managing parameter tiers"). */
const largestValue: Readonly<Record<string, number>> = { Standard: 4096, Advanced: 8192, 'Intelligent-Tiering': 8192 };

/**
 * What is wrong with a parameter's name (**documented**: PutParameter): letters, digits, `_ . -`, and slashes of at most fifteen levels, the
 * first of which stands first; not AWS's own prefixes.
 *
 * @returns undefined for a good name
 */
export function nameProblem(name: string): string | undefined {
  if (!/^[\w.\-/]{1,1011}$/.test(name)) return 'a name has letters, digits, and the symbols _ . - /';
  if (/^\/?(?:aws|ssm)/i.test(name)) return 'the prefixes aws and ssm are reserved';
  if (name.includes('/') && !name.startsWith('/')) return 'a name with a hierarchy begins with a slash';
  if (name.endsWith('/') || name.includes('//')) return 'each level of a hierarchy has a name';
  if (name.split('/').length - 1 > 15) return 'a hierarchy has at most 15 levels';
  return undefined;
}

/** What is wrong with a parameter's value; undefined for a good one (**documented**: PutParameter). */
export function valueProblem({ value, tier, allowedPattern }: ParameterSettings): string | undefined {
  if (value === '') return 'the value is empty';
  if (Buffer.byteLength(value) > (largestValue[tier] ?? 0)) return `the value is larger than the tier ${tier} takes`;
  if (/\{\{.*\}\}/s.test(value)) return 'a value must not refer to another parameter by {{}}';
  if (allowedPattern === undefined) return undefined;
  try {
    return new RegExp(`^(?:${allowedPattern})$`).test(value) ? undefined : 'the value does not match AllowedPattern';
  } catch {
    return 'AllowedPattern is no regular expression';
  }
}
