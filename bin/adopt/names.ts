import { pascalCase } from '../../lib/config/fields';

/** The example's game, which an adopter's takes the place of. */
export const exampleGame = 'star-harvest';

/** What the games of the example are called from now on: the second local game and the second app after the first. */
export function newNames(game: string): readonly (readonly [old: string, now: string])[] {
  return [
    [exampleGame, game],
    ['star-market', `${game}-market`],
    ['star-quest', `${game}-quest`],
  ];
}

/** A text with its names exchanged. */
export interface Renamed {
  readonly text: string;
  /** How many names there were. */
  readonly count: number;
}

/**
 * Puts the adopter's names in place of the example's, in each form that a name takes. In one pass: what is new is not renamed again.
 *
 * @param game lower-case words joined by hyphens
 */
export function renamed(text: string, game: string): Renamed {
  const names = new Map(newNames(game).flatMap(([old, now]) => zip(formsOf(old), formsOf(now))));
  let count = 0;
  // What stands in columns, as a table or an output does, keeps them as far as there is room.
  const exchanged = text.replace(new RegExp(`(${[...names.keys()].join('|')})( {2,})?`, 'g'), (_, old, gap = '') => {
    const now = names.get(old) ?? old;
    count += 1;
    return `${now}${gap && ' '.repeat(Math.max(2, gap.length + old.length - now.length))}`;
  });
  return { text: exchanged, count };
}

/** `my-game`: as it is, in outputs and logical IDs, as the scheme of an app's URLs, and for people. */
function formsOf(name: string): string[] {
  const inTitle = name.replace(/(^|-)([a-z0-9])/g, (_, hyphen, letter) => (hyphen && ' ') + letter.toUpperCase());
  return [name, pascalCase(name), name.replaceAll('-', ''), inTitle];
}

function zip(ones: readonly string[], others: readonly string[]): [string, string][] {
  return ones.map((one, index) => [one, others[index] ?? one]);
}
