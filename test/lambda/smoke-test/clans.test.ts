import { environment, FakeCloud, facts } from './fake-cloud';
import { differences, run } from './smoke-run';

const deployed = { ...environment, userPool: { id: 'eu-central-1_AAAAAAAAA', clientId: 'smoke-test-client' } };
const withClans = {
  userPool: { name: 'user-pool', clanAttribute: 'custom:clan' },
  clans: { prefix: 'clans/', leadingKey: 'CLAN#', claims: { 'user-pool': 'custom:clan' } },
};

/** A cloud that lets signed-in players into these clans. */
function cloudWith(isOpen: (clan: string) => boolean): FakeCloud {
  const cloud = new FakeCloud({ ...facts, ...withClans });
  cloud.bend = ({ target = '' }, { kind }) => {
    const [, clan] = /^(?:clans\/|CLAN#)([^/]+)/.exec(target) ?? [];
    return clan !== undefined && kind === 'signed-in' ? isOpen(clan) : undefined;
  };
  return cloud;
}
const runIn = (cloud: FakeCloud) => run({ cloud, facts: withClans, environment: deployed });

describe('a member of a clan', () => {
  test('reads and writes what is its clan’s, and leaves nothing behind', async () => {
    const cloud = cloudWith((clan) => clan === 'smoke-test-run1');
    const { report } = await runIn(cloud);
    expect(differences(report)).toEqual([]);
    const names = report.players.flatMap(({ steps }) => steps.map(({ name }) => name));
    expect(names).toEqual(
      expect.arrayContaining(['may put a record of its own clan', "may not put another clan's file"]),
    );
    expect([...cloud.objects.keys(), ...cloud.items.keys()]).toEqual([]);
  });

  test.each<[string, (clan: string) => boolean, string]>([
    ['is kept out of its own clan', () => false, 'signed-in enhanced may put a file of its own clan'],
    ['is let into every clan', () => true, "signed-in enhanced may not get another clan's file"],
    [
      'is let into clans that begin alike',
      (clan) => clan.startsWith('smoke-test-run1'),
      'signed-in enhanced may not put a record of a clan whose name only begins like its own',
    ],
  ])('who %s fails the run', async (_, isOpen, difference) => {
    expect(differences((await runIn(cloudWith(isOpen))).report)).toContain(difference);
  });
});
