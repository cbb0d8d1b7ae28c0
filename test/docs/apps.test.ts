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

/** Errors that are not AWS's, and the file that makes them. */
const ofOthers: Record<string, string> = {
  TypeError: 'the browser',
  NetworkError: 'the browser',
  UserAlreadyAuthenticatedException: 'node_modules/@aws-amplify/auth/dist/cjs/errors/constants.js',
  ResponseBodyError: 'node_modules/oauth4webapi/build/index.js',
  AuthorizationResponseError: 'node_modules/oauth4webapi/build/index.js',
};

test.each(Object.entries(ofOthers).filter(([, file]) => file.startsWith('node_modules')))(
  '%s is of %s',
  (name, file) => {
    expect(textOf(file)).toContain(name);
  },
);

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
  expect(names.filter((name) => !Object.hasOwn(ofOthers, name ?? '') && !local.includes(`'${name}'`))).toEqual([]);
});

describe('a project that takes the examples', () => {
  const packages = (code: string) =>
    [...code.matchAll(/(?:from|import) '([^.'][^']*)'/g)].map(([, name = '']) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  const commands = blocksOf(document).filter(({ info }) => info === 'sh');
  const installed = commands.flatMap(({ code }) =>
    [...code.replaceAll('\\\n', ' ').matchAll(/npm install ([^#\n]*)/g)].flatMap(([, names = '']) =>
      names.trim().split(/\s+/),
    ),
  );
  const copied = commands.flatMap(({ code }) => [...code.matchAll(/client\/[\w-]+\.ts/g)].map(([file]) => file));

  test.each(shown)('has the packages of $file', ({ code }) => {
    expect(packages(code).filter((name) => !installed.includes(name))).toEqual([]);
  });

  test.each(copied)('has all that %s imports, which is nothing', (file) => {
    expect(textOf(file)).not.toMatch(/^import|\bfrom '/m);
  });

  test('has the files that the examples import', () => {
    const names = new Set(
      shown.flatMap(({ code }) => [...code.matchAll(/from '\.\/([\w-]+)'/g)].map(([, name]) => `${name}.ts`)),
    );
    const there = [...shown, ...copied.map((file) => ({ file }))].map(({ file }) => file.split('/').at(-1));
    expect([...names].filter((name) => !there.includes(name))).toEqual([]);
    expect(packages("import { z } from 'zod'; import './x'; import 'aws-amplify/auth'")).toEqual([
      'zod',
      'aws-amplify',
    ]);
  });
});

const webViews = document
  .split('\n')
  .filter((line) => /^\| (Capacitor on |Ionic's |Pages that )/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, what = '', origin = '', how = '']) => [what, origin.replaceAll('`', ''), how === 'as it is'] as const);

test.each(webViews)('of %s, the origin %s goes into the configuration: %s', (_, origin, taken) => {
  expect(problemsOf(stageOf(`guests: { enabled: true }, cors: { origins: ['${origin}'] }`)).length === 0).toBe(taken);
});
