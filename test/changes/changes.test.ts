import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Effect } from '../../changes/effects';
import { hasProvider, providerFields } from '../../lib/config/login-providers';
import { parseConfig } from '../../lib/config/parse';
import type { GameFederationInput } from '../../lib/config/schema';
import { chapters } from './rows';
import { seen } from './run/seen';
import { changeTable, declared, stepsOfChange } from './table';

// What synthesis warns about is not what is asked here.
jest.spyOn(console, 'error').mockImplementation(() => {});

const changes = chapters.flatMap((chapter) => chapter.changes);

/** What decides what players may do, and so is to be tested again: all that the smoke test's own function is not. */
const decides = ({ type, id }: Effect) =>
  /^AWS::(IAM|Cognito|S3::BucketPolicy)/.test(type) && !/CustomResourceProvider|^SmokeTest/.test(id);

describe.each(changes)('$change', (change) => {
  const steps = stepsOfChange(change);

  test('does what the table says, and nothing else goes wrong', () => {
    expect(steps.flatMap(({ problems }) => problems.map(declared))).toEqual(change.problems ?? []);
  });

  test('says of each problem what to do, also without the table', () => {
    for (const { wayOut } of steps.flatMap(({ problems }) => problems)) expect(wayOut).toMatch(/\w+ \w+/);
  });

  test('says what to do where something goes wrong', () => {
    if (change.problems) expect(change.wayOut).toMatch(/\w+ \w+/);
    expect(steps.every(({ effects }) => effects.length > 0)).toBe(true);
  });

  test('runs the smoke test again where what players meet has changed', () => {
    for (const { effects } of steps.filter(({ effects }) => effects.some(decides))) {
      expect(effects.map(({ type }) => type)).toContain('Custom::Trigger');
    }
  });
});

test.each([...providerFields])('a provider in %s comes and goes in the table', (field) => {
  const has = (input: GameFederationInput) => hasProvider(parseConfig(input), field);
  const pairs = changes.map(({ deployments: [before, after] }) => `${has(before)} to ${has(after)}`);
  expect(pairs).toEqual(expect.arrayContaining(['false to true', 'true to false']));
});

test('every change was run, or says why it is not', () => {
  const runs = seen();
  expect(Object.keys(runs)).toEqual(changes.filter(({ notRun }) => notRun === undefined).map(({ change }) => change));
});

test('every change is in the table once', () => {
  expect(new Set(changes.map(({ change }) => change)).size).toBe(changes.length);
});

test('the document holds the table: npm run changes writes it anew', () => {
  const table = changeTable(chapters);
  process.stdout.write(`${table}\n`);
  expect(readFileSync(join(__dirname, '..', '..', 'docs', 'changes.md'), 'utf8')).toBe(table);
});
