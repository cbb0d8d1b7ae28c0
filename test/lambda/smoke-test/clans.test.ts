import { environment, FakeCloud, facts } from './fake-cloud';
import { zonesWith } from './fake-zones';
import { differences, entry, run } from './smoke-run';

const deployed = { ...environment, userPool: { id: 'eu-central-1_AAAAAAAAA', clientId: 'smoke-test-client' } };
const withClans = {
  userPool: { name: 'user-pool', clanAttribute: 'custom:clan' },
  zones: zonesWith({ clans: true }),
  clans: { claims: { 'user-pool': 'custom:clan' } },
};

/** A cloud that lets signed-in players into these clans. */
function cloudWith(isOpen: (clan: string) => boolean): FakeCloud {
  const cloud = new FakeCloud({ ...facts, ...withClans });
  cloud.bend = ({ target = '' }, { kind }) => {
    const [, folder, clan = folder] = /^(?:clans\/([^/]+)\/|CLAN#([^/]+)$)/.exec(target) ?? [];
    return clan !== undefined && kind === 'signed-in' ? isOpen(clan) : undefined;
  };
  return cloud;
}
const runIn = (cloud: FakeCloud) => run({ cloud, facts: withClans, environment: deployed });

describe('a player whose login', () => {
  const { zones } = withClans;
  const clans = { claims: { example: 'clan' } };
  const runAs = (claims: object, mayWrite: (target: string) => boolean) => {
    const cloud = new FakeCloud({ ...facts, zones, clans });
    cloud.bend = ({ target = '' }, { kind }) => (kind === 'signed-in' && mayWrite(target)) || undefined;
    const idToken = `head.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
    return run({ cloud, facts: { zones, clans }, event: { tokens: [{ provider: 'example', token: idToken }] } });
  };

  test('names a clan with a slash has its records, and no folder', async () => {
    const { report } = await runAs({ clan: 'red/plans' }, (target) => target === 'CLAN#red/plans');
    expect(differences(report)).toEqual([]);
    const names = entry(report, 'signed-in', 'basic')?.steps.map(({ name }) => name) ?? [];
    expect(names).toContain('may put a record of its own clan');
    expect(names).not.toContain('may put a file of its own clan');
  });

  test('names a clan with a slash fails the run where that opens a folder', async () => {
    const { report } = await runAs({ clan: 'red/plans' }, (target) => /^(clans\/|CLAN#)red\/plans(\/|$)/.test(target));
    expect(differences(report)).toEqual(
      ['enhanced', 'basic'].map(
        (flow) => `signed-in ${flow} may not put a file of its own clan, whose name holds a slash`,
      ),
    );
  });

  test.each([{}, { clan: '' }, { clan: ['red'] }])('names no clan, %j, is reported with that', async (claims) => {
    const { report } = await runAs(claims, () => false);
    expect(differences(report)).toEqual([]);
    expect(entry(report, 'signed-in', 'basic')?.reason).toMatch(/^No clan can be read from its login/);
    expect(entry(report, 'guest', 'basic')).not.toHaveProperty('reason');
  });
});

describe('a member of a clan', () => {
  test('reads and writes what is its clan’s, and leaves nothing behind', async () => {
    const cloud = cloudWith((clan) => clan === 'smoke-test-run1');
    const { report } = await runIn(cloud);
    expect(differences(report)).toEqual([]);
    const names = report.players.flatMap(({ steps }) => steps.map(({ name }) => name));
    expect(entry(report, 'signed-in', 'basic')).not.toHaveProperty('reason');
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
