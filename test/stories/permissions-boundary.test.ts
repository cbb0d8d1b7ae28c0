import { rmSync } from 'node:fs';
import type { ExistingManagedPolicy } from '../../local/iam/inventory';
import { paintFor } from '../../local/smoke-test/report/paint';
import { runAllSmokeTests } from '../../local/smoke-test/run-all';
import { startGame } from './deployment';
import { synthesizeOtherGame } from './other-game';
import { boundaryKey } from './story-context';

// CDK announces bundles.
jest.spyOn(process.stderr, 'write').mockReturnValue(true);

const arn = 'arn:aws:iam::123456789012:policy/game-boundary';
const directories: string[] = [];
/** A game whose cdk.json gives every role a permissions boundary. */
function bounded(boundary: object): string {
  const directory = synthesizeOtherGame({}, { [boundaryKey]: boundary });
  directories.push(directory);
  return directory;
}
let game: string;
beforeAll(() => {
  game = bounded({ name: 'game-boundary' });
});
afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});

const allowing = (statement: object): ExistingManagedPolicy[] => [
  { arn, document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Resource: '*', ...statement }] } },
];

/** Whether every check holds, what was said, and the reasons of what was refused by a boundary. */
async function smokeTest(directory: string, managedPolicies: ExistingManagedPolicy[]) {
  const said: string[] = [];
  const reasons = new Set<string>();
  const { cloud, stop } = await startGame({
    assemblies: [directory],
    existing: { oidcProviders: [], managedPolicies },
    onDecision: ({ operation, decision }) => {
      if (!decision.allowed && decision.explain().includes('permissions boundary')) reasons.add(operation);
    },
  });
  try {
    const holds = await runAllSmokeTests(cloud, paintFor({}, {}), (text) => said.push(text));
    return { holds, said: said.join('\n'), refused: [...reasons] };
  } finally {
    await stop();
  }
}

/** Smoke tests take their time on a busy machine. */
const patience = 60_000;

test('a boundary that nobody here knows stops the start, which says whose it is and where its document can be written', async () => {
  await expect(smokeTest(game, [])).rejects.toThrow(
    /Role.* has the permissions boundary arn:aws:iam::123456789012:policy\/game-boundary, which no template creates .* config\/existing\.json, or into the file of --existing: \{"managedPolicies": \[\{"arn": ".*game-boundary"/,
  );
});

test.each<[what: string, boundary: object, managedPolicies: ExistingManagedPolicy[], refused: string[]]>([
  ['that allows everything', { name: 'game-boundary' }, allowing({ Action: '*' }), []],
  ['of AWS, by its ARN', { arn: 'arn:aws:iam::aws:policy/PowerUserAccess' }, [], []],
  ['that lets nobody put items', { name: 'game-boundary' }, allowing({ NotAction: 'dynamodb:PutItem' }), ['PutItem']],
  ['that lets nobody take objects', { name: 'game-boundary' }, allowing({ NotAction: 's3:GetObject' }), ['GetObject']],
])(
  'within a boundary %s the checks hold as far as it goes',
  async (_, boundary, managedPolicies, refused) => {
    const directory = 'name' in boundary ? game : bounded(boundary);
    const run = await smokeTest(directory, managedPolicies);
    expect(run.holds).toBe(refused.length === 0);
    for (const operation of refused) expect(run.refused).toContainEqual(expect.stringContaining(operation));
    if (refused.length === 0) expect(run.said).not.toContain('permissions boundary');
    else expect(run.said).toMatch(/because no permissions boundary allows/);
  },
  patience,
);
