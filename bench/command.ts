import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The project's folder. */
export const projectRoot = join(__dirname, '..');

/** A command that came to its end. */
export interface Finished {
  /** Wall time. */
  readonly milliseconds: number;
  /** CPU time of its process and theirs, which says more on a busy machine; NaN where there is no `/proc`. */
  readonly cpuMilliseconds: number;
  readonly output: string;
}

/**
 * Runs a command to its end.
 *
 * @returns what it took, and what it printed on standard output
 * @throws Error with everything that it printed, when it fails
 */
export function run(command: string, args: readonly string[], cwd: string = projectRoot): Promise<Finished> {
  const began = performance.now();
  const cpuBefore = cpuOfChildren();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, CI: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    said += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const milliseconds = performance.now() - began;
      if (code === 0) resolve({ milliseconds, cpuMilliseconds: cpuOfChildren() - cpuBefore, output });
      else reject(new Error(`${command} ${args.join(' ')} failed:\n${said.trim()}`));
    });
  });
}

/** The CPU time of all children that have ended, in milliseconds. @see man 5 proc, `cutime` and `cstime` */
function cpuOfChildren(): number {
  try {
    const stat = readFileSync('/proc/self/stat', 'latin1');
    // The second field, the name in parentheses, may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const clockTick = 10;
    return (Number(fields[13]) + Number(fields[14])) * clockTick;
  } catch {
    return Number.NaN;
  }
}
