import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stagesFolder } from '../../../bin/stages';
import { isLocalStage } from '../../../lib/config/fields';
import { stageNames } from '../../../lib/config/stages';
import { existingFile, localStages } from '../../../local/command/local-stages';
import { readCommandLine as read } from '../../../local/command/options';
import { usage } from '../../../local/command/usage';

const readCommandLine = (args: readonly string[]) => read(args, ['local', 'local-roles']);

test('without a word about what to run, it is the local stages', () => {
  expect(readCommandLine([])).toMatchObject({
    stages: ['local', 'local-roles'],
    play: 'all',
    assemblies: [],
    refetchKeys: false,
    issuers: {},
  });
});

test('assemblies take the place of the local stages, and stages that are named stand beside them', () => {
  expect(readCommandLine(['--assembly', 'a', '--assembly', 'b'])).toMatchObject({ stages: [], assemblies: ['a', 'b'] });
  expect(readCommandLine(['--stage', 'local', '--stage', 'dev', '--assembly', 'a'])).toMatchObject({
    stages: ['local', 'dev'],
    assemblies: ['a'],
  });
});

test('a stage that is named twice is synthesized once', () => {
  expect(readCommandLine(['--stage', 'dev', '--stage', 'dev']).stages).toEqual(['dev']);
});

test('issuers are mapped, the inventory named and keys fetched again where it says so', () => {
  const line = ['--map-issuer', 'https://a.example=http://127.0.0.1:1', '--existing', 'account.json', '--refetch-keys'];
  expect(readCommandLine(line)).toMatchObject({
    issuers: { 'https://a.example': 'http://127.0.0.1:1' },
    existing: 'account.json',
    refetchKeys: true,
  });
});

test('an option that there is not, and a port that is none, are refused by name', () => {
  expect(() => readCommandLine(['--strict'])).toThrow('--strict');
  expect(() => readCommandLine(['--port', '70000'])).toThrow("--port must be a number from 0 to 65535, got '70000'");
  expect(readCommandLine(['--port', '4510']).port).toBe(4510);
});

test.each([
  [['--stay'], 'outputs.json'],
  [['--stay', '--outputs-file', 'told/local.json'], 'told/local.json'],
  [[], undefined],
  [['--outputs-file', 'told.json'], 'told.json'],
])('with %j the outputs go to %s', (line, file) => {
  expect(readCommandLine(line).outputsFile).toBe(file);
  expect(() => readCommandLine([...line, '--outputs-file='])).toThrow('--outputs-file takes the path of a file');
});

test.each(['http://game.example', 'game.example:80', '*.example', 'a b', '', '.', '[::1'])(
  '%j is no host to allow',
  (host) => {
    expect(() => readCommandLine(['--allow-host', host])).toThrow(`such as host.docker.internal; got '${host}'`);
    const line = ['--allow-host', 'host.docker.internal', '--allow-host', '192.168.0.7', '--allow-host', '[fe80::1]'];
    expect(readCommandLine(line).allowHosts).toEqual(['host.docker.internal', '192.168.0.7', '[fe80::1]']);
    expect(readCommandLine([]).allowHosts).toEqual([]);
  },
);

test.each(['localhost', 'my-mac.local', '192.168.1', '192.168.1.5:4510', '[::1]', 'fe80::1%eth0', '0x7f000001', ''])(
  '%j is no address to listen at',
  (host) => {
    expect(() => readCommandLine(['--host', host])).toThrow(`or 0.0.0.0 for all of them; got '${host}'`);
  },
);

test.each(['127.0.0.1', '0.0.0.0', '::', '::1', '192.168.1.5', '2001:db8::7'])('%s is one', (host) => {
  expect(readCommandLine(['--host', host]).host).toBe(host);
  expect(readCommandLine([]).host).toBeUndefined();
});

test.each<[readonly string[], number | undefined]>([
  [[], undefined],
  [['--https'], 0],
  [['--https', '--stay'], 4511],
  [['--https', '--stay', '--port', '5000'], 4511],
  [['--https', '--stay', '--port', '0'], 0],
  [['--https', '--port', '5000', '--https-port', '0'], 0],
  [['--https', '--https-port', '8443'], 8443],
])('with %j https is at %j, where 0 is any', (args, port) => {
  expect(readCommandLine(args).https?.port).toBe(port);
});

test('where https listens is said only where it does, and is a port', () => {
  expect(() => readCommandLine(['--https-port', '4511'])).toThrow('add --https');
  expect(() => readCommandLine(['--https', '--https-port', 'x'])).toThrow(
    '--https-port must be a number from 0 to 65535',
  );
});

describe('the local stages', () => {
  test('are the local ones among all that the app knows', () => {
    const folder = mkdtempSync(join(tmpdir(), 'game-federation-'));
    const files = [
      'dev',
      'local',
      'local-roles',
      'local-2',
      'local-',
      'localhost',
      'local-a--b',
      'local-A',
      'my-local',
    ];
    for (const name of files) writeFileSync(join(folder, `${name}.ts`), '');
    for (const name of ['local-types.d.ts', 'local-saml.xml']) writeFileSync(join(folder, name), '');
    mkdirSync(join(folder, 'local-folder.ts'));
    expect(localStages(folder)).toEqual(['local', 'local-2', 'local-roles']);
    expect(localStages(folder)).toEqual(stageNames(folder).filter(isLocalStage));
    rmSync(folder, { recursive: true });
    expect(localStages()).toEqual(stageNames(stagesFolder).filter(isLocalStage));
  });

  test('may be none, which is no matter where others are named', () => {
    expect(() => read([], [])).toThrow('there is no local stage: write config/local.ts or');
    expect(read(['--stage', 'dev'], []).stages).toEqual(['dev']);
    expect(read(['--assembly', 'cdk.out'], []).assemblies).toEqual(['cdk.out']);
    expect(read(['--help'], []).help).toBe(true);
    expect(usage([])).toContain('there is no local one');
  });
});

describe('what is in the account beside the templates', () => {
  test.each<[what: string, asked: string | undefined, files: readonly string[], found: string | undefined]>([
    ['asked for, goes first', 'account.json', ['existing.json'], 'account.json'],
    ['not asked for, stands beside the stages', undefined, ['existing.json'], 'existing.json'],
    ['not asked for and not there, is nothing', undefined, ['existing.txt'], undefined],
  ])('%s', (_, asked, files, found) => {
    const folder = mkdtempSync(join(tmpdir(), 'existing-'));
    for (const name of files) writeFileSync(join(folder, name), '{}');
    const file = existingFile(asked, folder);
    expect(file).toBe(found === undefined || asked !== undefined ? found : join(folder, found));
    rmSync(folder, { recursive: true });
  });
});

test('templates take the place of the local stages, and come with parameters', () => {
  const line = [
    '--stay',
    '--template',
    'a.yaml',
    '--template',
    'b.json',
    '--parameter',
    'A=x=y',
    '--parameter',
    'b:A=',
  ];
  expect(readCommandLine(line)).toMatchObject({
    stages: [],
    play: [],
    templates: ['a.yaml', 'b.json'],
    parameters: [
      { name: 'A', value: 'x=y' },
      { stack: 'b', name: 'A', value: '' },
    ],
  });
  expect(readCommandLine(['--stay', '--stage', 'local', '--template', 'a.yaml']).stages).toEqual(['local']);
});

test.each([
  [['--template', 'a.yaml'], '--template has no smoke test'],
  [['--stay', '--empty', '--template', 'a.yaml'], '--empty is an account with nothing in it'],
  [['--stay', '--parameter', 'Key'], "takes Key=Value or Stack:Key=Value, got 'Key'"],
  [['--stay', '--parameter', 'A=1', '--parameter', 'A=2'], '--parameter A is given twice'],
])('%j is refused', (line, refusal) => {
  expect(() => readCommandLine(line)).toThrow(refusal);
});

test('what stands as inert is named on the line, or in a file with a line for each', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'inert-')), 'inert.txt');
  writeFileSync(file, '# what the game draws\nAWS::Location::*\n\nAWS::SQS::Queue  # jobs\r\n');
  expect(readCommandLine(['--inert', 'AWS::SQS::Queue', '--inert', `@${file}`]).inert).toEqual([
    'AWS::SQS::Queue',
    'AWS::Location::*',
  ]);
  expect(() => readCommandLine(['--inert', '@/nowhere/inert.txt'])).toThrow(
    "--inert @/nowhere/inert.txt can't be read",
  );
  expect(readCommandLine([]).inert).toEqual([]);
});

test('templates and an empty account stand where it is said, and what says so by itself does not', () => {
  expect(readCommandLine(['--stay', '--empty', '--region', 'us-east-1']).region).toBe('us-east-1');
  expect(readCommandLine(['--stay', '--template', 'a.yaml', '--region', 'ap-southeast-2']).region).toBe(
    'ap-southeast-2',
  );
  expect(readCommandLine(['--stay', '--empty']).region).toBeUndefined();
  expect(() => readCommandLine(['--region', 'us-east-1'])).toThrow('local says where it stands');
  expect(() => readCommandLine(['--assembly', 'cdk.out', '--region', 'us-east-1'])).toThrow(
    'cdk.out says where it stands',
  );
  for (const region of ['cn-north-1', 'us-gov-west-1', 'Ireland', 'eu']) {
    expect(() => readCommandLine(['--stay', '--empty', '--region', region])).toThrow('--region takes a region');
  }
});
