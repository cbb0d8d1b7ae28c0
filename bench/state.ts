import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StateStore } from '../local/state/state-store';
import { atMost, figure, type Measurement } from './figure';
import { keptRequests } from './kept-requests';
import { keptStart } from './kept-start';
import { Account, fill, itemsOf } from './state-account';

const runs = 5;

/** An account of a busy game: what keeping it costs, against what JSON alone does with the same records in the same run. */
export const state: Measurement = {
  name: 'state',
  about: 'a kept account of 100,000 identities, 10,000 objects of 10 kB and 100,000 items, and what its requests cost',
  async measure() {
    const folder = mkdtempSync(join(tmpdir(), 'bench-state-'));
    try {
      return [...(await keptRequests()), ...(await keptStart()), ...(await figuresOf(join(folder, 'account')))];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function figuresOf(folder: string) {
  const texts = fill(new Account());
  const parsing = await times(() => texts.map((text) => JSON.parse(text)));
  const jsonLength = texts.reduce((length, text) => length + text.length, 0);

  const { store, account } = await opened(folder, (made) => fill(made));
  const writing = await time(() => store.flush());
  // What is compacted holds up no request: the longest pause against writing all at once.
  const pauses = await times(() => longestPause(() => store.compact()), true);
  const atOnce = await times(() => account.all().map((value) => JSON.stringify(value)));
  const compacted = sizeOf(folder);

  const changes: number[] = [];
  const sets: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const items = itemsOf(100_000);
    changes.push(await time(() => account.setItems(items)));
    await store.flush();
    sets.push(await time(() => new Account(account).setItems(items)));
  }
  const flushes: number[] = [];
  const appends: number[] = [];
  const plain = await open(join(folder, '..', 'plain'), 'a');
  for (let run = 0; run < 3 * runs; run += 1) {
    const values = itemsOf(1_000);
    account.setItems(values);
    flushes.push(await time(() => store.flush()));
    appends.push(
      await time(async () => {
        await plain.write(values.map((value) => JSON.stringify(value)).join('\n'));
        await plain.datasync();
      }),
    );
  }
  await plain.close();
  const reading = await times(() => account.bodies().map((body) => store.bodies.find(body).read().length));
  await store.close();

  const opening: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    let again: StateStore | undefined;
    opening.push(await time(async () => ({ store: again } = await opened(folder))));
    await again?.close();
  }
  return [
    figure('opening ÷ JSON.parse of its records', 'times', ratios(opening, parsing), atMost(5)),
    figure('  opening', 'ms', opening),
    figure('a change told ÷ the same change untold', 'times', ratios(changes, sets), atMost(4)),
    figure(
      '  a change told',
      'ns',
      changes.map((ms) => (ms * 1e6) / 100_000),
    ),
    figure('flush of 1,000 changes ÷ as JSON to a plain file', 'times', ratios(flushes, appends), atMost(3)),
    figure('  flush of 1,000 changes, to the disk', 'ms', flushes),
    figure('longest pause of a compaction ÷ JSON.stringify of all', 'times', ratios(pauses, atOnce), atMost(0.25)),
    figure('  longest pause of a compaction', 'ms', pauses),
    figure(
      'size of a snapshot ÷ its records as JSON',
      'times',
      [(compacted - 10_000 * 10_240) / jsonLength],
      atMost(1.5),
    ),
    figure('  first flush of all, with 10,000 bodies', 'ms', [writing]),
    figure('  10,000 bodies read, which opening does not', 'ms', reading),
  ];
}

const ratios = (samples: readonly number[], base: readonly number[]) =>
  samples.map((sample, index) => sample / (base[index % base.length] as number));

async function opened(folder: string, made?: (account: Account) => void) {
  const store = StateStore.open(folder);
  const account = new Account(undefined, store);
  await store.restore(account.collections);
  made?.(account);
  return { store, account };
}

async function time(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** @param own the work answers its time itself */
async function times(work: () => unknown, own = false): Promise<number[]> {
  const samples: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    let answered: unknown;
    const took = await time(async () => {
      answered = await work();
    });
    samples.push(own ? (answered as number) : took);
  }
  return samples;
}

async function longestPause(work: () => Promise<void>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const ticking = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  await work();
  clearInterval(ticking);
  return longest;
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((size, { parentPath, name }) => size + statSync(join(parentPath, name)).size, 0);
}
