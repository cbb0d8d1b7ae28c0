import { randomUUID } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isThere, type ProcessIdentity, thisProcess } from './process-identity';
import { codeOf, StateRefused } from './state-refused';

/** That a folder is this process's. */
export interface Lock {
  release(): void;
}

/** Folders that this process holds: its own lock would look like any other of its own. */
const held = new Set<string>();

/**
 * Takes a folder for this process alone. A process that was killed leaves its lock behind: it is recognized by the process's number and
 * start, and the next lock has the next number. So of several that find the same lock left behind, one gets the next; nobody ever deletes
 * a lock in order to take its place, which could be somebody's new one by then.
 *
 * @throws StateRefused that says who has it
 */
export function lockFolder(folder: string): Lock {
  if (held.has(folder)) throw new StateRefused(`${folder} is open in this process already`);
  const before = locksIn(folder);
  for (const { file, holder } of before) refuseHeld(folder, file, holder);
  const number = 1 + Math.max(0, ...before.map(({ number }) => number));
  const file = fileOf(folder, number);
  writeLock(folder, file);
  // Somebody may have taken a later one, and given back the one before, since the locks were read.
  const later = locksIn(folder).find((other) => other.number > number);
  if (later !== undefined) {
    rmSync(file, { force: true });
    return refuseHeld(folder, later.file, later.holder) ?? lockFolder(folder);
  }
  for (const { file: left } of before) rmSync(left, { force: true });
  held.add(folder);
  return {
    release() {
      held.delete(folder);
      rmSync(file, { force: true });
    },
  };
}

const fileOf = (folder: string, number: number) => join(folder, `lock-${number}`);

function locksIn(folder: string): { number: number; file: string; holder: ProcessIdentity | undefined }[] {
  return readdirSync(folder).flatMap((name) => {
    const number = /^lock-(\d+)$/.exec(name)?.[1];
    if (number === undefined) return [];
    const file = join(folder, name);
    return [{ number: Number(number), file, holder: readHolder(file) }];
  });
}

/** Who wrote a lock; undefined where it is gone by now, or says nothing. */
function readHolder(file: string): ProcessIdentity | undefined {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
    return Number.isSafeInteger(holder.pid) && holder.pid > 0 ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** A lock appears with what it says at once, so one that says nothing was damaged, and nobody's. */
function refuseHeld(folder: string, file: string, holder: ProcessIdentity | undefined): undefined {
  if (holder === undefined || !isThere(holder)) return;
  throw new StateRefused(
    `${folder} is held by process ${holder.pid} on ${holder.place.split(' ')[0]}: stop that one first, or name another folder. ` +
      `If no such process is a local cloud, delete ${file}`,
  );
}

function writeLock(folder: string, file: string): void {
  const complete = join(folder, `.lock.${randomUUID()}`);
  try {
    writeFileSync(complete, JSON.stringify(thisProcess()), { mode: 0o600, flag: 'wx' });
    linkSync(complete, file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw new StateRefused(
        `${folder} can't be written (${codeOf(error)}): make room or let it be yours to write, or name another folder with --state`,
      );
    }
    throw new StateRefused(
      `${folder} was taken by another process at this moment: stop that one first, or name another folder`,
    );
  } finally {
    rmSync(complete, { force: true });
  }
}
