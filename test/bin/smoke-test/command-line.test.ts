import { readCommandLine, usage } from '../../../bin/smoke-test/command-line';
import { stages } from '../../../bin/stages';

const names = Object.keys(stages);

test('a stage is enough', () => {
  expect(readCommandLine(['--stage', 'dev'], names)).toEqual({ stage: 'dev', eventFile: undefined, json: false });
});

test('an event and the form of the report are options', () => {
  const line = ['--stage', 'prod', '--event', 'tokens.json', '--json'];
  expect(readCommandLine(line, names)).toEqual({ stage: 'prod', eventFile: 'tokens.json', json: true });
});

test('help needs no stage, and lists those there are', () => {
  expect(readCommandLine(['--help'], names)).toBeUndefined();
  expect(usage(names)).toContain('--stage <name>     local, local-roles, dev, prod\n');
});

test.each([
  [[], '--stage is missing; it takes one of local, local-roles, dev, prod'],
  [['--stage', 'staging'], "there is no stage 'staging'; --stage takes one of local, local-roles, dev, prod"],
  [['--stage', 'toString'], "there is no stage 'toString'"],
  [['--stage', 'dev', '--verbose'], '--verbose'],
])('%j is refused: %s', (line, sentence) => {
  expect(() => readCommandLine(line, names)).toThrow(sentence);
});

test.each(['MARKER', '--token=MARKER'])('what may be a token is refused and not quoted: %s', (argument) => {
  expect(() => readCommandLine(['--stage', 'dev', argument], names)).toThrow(/^(?!.*MARKER)/s);
  expect(() => readCommandLine(['--stage', 'MARKER'], names)).not.toThrow(/^(?!.*MARKER)/s);
});
