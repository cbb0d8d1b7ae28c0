import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, App as CdkApp } from 'aws-cdk-lib';
import { stagesFolder } from '../../bin/stages';
import { buildApp } from '../../lib/app';
import { cliContext } from '../../lib/cdk-context';
import { parseConfig } from '../../lib/config/parse';
import { stackNames } from '../../lib/config/stack-names';
import { stageNamed, stageNames } from '../../lib/config/stages';
import { testApp } from './synthesize';

beforeAll(() => {
  // The placeholder client IDs of dev and prod are warned about, and CDK announces bundles.
  jest.spyOn(console, 'error').mockImplementation(() => {});
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

/** The templates of a stage by stack name. */
function synthesize(app: App, stage: string): Record<string, unknown> {
  buildApp(app, parseConfig(stageNamed(stagesFolder, stage)));
  return Object.fromEntries(app.synth().stacks.map(({ stackName, template }) => [stackName, template]));
}

/** The templates without what changes with the handler's code or with CDK's own, hashes, and without this checkout's place. */
function withoutHashes(templates: Record<string, unknown>): unknown {
  const text = JSON.stringify(templates)
    .replaceAll(join(__dirname, '..', '..'), '<project>')
    .replace(/[0-9a-f]{64}/g, '<asset>')
    .replace(/(SmokeTestFunctionCurrentVersion[0-9A-F]{8})[0-9a-f]{32}/g, '$1<version>')
    .replace(/"PERMISSIONS_FINGERPRINT":"[0-9a-f]{32}"/g, '"PERMISSIONS_FINGERPRINT":"<fingerprint>"');
  return JSON.parse(text);
}

describe.each(stageNames(stagesFolder))('stage %s', (stage) => {
  const whole = () => new CdkApp({ context: cliContext(), analyticsReporting: false });

  test('passes every check, bundle included, and twice gives the same templates', () => {
    const first = synthesize(whole(), stage);
    const { data, federation } = stackNames(parseConfig(stageNamed(stagesFolder, stage)));
    expect(Object.keys(first).sort()).toEqual([data, federation]);
    expect(synthesize(whole(), stage)).toEqual(first);
  });

  test('is checked by TypeScript: its file says of what type it is', () => {
    expect(readFileSync(join(stagesFolder, `${stage}.ts`), 'utf8')).toMatch(/(:|satisfies) GameFederationInput\b/);
  });

  test('deploys what it did before', () => {
    expect(withoutHashes(synthesize(testApp(), stage))).toMatchSnapshot();
  });
});

test('every TypeScript file of config/ is a stage', () => {
  const files = readdirSync(stagesFolder).filter((name) => name.endsWith('.ts'));
  expect(files.map((name) => name.replace('.ts', '')).sort()).toEqual(stageNames(stagesFolder));
});
