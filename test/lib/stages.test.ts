import { join } from 'node:path';
import { type App, App as CdkApp } from 'aws-cdk-lib';
import { stages } from '../../bin/stages';
import { dev } from '../../config/dev';
import { buildApp } from '../../lib/app';
import { cliContext } from '../../lib/cdk-context';
import { ConfigError } from '../../lib/config/config-error';
import { parseConfig } from '../../lib/config/parse';
import { chooseStage } from '../../lib/config/stages';
import { testApp } from './synthesize';

beforeAll(() => {
  // The placeholder client IDs of dev and prod are warned about, and CDK announces bundles.
  jest.spyOn(console, 'error').mockImplementation(() => {});
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

/** The templates of a stage by stack name. */
function synthesize(app: App, stage: keyof typeof stages): Record<string, unknown> {
  buildApp(app, parseConfig(chooseStage(stages, stage)));
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

describe.each(Object.keys(stages) as (keyof typeof stages)[])('stage %s', (stage) => {
  const whole = () => new CdkApp({ context: cliContext(), analyticsReporting: false });

  test('passes every check, bundle included, and twice gives the same templates', () => {
    const first = synthesize(whole(), stage);
    expect(Object.keys(first).sort()).toEqual([
      `${stages[stage].game}-${stage}-data`,
      `${stages[stage].game}-${stage}-federation`,
    ]);
    expect(synthesize(whole(), stage)).toEqual(first);
  });

  test('deploys what it did before', () => {
    expect(withoutHashes(synthesize(testApp(), stage))).toMatchSnapshot();
  });
});

test('a stage that does not exist is refused with those that do', () => {
  expect(() => chooseStage(stages, 'staging')).toThrow(
    /no such stage; choose one with -c stage=<name>: local, local-roles, dev, prod/,
  );
  expect(() => chooseStage(stages, 'toString')).toThrow(ConfigError);
  expect(() => chooseStage(stages, undefined)).toThrow(ConfigError);
  expect(chooseStage(stages, 'dev')).toBe(dev);
});

test('a stage that calls itself otherwise is refused: its stacks would be those of another', () => {
  expect(() => chooseStage({ prod: dev }, 'prod')).toThrow("is 'dev' in config/prod.ts; write 'prod'");
});
