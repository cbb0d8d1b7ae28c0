import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adopt } from '../../../bin/adopt/run';

const projectRoot = join(__dirname, '..', '..', '..');
let root: string;

/** Nothing but what is renamed: the tests' stages as the example, and a document. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'game-federation-adopt-'));
  cpSync(join(projectRoot, 'test', 'stages'), join(root, 'config'), { recursive: true });
  mkdirSync(join(root, 'docs', 'deep'), { recursive: true });
  for (const file of ['README.md', 'CHANGELOG.md', 'docs/changes.md', 'docs/deep/own.md', 'bin.ts']) {
    writeFileSync(join(root, file), 'star-harvest, StarHarvest\n');
  }
  for (const file of ['biome.json', 'biome.layers.json']) cpSync(join(projectRoot, file), join(root, file));
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
  writeFileSync(join(root, '.gitignore'), 'node_modules\n');
  git('init', '-q');
  commit();
});
afterEach(() => rmSync(root, { recursive: true }));

function git(...args: string[]): void {
  // Whatever hooks and keys whoever runs this has for commits of their own.
  const settings = ['user.name=a', 'user.email=a@b.example', 'commit.gpgsign=false', 'core.hooksPath=/dev/null'];
  execFileSync('git', [...settings.flatMap((setting) => ['-c', setting]), ...args], { cwd: root });
}

function commit(): void {
  git('add', '-A');
  git('commit', '-qm', 'all');
}

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const all = () =>
  ['.', 'config', 'docs', 'docs/deep'].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [join(folder, name), read(join(folder, name))]),
  );

function run(...args: string[]) {
  // Each run is a process of its own, which has loaded no stage yet.
  jest.resetModules();
  const said: string[] = [];
  const warned: string[] = [];
  const code = adopt(args, { root, say: (text) => said.push(text), warn: (text) => warned.push(text) });
  return { code, said: said.join('\n'), warned: warned.join('\n') };
}

describe('an adoption', () => {
  test('renames stages, metadata and documents, and leaves what is generated, code and the change log alone', () => {
    const { code, said } = run('--game', 'moonorchard');
    expect(code).toBe(0);
    expect(read('README.md')).toBe('moonorchard, Moonorchard\n');
    expect(read('docs/deep/own.md')).toBe('moonorchard, Moonorchard\n');
    expect(read('config/studio-saml-metadata.xml')).toContain('entityID="https://studio.moonorchard.example/saml"');
    for (const file of ['CHANGELOG.md', 'docs/changes.md', 'bin.ts']) {
      expect(read(file)).toBe('star-harvest, StarHarvest\n');
    }
    // As Biome writes it: a name without a hyphen needs no quotes.
    expect(read('config/local.ts')).toContain('      moonorchard: {\n');
    expect(said).toMatch(/^star-harvest is moonorchard, star-market is moonorchard-market, .* now:\n/);
    expect(said).toMatch(/ {2}README\.md +2\n {2}config\/dev\.ts +1\n/);
    expect(said).toContain('Client IDs: config/dev.ts, config/prod.ts hold a placeholder.');
    expect(said).toContain('npm run snapshots -- --accept');
  });

  test('takes what is not committed along where it is forced to', () => {
    writeFileSync(join(root, 'docs', 'own.md'), 'star-harvest');
    expect(run('--game', 'moon-garden', '--force').code).toBe(0);
    expect(read('docs/own.md')).toBe('moon-garden');
  });

  test('says what is left to do where the files could not be formatted', () => {
    rmSync(join(root, 'node_modules'));
    expect(run('--game', 'moon-garden').said).toContain('npm run format: ');
  });
});

describe('nothing is changed, and why is said,', () => {
  function isRefused(args: string[], why: string | RegExp): void {
    const before = all();
    const { code, said, warned } = run(...args);
    expect([code, said]).toEqual([1, '']);
    expect(warned).toMatch(why);
    expect(warned).toMatch(/^Nothing is changed: /);
    expect(all()).toEqual(before);
  }

  test.each([
    [[], '--game is missing: --game <name>'],
    [['moon-garden'], "'moon-garden' stands behind no option"],
    [['--name', 'moon-garden'], "Unknown option '--name'"],
    [['--game', 'Moon Garden'], /--game must be lower-case words joined by hyphens, starting .* got 'Moon Garden'/],
    [['--game', ''], /--game must be lower-case words/],
    [['--game', 'moon_garden'], /--game must be lower-case words/],
    [['--game', '../moon'], /--game must be lower-case words/],
    [['--game', 'm'.repeat(61)], '--game must be 60 characters long at most'],
    [['--game', 'star-harvest'], "--game is the example's own name"],
    [['--game', 'm'.repeat(60)], 'config/local-roles.ts: game: must be 60 long at most'],
    [['--game', 'amazon-ride'], 'config/local.ts: userPool.domainPrefix: must be'],
  ])('with %j', (args, why) => {
    isRefused(args, why);
  });

  test('where something is not committed, which is listed', () => {
    writeFileSync(join(root, 'docs', 'own.md'), 'mine');
    isRefused(
      ['--game', 'moon-garden'],
      /changes that are not committed; commit them first:\n {2}\?\? docs\/own\.md\n/,
    );
  });

  test('where there is no git', () => {
    rmSync(join(root, '.git'), { recursive: true });
    isRefused(['--game', 'moon-garden'], /this is no git work tree, so what is rewritten could not be taken back/);
  });

  test('where it was run already', () => {
    expect(run('--game', 'star-harvest-2').code).toBe(0);
    commit();
    isRefused(
      ['--game', 'moon-garden', '--force'],
      /adopted already: .* of 'star-harvest-2', 'star-harvest-2-market'\. /,
    );
  });

  test('where a stage can’t be used as it is', () => {
    writeFileSync(join(root, 'config', 'broken.ts'), 'export const nothing');
    isRefused(['--game', 'moon-garden', '--force'], /broken\.ts can't be loaded/);
  });
});

test('help changes nothing either', () => {
  const before = all();
  expect(run('--help')).toMatchObject({ code: 0, said: expect.stringMatching(/^npm run adopt -- --game <name>/) });
  expect(all()).toEqual(before);
});
