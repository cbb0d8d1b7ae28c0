import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stagesFolder } from '../../bin/stages';
import { parseEvent } from '../../lambda/smoke-test/event';
import { stageNamed } from '../../lib/config/stages';
import { localStages } from '../../local/command/local-stages';
import { readCommandLine } from '../../local/command/options';
import { usage } from '../../local/command/usage';
import { readInventory } from '../../local/iam/read-inventory';
import { blocksOf, columnOf, textOf } from './document';

const document = textOf('docs/local.md');
const blocks = blocksOf(document);
/** The lines of its shell blocks, continued ones joined, comments left out. */
const commands = blocks
  .filter(({ info }) => info === 'sh')
  .flatMap(({ code }) => code.replace(/\\\n\s*/g, '').split('\n'))
  .map((line) => line.replace(/\s+#.*$/, ''));

test('each option of the table is one that --help lists', () => {
  const told = ['Other stages, other issuers', 'An account that stays'].flatMap((section) =>
    columnOf(document, section, 1),
  );
  const listed = [...usage(localStages()).matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option);
  expect([...told, '--help'].sort()).toEqual(listed.sort());
});

const runs = commands.flatMap((command) => {
  const [, script = '', options] = /^npm (?:run )?(start|local)(?: -- (.+))?$/.exec(command) ?? [];
  // What the script itself says, as npm runs it.
  const own: string = JSON.parse(textOf('package.json')).scripts[script] ?? '';
  const given = [own.split('local/start.ts')[1] ?? '', options ?? ''].join(' ').trim();
  return script === '' ? [] : [{ command, options: given === '' ? [] : given.split(/\s+/) }];
});

test.each(runs)('$command can be run', ({ options }) => {
  const { stages } = readCommandLine(options, localStages());
  const files = stages.map((stage) => join(__dirname, '..', '..', 'config', `${stage}.ts`));
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});

test('the commands are found', () => {
  expect(runs.length).toBeGreaterThan(5);
});

test('a command with a misspelled option could not be run', () => {
  expect(() => readCommandLine(['--stages', 'dev'], localStages())).toThrow('--stages');
});

test('the two local stages are those of the command line', () => {
  expect(columnOf(document, 'The two stages', 1)).toEqual(localStages());
});

test('the fields of the sign-in page are those that the local stages read', () => {
  const issuers = localStages().flatMap((stage) => stageNamed(stagesFolder, stage).oidc ?? []);
  const clan = issuers.flatMap(({ attributes }) => attributes?.clan ?? []);
  const rules = issuers.flatMap(({ roleMapping }) => roleMapping?.rules ?? []);
  const told = [...document.matchAll(/^\| `\w+` in `(\w+)`/gm)].map(([, claim]) => claim);
  expect(new Set(told)).toEqual(new Set([...clan, ...rules.map(({ claim }) => claim)]));
});

test('the inventory is one that --existing reads', () => {
  const directory = mkdtempSync(join(tmpdir(), 'game-federation-docs-'));
  try {
    const [{ code } = { code: '' }] = blocks.filter(({ info }) => info === 'json inventory');
    const file = join(directory, 'account.json');
    writeFileSync(file, code);
    expect(readInventory(file).oidcProviders).toHaveLength(1);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test('the fields of the smoke test’s event are all told', () => {
  const fields = columnOf(document, 'What to do with a token', 1);
  expect(fields.sort()).toEqual(Object.keys(parseEvent({ signedIn: ['event'] })).sort());
});
