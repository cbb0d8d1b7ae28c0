import { parse } from 'yaml';
import { readCommandLine } from '../../bin/plan/command-line';
import { formats } from '../../bin/plan/formats';
import { makePlan } from '../../bin/plan/make-plan';
import { stagesFolder } from '../../bin/stages';
import { stageNames } from '../../lib/config/stages';
import { paintFor } from '../../local/smoke-test/report/paint';
import { retained, userPool } from '../changes/bases';
import { synthesized } from '../changes/synthesized';
import { blocksOf, textOf } from './document';

// What synthesis warns about is not what is asked here.
jest.spyOn(console, 'error').mockImplementation(() => {});

const blocks = blocksOf(textOf('docs/plan.md'));
const codeOf = (info: string) => blocks.filter((block) => block.info === info).map(({ code }) => code);

test('the example is what is printed', () => {
  // Nobody's game: an adoption writes its own name over the example's.
  const before = { ...retained, game: 'my-game', userPool: { ...userPool, domainPrefix: 'my-game' } };
  const after = { ...before, guests: { enabled: false }, userPool: { ...userPool, domainPrefix: 'my-new-game' } };
  const plan = makePlan({
    ...{ game: 'my-game', stage: 'prod', comparedWith: { assembly: '../main/cdk.out' } },
    ...{ before: synthesized(before), after: synthesized(after) },
    ...{ statuses: new Map(), inTheWay: [], remarks: [] },
  });
  const printed = formats.text(plan, { paint: paintFor({}, {}) });
  expect(codeOf('text plan')).toEqual([`${printed}\n`]);
});

interface Workflow {
  readonly on: object;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: { readonly plan: { readonly steps: readonly { readonly uses?: string; readonly run?: string }[] } };
}
const workflows = codeOf('yaml workflow').map((code): Workflow => parse(code));
const runs = workflows.flatMap(({ jobs }) => jobs.plan.steps.flatMap(({ run }) => run ?? []));
const commands = [...codeOf('sh').flatMap((code) => code.split('\n')), ...runs]
  .map((line) => line.replace(/ [#|] .*$/, ''))
  .filter((line) => /^npm run (--silent )?plan\b/.test(line.trim()));

test('the commands are found', () => {
  expect(workflows).toHaveLength(2);
  expect(commands.length).toBeGreaterThan(7);
});

test.each([...new Set(commands)])('%s is taken', (command) => {
  const [, options = ''] = command.trim().split(' -- ');
  const args = options.split(' ').filter((word) => word !== '');
  expect(readCommandLine(args, [...stageNames(stagesFolder), 'dev', 'prod'])).toBeDefined();
});

test('what a pull request runs has no permission but to read, and no credentials', () => {
  const told = workflows.map(({ on, permissions, jobs }) => ({
    on: Object.keys(on),
    permissions,
    hasCredentials: jobs.plan.steps.some(({ uses = '' }) => uses.includes('configure-aws-credentials')),
  }));
  expect(told).toEqual([
    { on: ['pull_request'], permissions: { contents: 'read' }, hasCredentials: false },
    { on: ['push'], permissions: { contents: 'read', 'id-token': 'write' }, hasCredentials: true },
  ]);
});
