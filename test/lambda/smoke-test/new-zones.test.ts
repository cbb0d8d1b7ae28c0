import type { ZoneFacts } from '../../../lambda/smoke-test/facts';
import { FakeCloud, facts } from './fake-cloud';
import { differences, entry, type RunOptions, run, token } from './smoke-run';

const added: Readonly<Record<string, ZoneFacts>> = {
  season: {
    prefix: 'season/',
    leadingKey: 'SEASON#',
    ownedBy: 'game',
    may: { guest: 'read', owner: 'read', others: 'read', backend: 'write' },
    probeOwners: [['probe']],
  },
  diary: {
    prefix: 'diary/',
    leadingKey: 'DIARY#',
    ownedBy: 'player',
    may: { guest: 'nothing', owner: 'write', others: 'nothing', backend: 'nothing' },
    probeOwners: [['stranger']],
  },
  receipts: {
    prefix: 'receipts/',
    leadingKey: 'RECEIPT#',
    ownedBy: 'player',
    may: { guest: 'nothing', owner: 'read', others: 'nothing', backend: 'write' },
    probeOwners: [['stranger']],
  },
};
const withZones = { zones: { ...facts.zones, ...added } };
const runWith = (bend?: RunOptions['bend']) =>
  run({ facts: withZones, cloud: new FakeCloud({ ...facts, ...withZones }), event: token, ...(bend && { bend }) });
const namesOf = async (player: 'guest' | 'signed-in') =>
  entry((await runWith()).report, player, 'basic')?.steps.map(({ name }) => name) ?? [];

describe('a zone that nothing but its row tells of', () => {
  test('is tried at once, holds what the row says, and leaves nothing behind', async () => {
    const { report, cloud } = await runWith();
    expect(differences(report)).toEqual([]);
    expect([...cloud.objects.keys(), ...cloud.items.keys()]).toEqual([]);
  });

  test('which everybody reads and the backend writes, is read by guests, and neither written nor listed', async () => {
    expect(await namesOf('guest')).toEqual(
      expect.arrayContaining([
        'may get a season file',
        'may query season records',
        'may not put a season file',
        'may not delete a season record',
        'may not list every season file',
      ]),
    );
  });

  test('which its owner alone sees, is written by signed-in players, and by nobody else', async () => {
    expect(await namesOf('signed-in')).toEqual(
      expect.arrayContaining([
        'may put its own diary file',
        'may list its own diary files',
        'may batch-write its own diary record',
        "may not get another player's diary file",
        "may not copy another player's diary file",
        'may not put a file into a diary folder whose name only begins like its own',
        'may not get a diary record below a leading key that only begins like its own',
        "may not list every player's diary files",
      ]),
    );
    expect(await namesOf('guest')).toEqual(
      expect.arrayContaining(['may not put its own diary file', 'may not get its own diary record']),
    );
  });

  test('which its owner reads and the backend writes, is read as far as there is an answer for what is not there', async () => {
    const names = await namesOf('signed-in');
    expect(names).not.toContain('may get its own receipts file');
    expect(names).toEqual(
      expect.arrayContaining([
        'may list its own receipts files',
        'may query its own receipts records',
        'may not put its own receipts file',
        'may not update its own receipts record',
      ]),
    );
  });

  test.each<[string, (action: string, target: string, kind: string) => boolean, string]>([
    [
      'is written by players',
      (action, target) => action === 's3:PutObject' && target.startsWith('season/'),
      'guest enhanced may not put a season file',
    ],
    [
      'is listed',
      (action, target) => action === 's3:ListBucket' && target.startsWith('season/'),
      'guest enhanced may not list every season file',
    ],
    [
      'is seen by other players',
      (action, target) => action === 'dynamodb:GetItem' && target === 'DIARY#stranger',
      "signed-in enhanced may not get another player's diary record",
    ],
    [
      'is open to whoever is called alike',
      (_, target) => /^diary\/.*x\//.test(target),
      'signed-in enhanced may not put a file into a diary folder whose name only begins like its own',
    ],
    [
      'is forged by its owner',
      (action, target) => action === 'dynamodb:UpdateItem' && target.startsWith('RECEIPT#'),
      'signed-in enhanced may not update its own receipts record',
    ],
  ])('fails the run where it %s', async (_, isOpen, difference) => {
    const { report } = await runWith(({ action, target = '' }, { kind }) =>
      kind === 'backend' ? undefined : isOpen(action, target, kind) || undefined,
    );
    expect(differences(report)).toContain(difference);
  });

  test.each([
    ['was not granted to guests', 'guest', 'season/', 'guest enhanced may get a season file'],
    ['was not granted to its owners', 'signed-in', 'diary/', 'signed-in enhanced may put its own diary file'],
    [
      'was not granted to whom it only concerns',
      'signed-in',
      'RECEIPT#',
      'signed-in enhanced may get its own receipts record',
    ],
  ])('fails the run where it %s', async (_, player, start, difference) => {
    const { report } = await runWith(({ target = '' }, { kind }) =>
      kind === player && target.startsWith(start) ? false : undefined,
    );
    expect(differences(report)).toContain(difference);
  });
});
