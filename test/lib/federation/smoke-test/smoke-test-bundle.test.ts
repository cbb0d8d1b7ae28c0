import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { SmokeTestFacts } from '../../../../lambda/smoke-test/facts';
import { buildApp } from '../../../../lib/app';
import { cliContext } from '../../../../lib/cdk-context';
import type { GameFederationInput } from '../../../../lib/config/schema';
import { type Zone, zones } from '../../../../lib/roles/zones';
import { configWith } from '../../synthesize';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** The files of the function's asset. */
function bundleOf(changes: Partial<GameFederationInput> = {}): { hash: string; files: Record<string, string> } {
  const outdir = mkdtempSync(join(tmpdir(), 'bundle-'));
  folders.push(outdir);
  const app = new App({
    outdir,
    context: cliContext(),
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  // CDK announces each bundle on standard error.
  const announcements = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { federation } = buildApp(app, configWith(changes));
  const hash = assetHash(federation);
  announcements.mockRestore();
  const asset = join(outdir, `asset.${hash}`);
  return {
    hash,
    files: Object.fromEntries(readdirSync(asset).map((name) => [name, readFileSync(join(asset, name), 'utf8')])),
  };
}

function assetHash(stack: Stack): string {
  const functions = Template.fromStack(stack).findResources('AWS::Lambda::Function');
  const [smokeTest] = Object.entries(functions).filter(([id]) => id.startsWith('SmokeTestFunction'));
  return smokeTest?.[1].Properties.Code.S3Key.replace('.zip', '');
}

const { hash, files } = bundleOf();

test('the bundle is one file, its source map and its facts', () => {
  expect(Object.keys(files).sort()).toEqual(['facts.json', 'index.js', 'index.js.map']);
  expect(files['index.js']).toMatch(/\n\/\/# sourceMappingURL=index\.js\.map\n$/);
});

test('the script holds the clients of the SDK, and not the package.json of each', () => {
  expect(files['index.js']).toContain('GetSecretValue');
  expect(files['index.js']).not.toContain('devDependencies');
});

test('the source map names the handler from where it lies, not from where the bundle was made', () => {
  const { sources } = JSON.parse(files['index.js.map'] ?? '') as { sources: string[] };
  expect(sources).toContain('handler.ts');
  for (const source of sources) expect(source).not.toMatch(/^\/|cdk\.out|bundle-/);
});

test('the facts are those of the configuration', () => {
  const facts: SmokeTestFacts = JSON.parse(files['facts.json'] ?? '');
  expect(facts).toEqual({
    presignedUrls: { enabled: true, maxSeconds: 900 },
    storageClasses: ['STANDARD'],
    schemaVersion: 3,
    guests: { enabled: true, ownData: true },
    basicFlow: { enabled: true, sessionSeconds: 3600 },
    issuers: [
      {
        name: 'star-harvest',
        issuer: 'https://players.star-harvest.example',
        loginsKey: 'players.star-harvest.example',
        clientIds: ['star-harvest-ios', 'star-harvest-android'],
      },
    ],
    developerProvider: { name: 'login.star-harvest', user: 'smoke-test' },
    // As the rows have them, but for those of owners whom this stage does not know.
    zones: Object.fromEntries(
      Object.entries<Zone>(zones)
        .filter(([, { ownedBy, onlyWith }]) => !onlyWith && (ownedBy === 'player' || ownedBy === 'game'))
        .map(([name, zone]) => [
          name,
          { ...zone, probeOwners: [[zone.ownedBy === 'game' ? 'smoke-test' : 'smoke-test-stranger']] },
        ]),
    ),
  });
});

test('the function is told of the developer provider only where it may use it', () => {
  const facts = JSON.parse(bundleOf({ smokeTest: { developerUser: false } }).files['facts.json'] ?? '');
  expect(facts).not.toHaveProperty('developerProvider');
});

test('the same configuration makes the same bundle, wherever it is made; other facts make another', () => {
  expect(bundleOf()).toEqual({ hash, files });
  expect(bundleOf({ guests: { enabled: true } }).hash).not.toBe(hash);
});
