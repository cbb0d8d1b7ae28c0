import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localAssembly } from './assembly';
import { type CloudProcess, startCloudProcess } from './cloud-process';
import { atMost, type Figure, figure } from './figure';
import { type Load, loads, sendAll } from './http';

/** Short, so that what else the machine does is the same for both. */
const requestsPerBlock = 400;
const blocks = 15;

/** What requests cost a cloud whose account is kept, against one that keeps nothing: by turns, in one run, through the SDK. */
export async function keptRequests(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-kept-'));
  const assembly = await localAssembly();
  const clouds: CloudProcess[] = [];
  try {
    for (const options of [{}, { state: join(folder, 'account') }]) {
      clouds.push(await startCloudProcess(assembly, options));
    }
    const [memory, kept] = clouds as [CloudProcess, CloudProcess];
    const [inMemory, inFolder] = [await loads(memory), await loads(kept)];
    const figures: Figure[] = [];
    for (const [index, load] of inMemory.entries()) {
      figures.push(...(await compared([memory, load], [kept, inFolder[index] as Load])));
    }
    return figures;
  } finally {
    await Promise.all(clouds.map((cloud) => cloud.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

type Loaded = readonly [CloudProcess, Load];

async function compared(memory: Loaded, kept: Loaded): Promise<readonly Figure[]> {
  const cpu: number[] = [];
  const times: number[] = [];
  // The first blocks warm both up.
  for (let block = -3; block < blocks; block += 1) {
    // Whoever comes first is another one each time.
    const order = block % 2 === 0 ? [memory, kept] : [kept, memory];
    const costs = new Map<Loaded, { cpu: number; time: number }>();
    for (const loaded of order) costs.set(loaded, await costOf(loaded));
    const [base, own] = [costs.get(memory), costs.get(kept)];
    if (block < 0 || base === undefined || own === undefined) continue;
    cpu.push(own.cpu / base.cpu);
    times.push(own.time / base.time);
  }
  const { what } = memory[1];
  return [
    figure(`${what}: kept ÷ in memory, server CPU`, 'times', cpu, atMost(1.1)),
    figure('  the same, time', 'times', times),
  ];
}

/** The flush of a block is in it, or in the next one of the same cloud. */
async function costOf([cloud, load]: Loaded): Promise<{ cpu: number; time: number }> {
  const before = await cloud.usage();
  const began = performance.now();
  await sendAll(load, requestsPerBlock);
  const time = performance.now() - began;
  return { cpu: (await cloud.usage()).cpu - before.cpu, time };
}
