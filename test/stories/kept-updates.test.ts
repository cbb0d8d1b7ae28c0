import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StateStore } from '../../local/state/state-store';
import { assembly, startGame } from './deployment';

/** The game's assembly, with one more resource in its first template. */
function assemblyWith(resource: object): string {
  const directory = join(mkdtempSync(join(tmpdir(), 'kept-updates-')), 'assembly');
  cpSync(assembly, directory, { recursive: true });
  const name = readdirSync(directory).find((file) => file.endsWith('.template.json')) ?? '';
  const template = JSON.parse(readFileSync(join(directory, name), 'utf8'));
  template.Resources.Added = resource;
  writeFileSync(join(directory, name), JSON.stringify(template));
  return directory;
}

const parameter = (Value: string) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Name: '/a', Type: 'String', Value },
});

test.each([
  ['is deployed', parameter('b'), 'UPDATE_COMPLETE', 0],
  ['that AWS refuses is rolled back and told, and the cloud is up', parameter(''), 'UPDATE_ROLLBACK_COMPLETE', 1],
])('a change of a kept account’s stage %s', async (_what, resource, status, problems) => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-updates-'));
  const told: string[] = [];
  const start = (directory: string) =>
    startGame({
      assemblies: [directory],
      state: StateStore.open(folder),
      onProblem: (problem) => told.push(problem),
    });
  const first = await start(assembly);
  await first.cloud.stop();
  const second = await start(assemblyWith(resource));
  try {
    const statuses = second.cloud.cloudFormation.standing().map((stack) => stack.status);
    expect(statuses).toContain(status);
    expect(told).toHaveLength(problems);
    expect(await second.idToken('ana')).toBeTruthy();
  } finally {
    await second.cloud.stop();
  }
});
