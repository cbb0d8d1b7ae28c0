import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { biomeLayers } from './layers';

const root = join(__dirname, '..', '..');

test('biome.layers.json holds the layers: npm run layers writes it anew', () => {
  expect(JSON.parse(readFileSync(join(root, 'biome.layers.json'), 'utf8'))).toEqual(biomeLayers());
});

/** Who imports whom, and whether Biome lets it. */
const imports: [file: string, imported: string, allowed: boolean][] = [
  ['policy/one.ts', '../lib/app', false],
  ['policy/one.ts', '../assembly/types', true],
  ['changes/one.ts', '../local/account/cloud', false],
  ['changes/one.ts', '@aws-cdk/cloudformation-diff/lib/diff/util', true],
  ['lambda/smoke-test/one.ts', '../../lib/roles/zones', false],
  ['lambda/smoke-test/one.ts', './facts', true],
  ['lambda/smoke-test/one.ts', '../scores/routes', false],
  ['lambda/scores/one.ts', '../delete-player/records', false],
  ['lambda/scores/one.ts', '../shared/caller', true],
  ['lambda/shared/one.ts', '../scores/facts', false],
  ['config/one.ts', '../local/account/cloud', false],
  ['config/one.ts', '../lib/config/schema', true],
  ['lib/federation/one.ts', '../../local/shared/clock', false],
  ['lib/federation/one.ts', '../../lambda/smoke-test/handler', false],
  ['lib/federation/one.ts', '../../lambda/smoke-test/facts', true],
  ['lib/federation/one.ts', '../data/data-stack', true],
  ['lib/federation/one.ts', '../scores/scores', true],
  ['lib/scores/one.ts', '../../lambda/scores/facts', true],
  ['lib/scores/one.ts', '../../lambda/scores/rules', false],
  ['lib/scores/one.ts', '../functions/bundle', true],
  ['lib/scores/one.ts', '../federation/identity-pool', false],
  ['lib/functions/one.ts', '../scores/scores', false],
  ['local/account/one.ts', '../../lambda/scores/submit', false],
  ['lib/data/one.ts', '../federation/identity-pool', false],
  ['lib/data/one.ts', '../guardrails/template', false],
  ['lib/data/one.ts', '../roles/zones', true],
  ['lib/guardrails/one.ts', '../data/player-files', false],
  ['lib/roles/one.ts', '../data/player-files', false],
  ['lib/config/one.ts', '../roles/zones', false],
  ['local/account/one.ts', '../smoke-test/run', false],
  ['local/account/one.ts', '../services/sts/service', true],
  ['local/account/one.ts', '../../lib/app', false],
  ['local/services/s3/one.ts', '../../account/cloud', false],
  ['local/services/s3/one.ts', '../../http/operation', true],
  ['local/protocols/one.ts', '../services/s3/service', false],
  ['local/http/one.ts', '../protocols/rest-xml', false],
  ['local/idp/one.ts', '../iam/role', false],
  ['local/identities/one.ts', '../iam/role', false],
  ['local/shared/one.ts', '../http/message', false],
  ['client/config/formats/one.ts', '../../../config/dev', false],
  ['client/config/one.ts', '../../lib/config/schema', false],
  ['client/config/one.ts', '../../local/account/cloud', false],
  ['client/one.ts', '../config/dev', false],
  ['client/one.ts', './config/game-config', true],
  ['client/config/formats/one.ts', '../format', true],
  ['lib/one.ts', '../client/config/game-config', false],
  ['local/account/one.ts', '../../client/config/outputs', false],
  ['bin/client-config/one.ts', '../../client/config/formats', true],
  ['bin/one.ts', '../test/lib/everything', false],
  ['bin/one.ts', '../local/account/cloud', true],
  ['test/lib/one.ts', '../../config/dev', false],
  ['test/one.ts', '../config/dev', false],
  ['test/lib/config/one.ts', '../../../config/shared/client-ids', false],
  ['test/lib/one.ts', '../../lib/config/schema', true],
  ['test/lib/one.ts', '../stages/dev', true],
];

describe('Biome', () => {
  const directory = mkdtempSync(join(tmpdir(), 'layers-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  /** What Biome says of files, by their paths. */
  function findings(files: Record<string, string>): Set<string> {
    for (const name of ['biome.json', 'biome.layers.json']) cpSync(join(root, name), join(directory, name));
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      writeFileSync(join(directory, file), text);
    }
    const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
    const options = ['lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', '.'];
    const run = (): string => {
      try {
        return execFileSync(process.execPath, [biome, ...options], { cwd: directory, encoding: 'utf8', stdio: 'pipe' });
      } catch (error) {
        return (error as { stdout: string }).stdout;
      }
    };
    const { diagnostics } = JSON.parse(run()) as { diagnostics: { category: string; location: { path: unknown } }[] };
    return new Set(
      diagnostics
        .filter(({ category }) => /noRestrictedImports|noImportCycles/.test(category))
        .map(({ location }) => String(Object(location.path).file ?? location.path)),
    );
  }

  const fileOf = (file: string, index: number) => file.replace('one.ts', `file-${index}.ts`);
  const found = findings({
    ...Object.fromEntries(
      imports.map(([file, imported], index) => [
        fileOf(file, index),
        `import { name } from '${imported}';\n\nexport const other = name;\n`,
      ]),
    ),
    'lib/roles/circle.ts': "import type { B } from './back';\n\nexport type A = B | 'a';\n",
    'lib/roles/back.ts': "import type { A } from './circle';\n\nexport type B = A | 'b';\n",
    'lib/roles/straight.ts': "import type { A } from './circle';\n\nexport type C = A;\n",
  });

  test.each(imports)('%s may import %s: %p', (file, _imported, allowed) => {
    const index = imports.findIndex(([name, other]) => name === file && other === _imported);
    expect(found.has(fileOf(file, index))).toBe(!allowed);
  });

  test('refuses a circle, also of types alone, and no straight line', () => {
    expect(['circle', 'back', 'straight'].map((name) => found.has(`lib/roles/${name}.ts`))).toEqual([
      true,
      true,
      false,
    ]);
  });
});
