import { readCommandLine, usage } from '../../../bin/smoke-test/command-line';

const names = ['dev', 'local', 'prod'];

test('a stage is enough', () => {
  expect(readCommandLine(['--stage', 'dev'], names)).toEqual({ stage: 'dev', eventFile: undefined, json: false });
});

test('an event and the form of the report are options', () => {
  const line = ['--stage', 'prod', '--event', 'tokens.json', '--json'];
  expect(readCommandLine(line, names)).toEqual({ stage: 'prod', eventFile: 'tokens.json', json: true });
});

test('help needs no stage, and lists those there are', () => {
  expect(readCommandLine(['--help'], names)).toBeUndefined();
  expect(usage(names)).toContain('--stage <name>     dev, local, prod\n');
});

const choice = 'it takes one of dev, local, prod';

test.each<[line: string[], sentence: string]>([
  [[], `--stage is missing; ${choice}`],
  [['--json'], `--stage is missing; ${choice}`],
  [['--stage'], `--stage is without its value; ${choice}`],
  [['--stage', ''], `--stage is without its value; ${choice}`],
  [['--stage='], `--stage is without its value; ${choice}`],
  [['--stage', '--json'], `--stage is without its value; ${choice}`],
  [['--stage', 'dev', '--event'], '--event is without its value; it takes the path of a file'],
  [['--event', '--stage', 'dev'], '--event is without its value; it takes the path of a file'],
  [['--stage', 'staging'], `--stage names a stage that does not exist; ${choice}`],
  [['--stage', 'toString'], `--stage names a stage that does not exist; ${choice}`],
  [['--stage', 'local', '--stage', 'prod'], '--stage stands there twice; it takes one stage'],
  [['--stage=local', '--stage', 'local'], '--stage stands there twice; it takes one stage'],
  [['--stage', 'dev', '--event', 'a', '--event', 'b'], '--event stands there twice; it takes one event'],
  [['--stage', 'dev', '--json', '--json'], '--json stands there twice'],
  [['--stage', 'dev', '--json=yes'], '--json takes no value'],
  [['--stage', 'dev', '--verbose'], 'the option --verbose is not known; it takes --stage, --event, --json, --help'],
  [['--stage', 'dev', '--toString'], 'is not known; it takes --stage'],
  [['--stage', 'dev', '-v'], 'the option --v is not known'],
  [['--stage', 'dev', 'prod'], 'every argument stands behind its option'],
  [['--', 'dev'], 'every argument stands behind its option'],
])('%j is refused: %s', (line, sentence) => {
  expect(refusalOf(line)).toContain(sentence);
});

test.each([
  [['MARKER']],
  [['--stage', 'dev', 'MARKER']],
  [['--stage', 'MARKER']],
  [['--stage=MARKER']],
  [['--token=MARKER']],
  [['--token', 'MARKER']],
  [['--json=MARKER']],
  [['--MARKER']],
  [['--stage', '--MARKER']],
  [['--event', '-MARKER']],
  [['-MARKER']],
  [['--', 'MARKER']],
  [['--stage', 'dev', '--event', 'MARKER', '--event', 'MARKER']],
])('what may be a token is refused and not quoted: %j', (line) => {
  const refusal = refusalOf(line);
  expect(refusal).toMatch(/^Error: ./);
  expect(refusal).not.toMatch(/[MARKER]{3}/);
});

/** What reading it is refused with. */
function refusalOf(line: readonly string[]): string {
  try {
    return `none: ${JSON.stringify(readCommandLine(line, names))}`;
  } catch (error) {
    return String(error);
  }
}
