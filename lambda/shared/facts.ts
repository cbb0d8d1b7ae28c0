import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The facts file, beside the handler in the bundle: what its function is told at synthesis. */
export const factsFile = 'facts.json';

/** How partition keys begin, by whose they are. */
export interface LeadingKeys {
  /** `LEDGER#`, and the identity ID. */
  readonly ledger: string;
  /** `BOARD#`, and the board's name. */
  readonly board: string;
  /** `LOGIN#`, and the user pool's ID and the account's `sub`. */
  readonly login: string;
}

/** Pages of these origins read the answers; `*` is none of them. */
export interface CorsFacts {
  readonly corsOrigins: readonly string[];
}

/**
 * Reads the facts beside the handler.
 *
 * @throws Error when the file is missing or of another schema
 */
export function readFacts<Facts extends { readonly schemaVersion: number }>(
  directory: string,
  schemaVersion: Facts['schemaVersion'],
): Facts {
  const facts = JSON.parse(readFileSync(join(directory, factsFile), 'utf8')) as Facts;
  if (facts.schemaVersion !== schemaVersion) {
    throw new Error(`${factsFile}: this handler reads schema version ${schemaVersion}.`);
  }
  return facts;
}
