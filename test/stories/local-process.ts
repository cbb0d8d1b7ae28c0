import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyDirectory } from '../assembly/assembly-on-disk';

const children = new Set<ChildProcess>();
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** A running `npm run local`, or one that has ended. */
export interface Local {
  readonly child: ChildProcess;
  readonly said: string;
  readonly code: number | null | undefined;
  /** What it wrote for programs. */
  readonly outputs: Record<string, Record<string, string>> & { readonly _local: { readonly endpoint: string } };
  readonly key: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A started one, which may not be up yet. */
export interface Starting {
  readonly child: ChildProcess;
  /** Resolves when it is up or has ended. */
  readonly up: Promise<Local>;
}

const root = join(__dirname, '..', '..');

/** Starts `npm run local` in a process of its own, which ends with the tests of the file at the latest. */
export function startLocal(...options: readonly string[]): Starting {
  const outputsFile = join(emptyDirectory(), 'outputs.json');
  const line = ['--single-threaded-gc', '-r', 'ts-node/register', join('local', 'start.ts'), '--stay'];
  const child = spawn(process.execPath, [...line, '--outputs-file', outputsFile, ...options], { cwd: root });
  children.add(child);
  let said = '';
  let code: number | null | undefined;
  const ended = once(child, 'close').then(([ended]) => {
    children.delete(child);
    code = ended;
  });
  const isUp = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk;
        if (said.includes('Ctrl-C')) resolve();
      });
    }
  });
  const value = (name: string) => new RegExp(`${name}=(\\S+)`).exec(said)?.[1] ?? '';
  const up = Promise.race([isUp, ended]).then(() => ({
    child,
    said,
    code,
    outputs: existsSync(outputsFile) ? JSON.parse(readFileSync(outputsFile, 'utf8')) : {},
    key: { accessKeyId: value('AWS_ACCESS_KEY_ID'), secretAccessKey: value('AWS_SECRET_ACCESS_KEY') },
  }));
  return { child, up };
}

/** Sends it a signal, and waits for its end. */
export async function end({ child }: Pick<Local, 'child'>, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill(signal);
  await closed;
}

/** What an SDK client of its administrator is made with. */
export const clientOf = ({ outputs, key }: Pick<Local, 'outputs' | 'key'>) => ({
  endpoint: outputs._local.endpoint,
  region: 'eu-west-1',
  credentials: { ...key },
  forcePathStyle: true,
});
