import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf, textOf } from './document';
import { problemsOf, stageOf, stageSnippets } from './stage-snippets';

const document = textOf('docs/apps.md');

test.each(stageSnippets(document))('the configuration at line $line can be used', ({ code }) => {
  expect(problemsOf(stageOf(code))).toEqual([]);
});

const shown = blocksOf(document).flatMap(({ info, code, line }) => {
  const [, file] = /^ts (docs\/examples\/\S+)$/.exec(info) ?? [];
  return file === undefined ? [] : [{ file, code, line }];
});

test.each(shown)('the code at line $line is $file, which is played in a browser', ({ file, code }) => {
  expect(code).toBe(textOf(file));
});

const examples = readdirSync(join(__dirname, '..', '..', 'docs', 'examples'));

test('every example is shown once, but for the type of the configuration', () => {
  const files = examples.filter((file) => file !== 'game-config.ts').map((file) => `docs/examples/${file}`);
  expect(shown.map(({ file }) => file).sort()).toEqual(files.sort());
  expect(files.length).toBeGreaterThan(10);
});

test.each(examples.filter((file) => file !== 'game-config.ts'))('the page of test/browser has %s', (file) => {
  expect(textOf('test/browser/page/main.ts')).toContain(`docs/examples/${file.replace('.ts', '')}'`);
});

/** Every source file below a folder of the project. */
function sourcesBelow(folder: string): string {
  const entries = readdirSync(join(__dirname, '..', '..', folder), { recursive: true, encoding: 'utf8' });
  return entries
    .filter((file) => file.endsWith('.ts'))
    .map((file) => textOf(join(folder, file)))
    .join('\n');
}

test('each AWS error that it explains is one that the local cloud answers with', () => {
  const [, after = ''] = document.split('\n## What goes wrong\n');
  const rows =
    after
      .split('\n## ')[0]
      ?.split('\n')
      .filter((line) => line.startsWith('| `')) ?? [];
  const names = rows.flatMap((row) =>
    [...(row.split(' | ')[0] ?? '').matchAll(/`([A-Z][A-Za-z]+)/g)].map(([, name]) => name),
  );
  expect(names).toContain('ResourceConflictException');
  const local = sourcesBelow('local');
  const ofBrowsers = ['TypeError', 'NetworkError'];
  expect(names.filter((name) => !ofBrowsers.includes(name ?? '') && !local.includes(`'${name}'`))).toEqual([]);
});
