import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A built page, by the paths of its files. */
export type Bundle = ReadonlyMap<string, string | Uint8Array>;

const root = join(__dirname, '..', '..');
const page = join(__dirname, 'page');

/** The bundlers that an app's developer has, by their own commands and without any settings for what they bundle. */
export const bundlers = {
  esbuild: () =>
    built(async (out) => {
      await run('esbuild/bin/esbuild', join(page, 'main.ts'), '--bundle', '--format=esm', `--outfile=${out}/main.js`);
      return readFileSync(join(page, 'index.html'), 'utf8').replace('./main.ts', './main.js');
    }),
  Vite: () =>
    built(async (out) => {
      await run('vite/bin/vite.js', 'build', page, '--outDir', out, '--logLevel', 'error');
      return readFileSync(join(out, 'index.html'), 'utf8');
    }),
} satisfies Record<string, () => Promise<Bundle>>;

/** @param build fills the folder, and answers the page itself */
async function built(build: (out: string) => Promise<string>): Promise<Bundle> {
  const out = mkdtempSync(join(tmpdir(), 'game-federation-page-'));
  try {
    const index = await build(out);
    const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const contents = files
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((file) => [file, readFileSync(file)] as const);
    return new Map<string, string | Uint8Array>([
      ...contents.map(([file, content]) => [file.slice(out.length).replaceAll('\\', '/'), content] as const),
      ['/', index],
    ]);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function run(program: string, ...args: string[]): Promise<unknown> {
  return promisify(execFile)(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: root });
}
