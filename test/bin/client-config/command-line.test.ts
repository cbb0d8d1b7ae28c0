import { readCommandLine, usage } from '../../../bin/client-config/command-line';
import { formats } from '../../../client/config/formats';

const stages = ['dev', 'local'];
const read = (...args: string[]) => readCommandLine(args, stages);

test('a format alone is enough: the deployment is asked', () => {
  expect(read('--format', 'json')).toEqual({
    stage: undefined,
    source: 'deployment',
    format: formats[0],
    client: undefined,
    output: undefined,
    prefix: '',
  });
});

test('every option is read', () => {
  const line = [
    '--stage',
    'dev',
    '--outputs',
    'o.json',
    '--client',
    'GameWeb',
    '--output',
    '.env',
    '--prefix',
    'VITE_',
  ];
  expect(read('--format', 'dotenv', ...line)).toMatchObject({
    stage: 'dev',
    source: { file: 'o.json' },
    format: { name: 'dotenv' },
    client: 'GameWeb',
    output: '.env',
    prefix: 'VITE_',
  });
  expect(read('--local', '--format', 'json-schema')).toMatchObject({ source: 'local cloud', format: undefined });
});

test('help wins over what is missing, and lists formats and stages', () => {
  expect(read('--help')).toBeUndefined();
  for (const { name, readBy } of formats) expect(usage(stages)).toMatch(new RegExp(`${name} +${readBy.slice(0, 6)}`));
  expect(usage(stages)).toContain('dev, local;');
});

const all = 'json, amplify, amplify-outputs, amplifyconfiguration, dotnet, dotenv, json-schema';

test.each<[refused: string[], said: string, corrected: string[]]>([
  [[], `--format is missing; it takes one of ${all}`, ['--format', 'json']],
  [['--format', 'yaml'], `--format names a format that does not exist; it takes one of ${all}`, ['--format', 'json']],
  [['--format', 'constructor'], 'a format that does not exist', ['--format', 'dotnet']],
  [['--format'], `--format is without its value; it takes one of ${all}`, ['--format', 'amplify']],
  [
    ['--format', 'json', '--stage', 'prod'],
    '--stage names a stage that does not exist; it takes one of dev, local',
    ['--format', 'json', '--stage', 'dev'],
  ],
  [
    ['--format', 'json', '--local', '--outputs', 'o.json'],
    '--outputs and --local are two sources',
    ['--format', 'json', '--outputs', 'o.json'],
  ],
  [
    ['--format', 'json', '--prefix', 'VITE_'],
    '--prefix is for the format dotenv; the others have no variables',
    ['--format', 'dotenv', '--prefix', 'VITE_'],
  ],
  [['--format', 'dotenv', '--prefix', '1A'], 'no digit first', ['--format', 'dotenv', '--prefix', 'A1']],
  [
    ['--format', 'dotenv', '--prefix', 'A-'],
    '--prefix takes letters, digits',
    ['--format', 'dotenv', '--prefix', 'A_'],
  ],
  [
    ['--format', 'json', '--output'],
    '--output is without its value; it takes the path of a file',
    ['--format', 'json'],
  ],
  [['--format', 'json', '--out', 'a'], 'the option --out is not known', ['--format', 'json', '--output', 'a']],
  [['json'], 'every argument stands behind its option: --format amplify --stage dev', ['--format', 'json']],
])('%j is refused, and %j says how', (refused, said, corrected) => {
  expect(() => read(...refused)).toThrow(said);
  expect(() => read(...corrected)).not.toThrow();
});
