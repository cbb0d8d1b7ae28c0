import { isAllowed, type Permission } from '../../../lambda/smoke-test/checks/claim';
import { fileClaims } from '../../../lambda/smoke-test/checks/files';
import { recordClaims } from '../../../lambda/smoke-test/checks/records';
import { roleClaims, roleOf } from '../../../lambda/smoke-test/checks/roles';

describe('the tables of claims', () => {
  const tables = [fileClaims, recordClaims, ...Object.values(roleClaims).flatMap((flows) => Object.values(flows))];
  const all = tables.flatMap(({ claims }): readonly { does: string; may: Permission }[] => claims);

  test('no two claims read alike', () => {
    expect(new Set(all.map(({ does }) => does)).size).toBe(all.length);
  });

  test('every table knows how its resource refuses', () => {
    for (const { refusedBy } of tables) expect(refusedBy.length).toBeGreaterThan(0);
  });
});

test.each<[Permission, boolean, boolean, boolean]>([
  ['everyone', true, true, true],
  ['owner', false, true, true],
  ['signed-in', false, false, true],
  ['nobody', false, false, false],
])('what %s may: a guest %s, a guest who owns data %s, a signed-in player %s', (permission, guest, owner, signedIn) => {
  expect([
    isAllowed(permission, 'guest', { enabled: true, ownData: false }),
    isAllowed(permission, 'guest', { enabled: true, ownData: true }),
    isAllowed(permission, 'signed-in', { enabled: true, ownData: false }),
  ]).toEqual([guest, owner, signedIn]);
});

test.each([
  ['arn:aws:iam::111122223333:role/Player', '111122223333/Player'],
  ['arn:aws:iam::111122223333:role/game/prod/Player', '111122223333/Player'],
  ['arn:aws:sts::111122223333:assumed-role/Player/CognitoIdentityCredentials', '111122223333/Player'],
  ['', '/'],
])('the role of %s is %s', (arn, role) => {
  expect(roleOf(arn)).toBe(role);
});
