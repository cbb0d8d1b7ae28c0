import type { z } from 'zod';

/** One failure of a schema check, for a reader: the member's path (`Code.S3Key`, `Tags[0].Key`) and a sentence. */
export interface DescribedIssue {
  readonly path: string;
  readonly sentence: string;
}

/** Members of a path as one reads them in a template: `Statement[0].Effect`. */
export function memberPath(parts: readonly PropertyKey[]): string {
  return parts.reduce<string>((path, part) => {
    if (typeof part === 'number') return `${path}[${part}]`;
    return path === '' ? String(part) : `${path}.${String(part)}`;
  }, '');
}

/** The first failure. An unknown member is named by its own path, since that is where the reader has to look. */
export function describeIssue(error: z.ZodError): DescribedIssue {
  const issue = error.issues[0];
  if (issue === undefined) return { path: '', sentence: 'is not valid' };
  if (issue.code === 'unrecognized_keys') {
    const [first = '', ...more] = issue.keys;
    const others = more.length === 0 ? '' : ` (nor are ${more.join(', ')})`;
    return { path: memberPath([...issue.path, first]), sentence: `is not supported here${others}: remove it` };
  }
  return { path: memberPath(issue.path), sentence: issue.message };
}
