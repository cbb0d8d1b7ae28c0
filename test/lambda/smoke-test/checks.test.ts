import { backendOnlyClaims } from '../../../lambda/smoke-test/checks/backend-only';
import { type Claim, isAllowed, type Permission, permissionsIn } from '../../../lambda/smoke-test/checks/claim';
import { bucketClaims, fileClaims } from '../../../lambda/smoke-test/checks/files';
import { recordClaims, tableClaims } from '../../../lambda/smoke-test/checks/records';
import { directRoleClaims, roleClaims, roleOf } from '../../../lambda/smoke-test/checks/roles';
import type { ZoneFacts } from '../../../lambda/smoke-test/facts';
import { byGrant, established } from './established-claims';
import { zonesWith } from './fake-zones';

const zones = zonesWith({ clans: true, providers: ['example'] });
const ofZones = Object.entries(zones).flatMap(([name, zone]) => [fileClaims(name, zone), recordClaims(name, zone)]);

describe('the tables of claims', () => {
  const data = [...ofZones, bucketClaims, tableClaims, backendOnlyClaims];
  const roles = [...Object.values(roleClaims).flatMap((flows) => Object.values(flows)), directRoleClaims];
  const namesOf = (tables: readonly { claims: readonly { does: string }[] }[]) =>
    tables.flatMap(({ claims }) => claims.map(({ does }) => does));

  test('no two claims that one player tries read alike', () => {
    for (const ownRoles of roles) {
      const names = namesOf([...data, ownRoles]);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test('every table knows how its resource refuses', () => {
    for (const { refusedBy } of [...data, ...roles]) expect(refusedBy.length).toBeGreaterThan(0);
  });
});

describe('the claims about the zones', () => {
  type Row = Pick<Claim<never>, 'does' | 'may' | 'grant'>;
  const claims = [...ofZones, bucketClaims, tableClaims].flatMap((table): readonly Row[] => table.claims);
  const find = (does: string) => claims.find((claim) => claim.does === does);

  test.each(Object.keys(established) as Permission[])('allow %s what they always did, by the same names', (may) => {
    for (const does of established[may]) expect([does, find(does)?.may]).toEqual([does, may]);
  });

  test('allow named roles what their grants say, and nothing else', () => {
    const granted = claims.flatMap(({ does, grant }) => (grant === undefined ? [] : [[does, grant]]));
    expect(Object.fromEntries(granted)).toEqual(byGrant);
  });

  test.each([
    ['list what is not theirs', /^list (another|every|the files of (another|every|a) )/],
    ['write what only begins like their own', /^put .* only begins like its own/],
    ['write in the name of another provider', /^put .* at another provider/],
    ['write what is not theirs', /^(put|update|batch-write|write|copy) another /],
  ])('let nobody %s', (_, does) => {
    const found = claims.filter((claim) => does.test(claim.does));
    expect(found.length).toBeGreaterThan(1);
    expect(found.filter(({ may }) => may !== 'nobody')).toEqual([]);
  });
});

describe('what a row says', () => {
  const row = (may: ZoneFacts['may'], ownedBy: ZoneFacts['ownedBy'] = 'player') =>
    Object.values(permissionsIn({ ownedBy, may, probeOwners: [] }));

  test.each<[string, ZoneFacts['may'], Permission[]]>([
    [
      'guests too, of their own',
      { guest: 'own', owner: 'write', others: 'nothing', backend: 'nothing' },
      ['owner', 'owner', 'nobody'],
    ],
    [
      'owners, to read',
      { guest: 'nothing', owner: 'read', others: 'nothing', backend: 'write' },
      ['signed-in', 'nobody', 'nobody'],
    ],
    [
      'others, to read',
      { guest: 'nothing', owner: 'write', others: 'read', backend: 'nothing' },
      ['signed-in', 'signed-in', 'signed-in'],
    ],
    [
      'everybody, to read',
      { guest: 'read', owner: 'read', others: 'read', backend: 'write' },
      ['signed-in', 'nobody', 'everyone'],
    ],
    [
      'nobody',
      { guest: 'nothing', owner: 'nothing', others: 'nothing', backend: 'write' },
      ['nobody', 'nobody', 'nobody'],
    ],
    // Facts are read from a file.
    [
      'what no row can say',
      { guest: 'write', owner: 'own', others: 'write', backend: 'write' } as never,
      ['nobody', 'nobody', 'nobody'],
    ],
  ])('is about %s: who reads and writes their own, and who reads what is not theirs', (_, may, permissions) => {
    expect(row(may)).toEqual(permissions);
  });

  test('is about players without the pool where they are the owners', () => {
    const own = { guest: 'nothing', owner: 'write', others: 'nothing', backend: 'nothing' } as const;
    expect(row(own, 'federated-player')).toEqual(['federated', 'federated', 'nobody']);
  });
});

test.each<[Permission, boolean, boolean, boolean, boolean]>([
  ['everyone', true, true, true, true],
  ['owner', false, true, true, false],
  ['signed-in', false, false, true, false],
  ['federated', false, false, false, true],
  ['nobody', false, false, false, false],
])(
  'what %s may: a guest %s, a guest who owns data %s, a signed-in player %s, one without the pool %s',
  (permission, guest, owner, signedIn, federated) => {
    expect([
      isAllowed(permission, 'guest', { enabled: true, ownData: false }),
      isAllowed(permission, 'guest', { enabled: true, ownData: true }),
      isAllowed(permission, 'signed-in', { enabled: true, ownData: false }),
      isAllowed(permission, 'federated', { enabled: true, ownData: true }),
    ]).toEqual([guest, owner, signedIn, federated]);
  },
);

test.each([
  ['arn:aws:iam::111122223333:role/Player', '111122223333/Player'],
  ['arn:aws:iam::111122223333:role/game/prod/Player', '111122223333/Player'],
  ['arn:aws:sts::111122223333:assumed-role/Player/CognitoIdentityCredentials', '111122223333/Player'],
  ['', '/'],
])('the role of %s is %s', (arn, role) => {
  expect(roleOf(arn)).toBe(role);
});
