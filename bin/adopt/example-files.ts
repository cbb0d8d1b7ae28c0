import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Renamed, renamed } from './names';

/** Made from the tests' own game, whose name stays. */
const generated = 'docs/changes.md';

/** A file in which the example is named, with the adopter's name in its place. */
export interface RenamedFile extends Renamed {
  /** From the project's root. */
  readonly file: string;
}

/**
 * What the name of the game stands in, beside the tests and the code: the stages and what belongs to them, and what is told of them. The
 * change log is about what was.
 */
export function renamedFiles(root: string, game: string): RenamedFile[] {
  const folders = ['config', 'docs'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|md|xml|json|svg)$/.test(entry.name))
      .map(({ parentPath, name }) =>
        join(parentPath, name)
          .slice(root.length + 1)
          .replaceAll('\\', '/'),
      ),
  );
  return ['README.md', ...folders.sort()]
    .filter((file) => file !== generated)
    .map((file) => ({ file, ...renamed(readFileSync(join(root, file), 'utf8'), game) }))
    .filter(({ count }) => count > 0);
}
