/** `always`: in every such request; `sometimes`: see `when`; `unfilled`: AWS may fill it, the local cloud does not. */
export type Presence = 'always' | 'sometimes' | 'unfilled';

/** One condition key of requests, as IAM's documentation spells it. A `*` stands for an issuer, a tag's key, or any name. */
export interface KeyRow {
  readonly key: string;
  readonly presence: Presence;
  readonly when?: string;
  readonly mark: 'documented' | 'unconfirmed';
}

/** Keys of some requests. */
export interface KeyRows {
  /** Whose, or of which actions; a `*` at the end takes the rest. */
  readonly of: readonly string[];
  readonly rows: readonly KeyRow[];
}

export const always = (...keys: readonly string[]): KeyRow[] =>
  keys.map((key) => ({ key, presence: 'always', mark: 'documented' }));
export const sometimes = (when: string, ...keys: readonly string[]): KeyRow[] =>
  keys.map((key) => ({ key, presence: 'sometimes', when, mark: 'documented' }));
export const unfilled = (when: string, ...keys: readonly string[]): KeyRow[] =>
  keys.map((key) => ({ key, presence: 'unfilled', when, mark: 'documented' }));
export const unconfirmed = (rows: readonly KeyRow[]): KeyRow[] => rows.map((row) => ({ ...row, mark: 'unconfirmed' }));

/** When the keys of an organization are there. */
export const organization = 'the account is in an organization: it is not known whether it is';

/** The rows of one action. */
export function rowsOf(table: readonly KeyRows[], of: string): readonly KeyRow[] {
  const named = (pattern: string) => (pattern.endsWith('*') ? of.startsWith(pattern.slice(0, -1)) : of === pattern);
  return table.filter((rows) => rows.of.some(named)).flatMap(({ rows }) => rows);
}
