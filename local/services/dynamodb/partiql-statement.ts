import type { ItemAction } from '../../../policy/operations/dynamodb';
import { validationError } from './errors';

/** What a PartiQL statement is about, as far as IAM's resource needs it. */
export interface PartiQlStatement {
  readonly action: ItemAction;
  readonly table: string;
  readonly index?: string;
}

const name = '(?:"([^"]+)"|([A-Za-z0-9_-]+))';
const target = `${name}(?:\\s*\\.\\s*${name})?`;

/** A statement's verb and the words before its table. */
const forms: readonly { readonly action: ItemAction; readonly form: RegExp }[] = [
  { action: 'PartiQLSelect', form: new RegExp(`^\\s*SELECT\\s[^]*?\\sFROM\\s+${target}`, 'i') },
  { action: 'PartiQLInsert', form: new RegExp(`^\\s*INSERT\\s+INTO\\s+${target}`, 'i') },
  { action: 'PartiQLUpdate', form: new RegExp(`^\\s*UPDATE\\s+${target}`, 'i') },
  { action: 'PartiQLDelete', form: new RegExp(`^\\s*DELETE\\s+FROM\\s+${target}`, 'i') },
];

/**
 * Reads a statement's verb and table. The rest of PartiQL is not understood, so no leading key is ever read from a statement: a
 * policy that asks for one does not allow it.
 *
 * Throws a `ValidationException` for anything else than the four verbs.
 */
export function readStatement(statement: unknown): PartiQlStatement {
  // Documented: a statement holds at most 8192 characters.
  if (typeof statement === 'string' && statement.length >= 1 && statement.length <= 8192) {
    for (const { action, form } of forms) {
      const found = form.exec(statement);
      if (found === null) continue;
      const [, quotedTable, bareTable, quotedIndex, bareIndex] = found;
      const index = quotedIndex ?? bareIndex;
      return { action, table: quotedTable ?? bareTable ?? '', ...(index === undefined ? {} : { index }) };
    }
  }
  throw validationError("Statement wasn't well formed, can't be processed: Unexpected keyword");
}
