import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf, regionOf, textOf } from './document';
import { problemsOf, stageOf, stageSnippets } from './stage-snippets';

const document = textOf('docs/apps.md');

test.each(stageSnippets(document))('the configuration at line $line can be used', ({ code }) => {
  expect(problemsOf(stageOf(code))).toEqual([]);
});

const shown = blocksOf(document).flatMap(({ info, code, line }) => {
  const [, file, region] = /^ts (docs\/examples\/\S+)#(\S+)$/.exec(info) ?? [];
  return file === undefined || region === undefined ? [] : [{ file, region, code, line }];
});

test.each(shown)('the code at line $line is region $region of $file, which a story runs', ({ file, region, code }) => {
  expect(code).toBe(regionOf(textOf(file), region));
});

test('every region of the examples is shown', () => {
  const files = readdirSync(join(__dirname, '..', '..', 'docs', 'examples')).map((file) => `docs/examples/${file}`);
  const regions = files.flatMap((file) =>
    [...textOf(file).matchAll(/^\/\/ #region (\S+)$/gm)].map(([, region]) => `${file}#${region}`),
  );
  expect(shown.map(({ file, region }) => `${file}#${region}`).sort()).toEqual(regions.sort());
  expect(regions.length).toBeGreaterThan(5);
});
