import { placeholder } from '../../lib/config/fields';
import type { RenamedFile } from './example-files';
import { newNames } from './names';

/**
 * What was changed, what was not, and what is next.
 *
 * @param formatted whether the stages' files are as Biome writes them
 */
export function report(game: string, files: readonly RenamedFile[], formatted: boolean): string {
  const width = Math.max(...files.map(({ file }) => file.length));
  const names = newNames(game).map(([old, now]) => `${old} is ${now}`);
  const placeholders = files.filter(({ file, text }) => file.startsWith('config/') && placeholder.test(text));
  const next = [
    placeholders.length > 0 &&
      `Client IDs: ${placeholders.map(({ file }) => file).join(', ')} hold a placeholder. docs/providers.md says what to register where.`,
    'Stages: a stage is a file. Copy one to config/<name>.ts and write its stage: <name>; delete those that you do not want.',
    'npm run snapshots says what the stages deploy under their new name, npm run snapshots -- --accept accepts it.',
    !formatted && 'npm run format: the names have other lengths, and Biome could not be run.',
    'npm test, npm start, and npm run picture for the one in the README; then commit it all.',
  ].filter((step) => step !== false);
  return [
    `${names.join(', ')} now:`,
    '',
    ...files.map(({ file, count }) => `  ${file.padEnd(width)}  ${String(count).padStart(3)}`),
    '',
    'Left alone: the tests, whose game is their own, and docs/changes.md, which is made from it; the code; CHANGELOG.md.',
    '',
    'Next:',
    ...next.map((step, index) => `  ${index + 1}. ${step}`),
  ].join('\n');
}
