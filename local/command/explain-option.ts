import type { Explained } from '../smoke-test/explained-checks';

/**
 * `--explain` stands alone or with a value, and Node's options do one or the other: alone it explains failures.
 *
 * @returns the arguments, with that value where it has none
 */
export function withExplainValue(args: readonly string[]): string[] {
  return args.map((argument) => (argument === '--explain' ? '--explain=failures' : argument));
}

/**
 * What `--explain` asks for; undefined where it is not there.
 *
 * @param stay whether the cloud stays up, and tries nothing by itself
 * @throws Error for what nothing could be explained by
 */
export function explainedBy(value: string | undefined, stay: boolean): Explained | undefined {
  if (value === undefined || value === 'failures' || value === 'all') return value;
  if (value.trim() === '')
    throw new Error("--explain= takes all, or a part of a check's name; alone it explains failures");
  if (!stay) return { named: value };
  throw new Error(
    `npm run local tries no checks, so none can be named '${value}': --explain prints every refusal, --explain=all every allow too`,
  );
}
