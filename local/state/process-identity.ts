import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, told from another one that has its number later. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Where its number means something: a machine, and on Linux a namespace of processes (a container has its own). */
  readonly place: string;
  /** Since which start of that machine; undefined where nothing says so. */
  readonly boot?: string;
  /** When it began, as the kernel counts; undefined where nothing says so. */
  readonly started?: string;
}

/** This process. */
export function thisProcess(): ProcessIdentity {
  return {
    pid: process.pid,
    place: `${hostname()} ${attempt(() => readlinkSync('/proc/self/ns/pid')) ?? ''}`.trim(),
    boot: attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    started: startOf(process.pid)?.started,
  };
}

/**
 * Whether a process is still there. Where that can't be told, it counts as there: two writers would be worse than a lock to be deleted by
 * hand.
 */
export function isThere(other: ProcessIdentity): boolean {
  const own = thisProcess();
  if (other.boot !== undefined && own.boot !== undefined && other.boot !== own.boot) return other.place !== own.place;
  if (other.place !== own.place) return true;
  try {
    process.kill(other.pid, 0);
  } catch (error) {
    // EPERM: there, and somebody else's.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
  const now = startOf(other.pid);
  if (now === undefined || other.started === undefined) return true;
  // One that has ended and was not waited for writes no more.
  return now.state !== 'Z' && now.started === other.started;
}

/** **documented**: proc_pid_stat(5): the state is field 3, the start field 22; the name before them may hold anything. */
function startOf(pid: number): { state: string | undefined; started: string | undefined } | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields && { state: fields[0], started: fields[19] };
}

function attempt(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
