import { readdirSync } from 'node:fs';
import { StateRefused } from './state-refused';

/** Of all files. Where how frames are written changes, it grows; older ones are read. 2: a journal may have bodies in it. */
export const formatVersion = 2;

const program = 'game-identity-federation state';

/** What a file holds. */
export type FileKind = 'snapshot' | 'journal' | 'export';

/** The line that a file begins with; whoever opens the file in an editor sees what it is. */
export const firstLine = (kind: FileKind, generation: number): Buffer =>
  Buffer.from(`${program} ${formatVersion} ${kind} ${generation}\n`);

/** Longer than any first line. */
export const longestFirstLine = 100;

/**
 * The first line of a file that is there.
 *
 * @param start of the file
 * @throws StateRefused where it is of another kind, of a newer format, or no file of ours
 */
export function readFirstLine(
  start: Buffer,
  kind: FileKind,
  name: string,
): {
  line: Buffer;
  generation: number;
  format: number;
} {
  const line = start.subarray(0, 1 + start.indexOf('\n'));
  const [, format, written, generation] =
    /^game-identity-federation state (\d+) (\w+) (\d+)\n$/.exec(line.toString('latin1')) ?? [];
  if (format === undefined)
    throw new StateRefused(`${name} is damaged, or was not written by a local cloud: it is left as it is`);
  if (Number(format) > formatVersion) {
    throw new StateRefused(
      `${name} was written by a newer release (format ${format}; this one reads ${formatVersion}): start that release, or start over with --fresh`,
    );
  }
  if (written !== kind)
    throw new StateRefused(`${name} is of the kind '${written}', not '${kind}': it is left as it is`);
  return { line, generation: Number(generation), format: Number(format) };
}

export const snapshotName = (generation: number) => `snapshot-${generation}`;
export const journalName = (generation: number) => `journal-${generation}`;

/** A snapshot that is being written. */
export const unfinished = '.new';

/** The files of a folder by generation, the latest first; others are none of ours. */
export function generationsIn(folder: string): { snapshots: number[]; journals: number[]; unfinished: string[] } {
  const names = readdirSync(folder);
  const numbers = (pattern: RegExp) =>
    names
      .flatMap((name) => pattern.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => b - a);
  return {
    snapshots: numbers(/^snapshot-(\d+)$/),
    journals: numbers(/^journal-(\d+)$/),
    unfinished: names.filter((name) => /^snapshot-\d+\.new$/.test(name) || name.startsWith('.lock.')),
  };
}
