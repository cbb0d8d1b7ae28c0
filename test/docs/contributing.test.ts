import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from './document';

const root = join(__dirname, '..', '..');
const document = textOf('CONTRIBUTING.md');
const { scripts } = JSON.parse(textOf('package.json'));

const named = [...document.matchAll(/`([\w./-]+\/[\w./-]*)`/g)].map(([, path = '']) => path);

test.each([...new Set(named)])('%s is there', (path) => {
  expect(existsSync(join(root, path))).toBe(true);
});

test('the places are found', () => {
  expect(named.length).toBeGreaterThan(20);
});

const run = [...document.matchAll(/npm (?:run )?([a-z:-]+)/g)].map(([, script = '']) => script);

test.each([...new Set(run)].filter((script) => script !== 'ci'))('npm run %s can be run', (script) => {
  expect(scripts).toHaveProperty([script]);
});

test('every script is told of here or in the README', () => {
  const told = `${document}\n${textOf('README.md')}`;
  const untold = Object.keys(scripts).filter((script) => !new RegExp(`npm (run )?${script}\\b`).test(told));
  // What npm test runs, and what cdk synth does.
  expect(untold).toEqual(['lint', 'synth']);
});
