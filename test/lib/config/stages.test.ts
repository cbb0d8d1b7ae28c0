import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../../../lib/config/config-error';
import { stageNamed, stageNames, stagesBeside } from '../../../lib/config/stages';

const root = mkdtempSync(join(tmpdir(), 'game-federation-stages-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A stage's file, as somebody writes it. */
const stage = (name: string, fields = '') =>
  `export const it = { game: 'moon-garden', stage: '${name}', retainData: false, guests: { enabled: true }, ${fields} };`;

let folders = 0;
/** A folder `config` with these files. */
function folderWith(files: Readonly<Record<string, string>>): string {
  folders += 1;
  const folder = join(root, String(folders), 'config');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** What is said of a stage that can't be used. */
function problemsOf(folder: string, name: unknown): readonly string[] {
  try {
    stageNamed(folder, name);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('a stage is a file', () => {
  const folder = folderWith({
    'staging.ts': stage('staging'),
    'local.ts': stage('local'),
    'local-two.ts': stage('local-two'),
    'saml-metadata.xml': '<xml/>',
    'types.d.ts': 'export type A = 1;',
    'notes.md': '#',
    'Mine.ts': stage('Mine'),
    'shared/client-ids.ts': "export const ids = ['1'];",
    'using.ts': `import { ids } from './shared/client-ids';\n${stage('using', 'facebook: { appId: ids[0] }')}`,
  });

  test('of TypeScript, directly in the folder, its name lower-case words; nothing else registers it', () => {
    expect(stageNames(folder)).toEqual(['local', 'local-two', 'staging', 'using']);
  });

  test('that may use what stands in a folder below', () => {
    expect(stageNamed(folder, 'using')).toMatchObject({ stage: 'using', facebook: { appId: '1' } });
  });

  test('that exports its stage under whatever name, also as default', () => {
    const written = folderWith({ 'a.ts': "export default { game: 'g', stage: 'a', retainData: false };" });
    expect(stageNamed(written, 'a')).toMatchObject({ game: 'g' });
    expect(stageNamed(folder, 'staging')).toMatchObject({ game: 'moon-garden' });
  });
});

describe('a name that is no stage’s', () => {
  const folder = folderWith({ 'dev.ts': stage('dev'), 'prod.ts': stage('prod'), '../outside.ts': 'throw 1;' });

  test.each(['staging', 'toString', undefined, '', '.', '../outside', '../config/dev', './dev', 'dev.ts', 'DEV'])(
    '%p is refused with those that there are, and loads nothing',
    (name) => {
      expect(problemsOf(folder, name)).toEqual([
        'stage: there is no such stage; choose one with -c stage=<name>: dev, prod; or write config/<name>.ts',
      ]);
    },
  );

  test('is told of where there is a file that should have been one', () => {
    const misnamed = folderWith({ 'dev.ts': stage('dev'), 'Staging_2.ts': stage('staging') });
    expect(problemsOf(misnamed, 'Staging_2')).toEqual([
      expect.stringContaining('; config/Staging_2.ts is none, as its name is not lower-case words joined by hyphens'),
    ]);
  });
});

test.each([
  ['exports nothing', 'const it = {};', 'exports nothing; write export const euWest: GameFederationInput = { … }'],
  ['exports two things', `${stage('eu-west')} export const ids = [];`, /exports ids, it; leave .* below config\//],
  ['exports what is no stage', 'export const ids = [];', 'exports ids, which is no stage; write export const euWest:'],
  ['exports a function', 'export default () => {};', 'exports default, which is no stage'],
  ['has no stage field', "export const a = { game: 'g' };", "is missing in config/eu-west.ts; write stage: 'eu-west'"],
  ['calls itself otherwise', stage('prod'), "stage: is 'prod' in config/eu-west.ts; write 'eu-west'"],
  ['throws', "throw new Error('no such key');", "config/eu-west.ts can't be loaded: no such key"],
  ['is not TypeScript', 'export const a = {', "config/eu-west.ts can't be loaded: "],
  ['imports what is not there', "import { a } from './a'; export const b = a;", /can't be loaded: Cannot find module/],
])('a file that %s is refused with what to do about it', (_, text, problem) => {
  const folder = folderWith({ 'eu-west.ts': text, 'dev.ts': stage('dev') });
  expect(problemsOf(folder, 'eu-west')).toEqual([
    typeof problem === 'string' ? expect.stringContaining(problem) : expect.stringMatching(problem),
  ]);
  expect(problemsOf(folder, 'dev')).toEqual([]);
});

describe('beside a stage', () => {
  const folder = folderWith({
    'dev.ts': stage('dev'),
    'prod.ts': stage('prod', 'retainData: true'),
    'local.ts': stage('local'),
    'local-two.ts': stage('local-two'),
  });
  const beside = (name: string) => stagesBeside(folder, name).configs.map(({ stage }) => stage);

  test('are those that it may meet: local ones in the local cloud, the others in AWS', () => {
    expect(beside('dev')).toEqual(['prod']);
    expect(beside('local')).toEqual(['local-two']);
  });

  test('one that can’t be used is left out and warned about, be it not even loaded', () => {
    const broken = folderWith({
      'dev.ts': stage('dev'),
      'broken.ts': 'export const',
      'local.ts': 'export const',
      'wrong.ts': stage('wrong', "cors: { origins: ['*'] }"),
      'whole.ts': stage('whole'),
    });
    const { configs, warnings } = stagesBeside(broken, 'dev');
    expect(configs.map(({ stage }) => stage)).toEqual(['whole']);
    expect(warnings).toEqual([
      expect.stringMatching(/^Stage 'broken' can't be used, so nobody knows .*: config\/broken\.ts can't be loaded: /),
      expect.stringMatching(/^Stage 'wrong' can't be used, so nobody knows .*: cors\.origins\[0\]: must be one exact/),
    ]);
  });
});
