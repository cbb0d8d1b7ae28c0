import { closeSync, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { broken, type FramesEnd, type Place, readFrames, startingPlace } from './frames';
import { applyBodies } from './journal-bodies';
import type { Versions } from './migrations';
import { frameKinds, jsonOf, recordsOf } from './records';
import {
  type FileKind,
  formatVersion,
  generationsIn,
  journalName,
  longestFirstLine,
  readFirstLine,
  snapshotName,
} from './state-files';
import { codeOf, StateRefused, startOver } from './state-refused';

/** The values of each collection's records, in order. */
export type Records = Map<string, Map<string, unknown>>;

/** What a folder holds. */
export interface StoredState {
  readonly generation: number;
  /** Whether it was imported in the place of another one, and never restored yet. */
  readonly isOnTrial: boolean;
  readonly versions: Versions;
  readonly records: Records;
  /** Bodies that stand in the journal and may not be files yet, by their hashes. */
  readonly bodies: ReadonlyMap<string, Buffer>;
  /** Whether its files are of an older format. */
  readonly isOfOlderFormat: boolean;
  /** Where the journal goes on. */
  readonly journalEnd: Place;
  readonly snapshotLength: number;
  /** Bytes at the journal's end that a killed process did not write to their end. */
  readonly torn: number;
}

/** What a snapshot's first frame says. */
export interface SnapshotHead {
  readonly collections: Versions;
  /** Of an import, until it was restored once: what the folder kept before is still there. */
  readonly imported?: true;
}

/** What its last one says. */
export interface SnapshotEnd {
  readonly records: number;
}

/**
 * Reads what is kept, and changes nothing.
 *
 * @returns undefined where nothing was ever kept
 * @throws StateRefused where a file is damaged, missing, or of a newer release
 */
export function readState(folder: string): StoredState | undefined {
  const { snapshots, journals } = generationsIn(folder);
  const [generation] = snapshots;
  if (generation === undefined) {
    for (const journal of journals) refuseLeftJournal(join(folder, journalName(journal)));
    return undefined;
  }
  const snapshot = readFile(join(folder, snapshotName(generation)), 'snapshot', generation, readSnapshot);
  const { records } = snapshot;
  const bodies = new Map<string, Buffer>();
  const end = readFile(join(folder, journalName(generation)), 'journal', generation, (frames) => {
    for (let next = frames.next(); ; next = frames.next()) {
      if (next.done === true) return next.value;
      if (!applyBodies(bodies, next.value)) applyFrame(records, next.value);
    }
  });
  return {
    generation,
    isOnTrial: snapshot.head.imported === true && snapshots.length > 1,
    versions: snapshot.head.collections,
    records,
    bodies,
    isOfOlderFormat: snapshot.format < formatVersion,
    journalEnd: { offset: end.offset, checksum: end.checksum },
    snapshotLength: snapshot.length,
    torn: end.torn,
  };
}

/** Brings records up to what a frame says of them; all of it. @returns how many it told of */
export function applyFrame(records: Records, payload: Buffer): number {
  let count = 0;
  for (const { collection, key, value } of recordsOf(payload)) {
    const values = records.get(collection) ?? new Map<string, unknown>();
    records.set(collection, values);
    if (value === undefined) values.delete(key);
    else values.set(key, value);
    count += 1;
  }
  return count;
}

function readSnapshot(frames: Generator<Buffer, FramesEnd>, name: string, format: number) {
  const records: Records = new Map();
  let head: SnapshotHead | undefined;
  let end: SnapshotEnd | undefined;
  let count = 0;
  for (let next = frames.next(); ; next = frames.next()) {
    if (next.done === true) {
      // It was put in place when it was whole: an end that is missing was there.
      const { torn, offset } = next.value;
      if (torn > 0 || head === undefined || end?.records !== count) throw broken(name, offset);
      return { head, records, length: offset, format };
    }
    const payload = next.value;
    if (payload[0] === frameKinds.head) head = jsonOf(payload) as SnapshotHead;
    else if (payload[0] === frameKinds.end) end = jsonOf(payload) as SnapshotEnd;
    else count += applyFrame(records, payload);
  }
}

/** A journal is there before its snapshot is, with nothing in it: one that says something has lost its snapshot. */
function refuseLeftJournal(file: string): void {
  const lost = readFile(file, 'journal', undefined, (frames) => frames.next().done !== true);
  if (lost) throw new StateRefused(`${file} has no snapshot beside it: one was deleted. So ${startOver}`);
}

function readFile<Result>(
  file: string,
  kind: FileKind,
  generation: number | undefined,
  read: (frames: Generator<Buffer, FramesEnd>, name: string, format: number) => Result,
): Result {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    throw new StateRefused(`${file} can't be read (${codeOf(error)}): ${startOver}`);
  }
  try {
    const start = Buffer.alloc(longestFirstLine);
    const length = readSync(descriptor, start, 0, longestFirstLine, 0);
    const first = readFirstLine(start.subarray(0, length), kind, file);
    if (generation !== undefined && first.generation !== generation) throw broken(file, 0);
    const frames = readFrames(descriptor, fstatSync(descriptor).size, file, startingPlace(first.line));
    return read(frames, file, first.format);
  } finally {
    closeSync(descriptor);
  }
}

/** Deletes a generation that can't be used, so that the one before it holds again. */
export function removeGeneration(folder: string, generation: number): void {
  // What holds is the latest that has a snapshot: that goes first.
  for (const name of [snapshotName(generation), journalName(generation)]) rmSync(join(folder, name), { force: true });
}

/** Deletes files of other generations than the one that holds, and what was never finished. */
export function removeOtherGenerations(folder: string, generation: number): void {
  const { snapshots, journals, unfinished } = generationsIn(folder);
  const names = [
    ...snapshots.filter((other) => other !== generation).map(snapshotName),
    ...journals.filter((other) => other !== generation).map(journalName),
    ...unfinished,
  ];
  for (const name of names) rmSync(join(folder, name), { force: true });
}
