/**
 * `npm test`: format, lint and types, side by side, and then all tests but the long ones (`*.long.test.ts`, `npm run test:long`).
 * `npm test -- <path> …`: only the tests that are named, by a path or an option of Jest's, so that nobody who tries one thing waits for the
 * rest.
 */
const { spawn } = require('node:child_process');
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const modules = join(__dirname, '..', 'node_modules');
const jest = [
  // CDK's template validator is a large WebAssembly module: V8's fast compiler alone is enough for it.
  '--liftoff-only',
  // The machine's cores are taken by the other workers, and most of what a test makes is garbage soon.
  '--single-threaded-gc',
  '--max-semi-space-size=64',
  join(modules, 'jest', 'bin', 'jest.js'),
  // Where Jest itself would have it, for the next run.
  `--cacheDirectory=${join(tmpdir(), `jest_${(process.getuid?.() ?? 0).toString(36)}`)}`,
];

/** A folder for whatever a run leaves behind that was killed, or that nobody was to stop: it goes with the run. */
const scratch = mkdtempSync(join(tmpdir(), 'game-tests-'));
const environment = { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch };
process.once('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/** Runs a script of Node's to its end; answers its exit code. What is collected is printed whole, so that two do not mix. */
function run(args, collected = false, env = environment) {
  const child = spawn(process.execPath, args, {
    env,
    stdio: ['inherit', collected ? 'pipe' : 'inherit', collected ? 'pipe' : 'inherit'],
  });
  const said = [];
  child.stdout?.on('data', (chunk) => said.push([process.stdout, chunk]));
  child.stderr?.on('data', (chunk) => said.push([process.stderr, chunk]));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      for (const [stream, chunk] of said) stream.write(chunk);
      resolve(code ?? 1);
    });
  });
}

async function main() {
  const named = process.argv.slice(2);
  if (named.length === 0) {
    const lint = [join(modules, '@biomejs', 'biome', 'bin', 'biome'), 'ci', '--error-on-warnings'];
    const types = [join(modules, 'typescript-7', 'bin', 'tsc')];
    const codes = await Promise.all([run(lint, true), run(types, true)]);
    if (codes.some((code) => code !== 0)) return 1;
    const code = await run(jest, false, { ...environment, WITHOUT_LONG_TESTS: 'true' });
    console.log('The long tests are left out: npm run test:long');
    return code;
  }
  return run([...jest, ...named]);
}

main().then((code) => {
  process.exitCode = code;
});
