import { readCommandLine, usage } from '../../../bin/plan/command-line';
import { retained } from '../../changes/bases';
import { plan, stagesWith } from './plan-command';

const names = ['dev', 'local', 'prod'];
const choice = 'it takes one of dev, local, prod';
const folder = 'it takes the folder of a cloud assembly';

test.each<[line: string[], read: object]>([
  [[], { stage: 'dev', format: 'text', assembly: undefined, against: undefined }],
  [['--stage', 'prod', '--format', 'json'], { stage: 'prod', format: 'json' }],
  [['--against', 'main/cdk.out', '--assembly=cdk.out'], { against: 'main/cdk.out', assembly: 'cdk.out' }],
])('%j is taken', (line, read) => {
  expect(readCommandLine(line, names)).toMatchObject(read);
});

test.each<[line: string[], sentence: string]>([
  [['--stage'], `--stage is without its value; ${choice}`],
  [['--stage', 'staging'], `--stage names a stage that does not exist; ${choice}`],
  [['--stage', 'toString'], `--stage names a stage that does not exist; ${choice}`],
  [['--stage', 'dev', '--stage', 'dev'], '--stage stands there twice'],
  [['--format', 'xml'], '--format names a format that does not exist; it takes one of text, json, github, json-schema'],
  [['--format', 'constructor'], '--format names a format that does not exist'],
  [['--against'], `--against is without its value; ${folder}`],
  [['--against', '--stage', 'dev'], `--against is without its value; ${folder}`],
  [['--assembly='], `--assembly is without its value; ${folder}`],
  [['--json'], 'the option --json is not known; it takes --stage, --against, --assembly, --format, --help'],
  [['prod'], 'every argument stands behind its option: --stage <name>'],
])('%j is refused: %s', (line, sentence) => {
  expect(() => readCommandLine(line, names)).toThrow(sentence);
});

test('where there is no stage dev, one is to be named', () => {
  expect(() => readCommandLine([], ['prod'])).toThrow(
    '--stage is missing, and there is no stage dev; it takes one of prod',
  );
  expect(readCommandLine(['--stage', 'prod'], ['prod'])).toMatchObject({ stage: 'prod' });
});

test('a wrong option is told as wrong usage, and ends with 2; help ends with 0', async () => {
  const stages = stagesWith(retained);
  const wrong = await plan(['--stage', 'staging'], { stages });
  expect(wrong).toMatchObject({ code: 2, out: '' });
  expect(wrong.said).toMatch(/^Wrong usage: --stage names a stage that does not exist; it takes one of prod;.* --help/);
  expect(await plan(['--help'], { stages })).toEqual({ code: 0, out: usage(['prod']), said: '' });
});
