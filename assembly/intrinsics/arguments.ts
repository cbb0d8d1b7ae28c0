import { AssemblyError } from '../assembly-error';
import type { Resolve } from './scope';

/** The argument as a list of exactly so many members, not resolved. */
export function listOf(argument: unknown, length: number, at: string): readonly unknown[] {
  if (!Array.isArray(argument) || argument.length !== length) {
    throw new AssemblyError(at, `takes a list of ${length} members`);
  }
  return argument;
}

/** A value that must come out as one string; numbers and Booleans are written out, as CloudFormation does. */
export function resolvedString(value: unknown, at: string, resolve: Resolve): string {
  return asString(resolve(value, at), at);
}

/** A value that must come out as a list of strings. */
export function resolvedStrings(value: unknown, at: string, resolve: Resolve): readonly string[] {
  const list = resolve(value, at);
  if (!Array.isArray(list)) throw new AssemblyError(at, 'needs a list here');
  return list.map((member, index) => asString(member, `${at}[${index}]`));
}

/** A resolved value as a string. */
export function asString(value: unknown, at: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new AssemblyError(at, 'needs a string here');
}
