import { runInNewContext } from 'node:vm';
import { ConfigError } from '../../lib/config/config-error';
import { parseConfig } from '../../lib/config/parse';
import type { GameFederationInput } from '../../lib/config/schema';
import { type Block, blocksOf } from './document';

/** What a snippet leaves out of a stage. */
export const base: GameFederationInput = { game: 'star-harvest', stage: 'docs', retainData: false };

/** The blocks of a document that are the inside of a stage's object. */
export function stageSnippets(document: string): readonly Block[] {
  return blocksOf(document).filter(({ info }) => info === 'js config');
}

/** The stage that a snippet is the inside of. */
export function stageOf(snippet: string): GameFederationInput {
  // Parsed anew: objects of another context are of other classes.
  const fields = JSON.parse(JSON.stringify(runInNewContext(`({${snippet}})`)));
  return { ...base, ...fields };
}

/** Why a stage can't be used, in the words of synthesis; empty where it can. */
export function problemsOf(input: GameFederationInput): readonly string[] {
  try {
    parseConfig(input);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}
