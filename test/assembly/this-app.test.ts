import type { App } from 'aws-cdk-lib';
import type { DeployedStack } from '../../assembly/types';
import { stagesFolder } from '../../bin/stages';
import { buildApp } from '../../lib/app';
import { parseConfig } from '../../lib/config/parse';
import { stageNamed, stageNames } from '../../lib/config/stages';
import { testApp } from '../lib/synthesize';
import { loadAssembly } from './assembly-on-disk';

/** Synthesizes as the app itself does, less the bundle and the warning about a placeholder client ID. */
function synthesized(app: App): string {
  const warnings = jest.spyOn(console, 'error').mockImplementation(() => {});
  const { directory } = app.synth({ validateOnSynthesis: false });
  warnings.mockRestore();
  return directory;
}

describe.each(stageNames(stagesFolder))('the %s stage of this app', (stage) => {
  let stacks: readonly DeployedStack[];
  beforeAll(() => {
    const app = testApp();
    buildApp(app, parseConfig(stageNamed(stagesFolder, stage)));
    stacks = loadAssembly(synthesized(app));
  });

  test('is resolved whole, data first', () => {
    expect(stacks.map(({ name }) => name.replace(/^.*-/, ''))).toEqual(['data', 'federation']);
    expect(JSON.stringify(stacks)).not.toMatch(/"(Ref|Fn::\w+)":/);
  });

  test('ends with the trigger, which runs the function after everything that it tests', () => {
    const access = stacks[1]?.resources ?? [];
    expect(access.at(-1)?.type).toBe('Custom::Trigger');
    const version = access.find(({ type }) => type === 'AWS::Lambda::Version');
    expect(access.at(-1)?.properties.HandlerArn).toBe(version?.ref);
  });

  test('gives its clients the pool that its roles trust', () => {
    const poolId = stacks.flatMap(({ outputs }) => outputs).find(({ name }) => name === 'IdentityPoolId')?.value;
    const trusts = stacks
      .flatMap(({ resources }) => resources)
      .filter(
        ({ type, properties }) =>
          type === 'AWS::IAM::Role' && JSON.stringify(properties).includes('cognito-identity.amazonaws.com:aud'),
      );
    expect(trusts.length).toBeGreaterThan(0);
    for (const role of trusts) {
      expect(JSON.stringify(role.properties.AssumeRolePolicyDocument)).toContain(`"${poolId}"`);
      expect(role.place).toMatch(/^\S+: \w+ \(\S+\/Resource\)$/);
    }
  });
});
