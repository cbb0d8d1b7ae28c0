import { readFileSync } from 'node:fs';
import type { App } from 'aws-cdk-lib';
import { readManifest } from '../../assembly/manifest';
import { sourceLines } from '../../assembly/source-lines';
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
  let directory: string;
  let stacks: readonly DeployedStack[];
  beforeAll(() => {
    const app = testApp();
    buildApp(app, parseConfig(stageNamed(stagesFolder, stage)));
    directory = synthesized(app);
    stacks = loadAssembly(directory);
  });

  test('is resolved whole, data first', () => {
    expect(stacks.map(({ name }) => name.replace(/^.*-/, ''))).toEqual(['data', 'federation']);
    expect(JSON.stringify(stacks)).not.toMatch(/"(Ref|Fn::\w+)":/);
  });

  test('tells of each statement of a role’s policy in which lines it is written', () => {
    const lines = new Map(readManifest(directory).map((stack) => [stack.stackName, sourceLines(stack)]));
    const policies = stacks.flatMap((stack) => stack.resources).filter(({ type }) => type === 'AWS::IAM::Policy');
    const statements = policies.flatMap(({ stackName, logicalId, properties }) =>
      Object(properties.PolicyDocument).Statement.map(({ Sid }: { Sid?: string }) => ({ stackName, logicalId, Sid })),
    );
    const own = statements.filter(({ Sid }) => Sid !== undefined);
    expect(own.length).toBeGreaterThan(10);
    for (const { stackName, logicalId, Sid } of own) {
      const written = lines.get(stackName)?.ofStatement(logicalId, Sid) ?? [];
      // A statement may begin some lines above its Sid.
      const code = written.flatMap(({ file, line }) =>
        readFileSync(file, 'utf8')
          .split('\n')
          .slice(line - 1, line + 3),
      );
      expect(code.join('\n')).toContain(Sid?.replace(/^List/, ''));
      // The line that adds it: the innermost one.
      expect(written[0]?.file).toMatch(/lib.(data|federation|scores|functions)/);
    }
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
