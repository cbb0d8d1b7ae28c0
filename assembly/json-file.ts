import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { AssemblyError } from './assembly-error';
import { describeIssue } from './schema-issue';

/**
 * Reads a JSON file and checks its shape.
 *
 * @param hint what to do when the file is not there
 * @throws AssemblyError naming the file, and the member that does not fit
 */
export function readJsonFile<Schema extends z.ZodType>(path: string, schema: Schema, hint: string): z.output<Schema> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new AssemblyError(path, `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}). ${hint}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AssemblyError(path, `is not valid JSON. ${hint}`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { path: member, sentence } = describeIssue(parsed.error);
  throw new AssemblyError(member === '' ? path : `${path}: ${member}`, sentence);
}
