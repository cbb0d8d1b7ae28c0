import { join } from 'node:path';
import { projectRoot, run } from './command';
import { atMost, figure, type Measurement, median } from './figure';

/** How often the yardstick is laid on before `npm test` and after it: the machine may change meanwhile. */
const runs = 3;

/** The whole of `npm test`, once: it takes too long for a median. */
export const tests: Measurement = {
  name: 'tests',
  about: 'npm test: time, and CPU time against a fixed piece of work; runs only when asked for (or --with-tests)',
  async measure() {
    const before = await yardstick();
    const { milliseconds, cpuMilliseconds } = await run('npm', ['test', '--silent']);
    const fixed = [...before, ...(await yardstick())];
    return [
      figure('npm test', 's', [milliseconds / 1_000]),
      figure('npm test, CPU', 's', [cpuMilliseconds / 1_000]),
      figure('fixed piece of work, CPU', 's', fixed),
      figure('npm test ÷ fixed piece of work, CPU', 'times', [cpuMilliseconds / 1_000 / median(fixed)], atMost(90)),
    ];
  },
};

/** CPU seconds of a fixed piece of work. */
async function yardstick(): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let count = 0; count < runs; count += 1) {
    const { cpuMilliseconds } = await run(process.execPath, [
      '-r',
      'ts-node/register',
      join(projectRoot, 'bench', 'yardstick.ts'),
    ]);
    taken.push(cpuMilliseconds / 1_000);
  }
  return taken;
}
