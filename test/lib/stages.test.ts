import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { stagesFolder } from '../../bin/stages';
import { buildApp } from '../../lib/app';
import { cliContext } from '../../lib/cdk-context';
import { parseConfig } from '../../lib/config/parse';
import { stackNames } from '../../lib/config/stack-names';
import { stageNamed, stageNames } from '../../lib/config/stages';

beforeAll(() => {
  // The placeholder client IDs of dev and prod are warned about, and CDK announces bundles.
  jest.spyOn(console, 'error').mockImplementation(() => {});
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

/** The templates of a stage by stack name. */
function synthesize(stage: string): Record<string, unknown> {
  const app = new App({ context: cliContext(), analyticsReporting: false });
  buildApp(app, parseConfig(stageNamed(stagesFolder, stage)));
  return Object.fromEntries(app.synth().stacks.map(({ stackName, template }) => [stackName, template]));
}

describe.each(stageNames(stagesFolder))('stage %s', (stage) => {
  test('passes every check, bundle included, and twice gives the same templates', () => {
    const first = synthesize(stage);
    const { data, federation } = stackNames(parseConfig(stageNamed(stagesFolder, stage)));
    expect(Object.keys(first).sort()).toEqual([data, federation]);
    expect(synthesize(stage)).toEqual(first);
  });

  test('is checked by TypeScript: its file says of what type it is', () => {
    expect(readFileSync(join(stagesFolder, `${stage}.ts`), 'utf8')).toMatch(/(:|satisfies) GameFederationInput\b/);
  });
});

test('every TypeScript file of config/ is a stage', () => {
  const files = readdirSync(stagesFolder).filter((name) => name.endsWith('.ts'));
  expect(files.map((name) => name.replace('.ts', '')).sort()).toEqual(stageNames(stagesFolder));
});
