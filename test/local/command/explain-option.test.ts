import { readCommandLine } from '../../../local/command/options';

const explainOf = (...args: readonly string[]) => readCommandLine(args, ['local']).explain;

test.each([
  [[], undefined],
  [['--explain'], 'failures'],
  [['--explain', '--stage', 'dev'], 'failures'],
  [['--explain=all'], 'all'],
  [['--explain=scan the table'], { named: 'scan the table' }],
  [['--stay', '--explain'], 'failures'],
  [['--stay', '--explain=all'], 'all'],
] as const)('%j explains %j', (args, explained) => {
  expect(explainOf(...args)).toEqual(explained);
});

test.each([
  [['--explain='], "a part of a check's name"],
  [['--stay', '--explain=scan'], 'npm run local tries no checks'],
  [['--stay', '--report', 'a.json'], '--report tells what checks found: it is for npm start'],
  [['--report='], '--report takes the path of a file'],
] as const)('%j is refused, and says what to do', (args, sentence) => {
  expect(() => readCommandLine(args, ['local'])).toThrow(sentence);
});

test('the report goes where it is told, and nowhere without a word', () => {
  expect(readCommandLine(['--report', 'a.json'], ['local']).report).toBe('a.json');
  expect(readCommandLine([], ['local']).report).toBeUndefined();
});
