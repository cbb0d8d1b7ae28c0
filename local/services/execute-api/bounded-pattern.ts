import { createContext, Script } from 'node:vm';

/**
 * How long one text may be compared with one pattern, in milliseconds, and how long once more: time goes by on a machine that has much else to
 * do, too, and a good text must not be refused for that.
 */
const longest = [50, 1000] as const;

/** As many patterns as are remembered. */
const remembered = 500;

const room = createContext(Object.create(null));
const matching = new Script('new RegExp(pattern, "u").test(text)');
const matchingLoosely = new Script('new RegExp(pattern).test(text)');
const isUnicode = new Map<string, boolean>();

/**
 * Whether a text has what a pattern describes. A pattern is its template's, a text is whoever's: one that would take for ever to compare is
 * taken for one that does not match.
 *
 * @returns undefined where it took too long
 */
export function boundedMatch(pattern: string, text: string): boolean | undefined {
  const [first, second] = longest;
  return matchWithin(first, pattern, text) ?? matchWithin(second, pattern, text);
}

function matchWithin(timeout: number, pattern: string, text: string): boolean | undefined {
  Object.assign(room, { pattern, text });
  try {
    return (understandsUnicode(pattern) ? matching : matchingLoosely).runInContext(room, { timeout }) === true;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  } finally {
    Object.assign(room, { pattern: '', text: '' });
  }
}

/** What is wrong with a pattern; undefined for a good one. */
export function patternProblem(pattern: string): string | undefined {
  try {
    new RegExp(pattern);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function understandsUnicode(pattern: string): boolean {
  const known = isUnicode.get(pattern);
  if (known !== undefined) return known;
  let understands = true;
  try {
    new RegExp(pattern, 'u');
  } catch {
    understands = false;
  }
  if (isUnicode.size >= remembered) isUnicode.clear();
  isUnicode.set(pattern, understands);
  return understands;
}
