import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEvent } from '../../lambda/smoke-test/event';
import { blocksOf, textOf } from './document';

/** What an app developer and whoever tries it reads; these lead to each other. */
const files = ['docs/providers.md', 'docs/apps.md', 'docs/local.md'];
/** Everything that is written for a reader. */
const root = join(__dirname, '..', '..');
const documents = ['.', 'docs'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

/** The name of a heading in links, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number} -]/gu, '')
    .replaceAll(' ', '-');
}

const links = documents.flatMap((file) =>
  [...textOf(file).matchAll(/\]\((?!https:)([^)#]*)(?:#([^)]+))?\)/g)].map(([, path = '', anchor]) => ({
    file,
    target: path === '' ? file : join(dirname(file), path),
    anchor,
  })),
);

test.each(links)('$file leads to $target, $anchor', ({ target, anchor }) => {
  expect(existsSync(join(root, target))).toBe(true);
  if (anchor === undefined) return;
  const headings = [...textOf(target).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
  expect(headings).toContain(anchor);
});

test('the documents lead to each other', () => {
  for (const file of files) {
    const led = links.filter((link) => link.file === file).map(({ target }) => target);
    expect(led).toEqual(expect.arrayContaining(files.filter((other) => other !== file)));
  }
});

test('the README leads to every other document', () => {
  const led = links.filter(({ file }) => file === 'README.md').map(({ target }) => target);
  expect(led).toEqual(expect.arrayContaining(documents.filter((document) => document !== 'README.md')));
});

const payloads = files.flatMap((file) =>
  blocksOf(textOf(file)).flatMap(({ code, line }) =>
    [...code.matchAll(/--payload '([^']+)'/g)].map(([, payload = '']) => ({ file, line, payload })),
  ),
);

test.each(payloads)('the event at line $line of $file is one that the smoke test takes', ({ payload }) => {
  expect(parseEvent(JSON.parse(payload)).tokens.length).toBeGreaterThan(0);
});

test('the events are found', () => {
  expect(payloads).toHaveLength(2);
});
