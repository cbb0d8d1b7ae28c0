import { backendPowerClaims } from '../../../lambda/smoke-test/checks/backend-only';
import { isAllowed, type Permission } from '../../../lambda/smoke-test/checks/claim';
import { clanClaims } from '../../../lambda/smoke-test/checks/clans';
import { federatedClaims } from '../../../lambda/smoke-test/checks/federated';
import { fileClaims } from '../../../lambda/smoke-test/checks/files';
import { recordClaims } from '../../../lambda/smoke-test/checks/records';
import { directRoleClaims, roleClaims, roleOf } from '../../../lambda/smoke-test/checks/roles';

describe('the tables of claims', () => {
  const data = [fileClaims, recordClaims, clanClaims, federatedClaims, backendPowerClaims];
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
