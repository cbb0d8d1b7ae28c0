import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { removeLocalAssembly } from './assembly';
import { bundle } from './bundle';
import { type Figure, isMet, type Measurement, ratioOf } from './figure';
import { http } from './http';
import { identities } from './identities';
import { policy } from './policy';
import { providers } from './providers';
import { start } from './start';
import { state } from './state';
import { synth } from './synth';
import { table } from './table';
import { tests } from './tests';

// The SDK's notice about the Node versions of its future is not a figure.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const always: readonly Measurement[] = [synth, providers, policy, http, start, identities, state, bundle];
const known: readonly Measurement[] = [...always, tests];

const usage = `npm run bench -- [measurement …] [--with-tests] [--out <file>]

${known.map(({ name, about }) => `  ${name.padEnd(12)}${about}`).join('\n')}

Without names all but 'tests' run. Figures are medians; ratio is median ÷ goal. On a busy machine only the ratios of
interleaved runs and the CPU times say something.`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'with-tests': { type: 'boolean', default: false },
      out: { type: 'string', default: join(__dirname, 'results.json') },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(usage);
  const chosen = choose(positionals, values['with-tests']);
  const load = { before: loadavg()[0], after: undefined as number | undefined };
  const figures: Figure[] = [];
  try {
    for (const measurement of chosen) {
      console.error(`${measurement.name}: ${measurement.about} …`);
      try {
        figures.push(...(await measurement.measure()));
      } catch (error) {
        // The others' figures are not lost with it.
        console.error(error);
        process.exitCode = 1;
      }
    }
  } finally {
    removeLocalAssembly();
  }
  load.after = loadavg()[0];
  console.log(`\n${table(figures)}\n`);
  const results = figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), met: isMet(figure) }));
  const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length, load };
  writeFileSync(
    values.out,
    `${JSON.stringify({ at: new Date().toISOString(), machine, figures: results }, undefined, 2)}\n`,
  );
  console.log(
    `Written to ${relative(process.cwd(), values.out)}; machine load ${load.before} before, ${load.after} after.`,
  );
}

function choose(names: readonly string[], withTests: boolean): readonly Measurement[] {
  const unknown = names.find((name) => !known.some((measurement) => measurement.name === name));
  if (unknown !== undefined) throw new Error(`there is no measurement '${unknown}'\n\n${usage}`);
  const chosen = names.length === 0 ? always : known.filter(({ name }) => names.includes(name));
  return withTests && !chosen.includes(tests) ? [...chosen, tests] : chosen;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
