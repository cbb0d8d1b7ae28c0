import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { StateStore } from '../../../../local/state/state-store';
import { emptyDirectory } from '../../../assembly/assembly-on-disk';
import { newFolder } from '../kept-account';
import { KillAccount } from './kill-account';

/** What so many kills have come to. */
export interface KillRounds {
  readonly faults: readonly string[];
  /** The numbers that were written in all. */
  readonly written: number;
  /** Kills that left something behind which was begun and not finished, by what it is. */
  readonly unfinished: Readonly<Record<'lock' | 'journal' | 'snapshot' | 'body' | 'generation', number>>;
}

/** Kills a process that writes at random times, again and again, and reads what it has left. */
export async function killRounds(rounds: number): Promise<KillRounds> {
  const writer = join(emptyDirectory(), 'writer.js');
  await build({
    entryPoints: [join(__dirname, 'writer.ts')],
    bundle: true,
    platform: 'node',
    outfile: writer,
    logLevel: 'error',
  });
  const folder = newFolder();
  const faults: string[] = [];
  const unfinished = { lock: 0, journal: 0, snapshot: 0, body: 0, generation: 0 };
  let acknowledged = 0;
  for (let round = 0; round < rounds; round += 1) {
    const { said, error } = await killedWriter(writer, folder);
    if (error !== '') {
      faults.push(`round ${round}: the writer could not open: ${error}`);
      break;
    }
    acknowledged = Math.max(acknowledged, said);
    count(folder, unfinished);
    try {
      const { found, torn } = await read(folder, acknowledged);
      if (torn) unfinished.journal += 1;
      faults.push(...found.map((fault) => `round ${round}: ${fault}`));
    } catch (reason) {
      faults.push(`round ${round}: ${(reason as Error).message}`);
    }
  }
  return { faults, written: acknowledged, unfinished };
}

async function killedWriter(writer: string, folder: string): Promise<{ said: number; error: string }> {
  const child = spawn(process.execPath, [writer, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let error = '';
  child.stdout.on('data', (text: Buffer) => {
    said += text.toString();
  });
  child.stderr.on('data', (text: Buffer) => {
    error += text.toString();
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  // Not before it has begun, or nothing is killed that could be broken.
  await Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), ended]);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
  child.kill('SIGKILL');
  await ended;
  // A line that was not written to its end acknowledges nothing.
  const lines = said.slice(0, said.lastIndexOf('\n') + 1).trim();
  return { said: Number(lines.split('\n').at(-1)), error };
}

async function read(folder: string, acknowledged: number): Promise<{ found: string[]; torn: boolean }> {
  const store = StateStore.open(folder);
  const { torn } = store;
  const account = new KillAccount(store);
  await store.restore(account.collections);
  const found = account.faults(acknowledged, (reference) => store.bodies.find(reference).read());
  await store.close();
  return { found, torn: torn > 0 };
}

function count(folder: string, unfinished: Record<string, number>): void {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const add = (what: string, is: boolean) => {
    unfinished[what] = (unfinished[what] ?? 0) + (is ? 1 : 0);
  };
  add(
    'lock',
    names.some((name) => name.startsWith('lock-')),
  );
  add(
    'snapshot',
    names.some((name) => name.endsWith('.new')),
  );
  add(
    'body',
    names.some((name) => /blobs\/\w+\/\./.test(name)),
  );
  add('generation', names.filter((name) => /^(snapshot|journal)-\d+$/.test(name)).length > 2);
}
