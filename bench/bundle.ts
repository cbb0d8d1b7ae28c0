import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { factsFile } from '../lambda/smoke-test/facts';
import { localAssembly } from './assembly';
import { run } from './command';
import { atMost, figure, type Measurement } from './figure';

const runs = 9;

/** The smoke test as it is deployed: its one script, and how long a new process takes to load it. */
export const bundle: Measurement = {
  name: 'bundle',
  about: "the smoke test's size and cold import",
  async measure() {
    const script = bundledScript(await localAssembly());
    const imports: number[] = [];
    for (let count = 0; count < runs; count += 1) {
      const timed = `const began = performance.now(); require(${JSON.stringify(script)}); console.log(performance.now() - began)`;
      imports.push(Number((await run(process.execPath, ['-e', timed])).output));
    }
    return [
      figure('smoke test bundle', 'kB', [statSync(script).size / 1000], atMost(550)),
      figure('smoke test cold import', 'ms', imports, atMost(70)),
    ];
  },
};

/** CDK's own functions have scripts too; ours is the one with a facts file beside it. */
function bundledScript(assembly: string): string {
  const facts = readdirSync(assembly, { recursive: true, encoding: 'utf8' }).find(
    (file) => basename(file) === factsFile,
  );
  if (facts === undefined) throw new Error('the assembly holds no smoke test');
  return join(assembly, dirname(facts), 'index.js');
}
