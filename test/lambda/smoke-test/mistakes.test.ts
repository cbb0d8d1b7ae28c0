import { awsException } from './aws-exception';
import { environment, FakeCloud, facts } from './fake-cloud';
import { differences, entry, type RunOptions, run, token } from './smoke-run';

describe('a deployment with a mistake', () => {
  const guest = (kind: string) => kind === 'guest';
  const mistakes: [string, RunOptions['bend'], string[]][] = [
    ['Scan is granted', ({ action }) => action.endsWith('Scan') || undefined, ['scan the table']],
    [
      'a guest reads private files',
      ({ target }, { kind }) => (guest(kind) && target?.startsWith('private/')) || undefined,
      ["get another player's private file"],
    ],
    [
      'the whole bucket can be listed',
      ({ action }) => action === 's3:ListBucket' || undefined,
      ['list the bucket without a prefix'],
    ],
    [
      'a prefix lacks its slash',
      ({ action, target }) => (action === 's3:ListBucket' && !target?.endsWith('/')) || undefined,
      ['list its own private prefix without the slash at its end'],
    ],
    [
      'a folder is granted by its beginning',
      ({ action, target }) =>
        (/PutObject|DeleteObject/.test(action) && /^private\/[^/]+x\//.test(target ?? '')) || undefined,
      ['put a file into a private folder whose name only begins like its own'],
    ],
    [
      'boards can be written',
      ({ action, target }) => (action === 'dynamodb:PutItem' && target?.startsWith('BOARD#')) || undefined,
      ['put a row on a board'],
    ],
    [
      'a ledger can be written',
      ({ action, target }) => (/UpdateItem|DeleteItem/.test(action) && target?.startsWith('LEDGER#')) || undefined,
      ['update its own ledger'],
    ],
    [
      'public files can be deleted',
      ({ action, target }) => (action === 's3:DeleteObject' && target?.startsWith('public/')) || undefined,
      ['delete a public file'],
    ],
    [
      'a batch is judged by its first item',
      ({ action, target }) => (/Batch/.test(action) && target === 'PLAYER#stranger') || undefined,
      ["batch-get another player's record beside its own"],
    ],
  ];

  test.each(mistakes)('%s: the run fails and names the claim', async (_, bend, claims) => {
    const { report, cloud } = await run({ event: token, facts: { guests: { enabled: true, ownData: true } }, bend });
    expect(report.ok).toBe(false);
    expect(differences(report)).toEqual(
      expect.arrayContaining(claims.map((claim) => expect.stringMatching(`^guest enhanced may not ${claim}$`))),
    );
    // What was wrongly written is taken back, as far as the player may.
    expect([...cloud.objects.keys(), ...cloud.items.keys()]).toEqual([]);
  });

  test('an own file that cannot be put: the run fails and names the claim', async () => {
    const { report } = await run({
      event: token,
      bend: ({ action, target }, { kind }) =>
        kind === 'signed-in' && action === 's3:PutObject' && target?.startsWith('private/') ? false : undefined,
    });
    expect(differences(report)).toContain('signed-in enhanced may put its own private file');
  });

  test('swapped roles: the run fails and says which role was given', async () => {
    const cloud = new FakeCloud(facts);
    cloud.identities.roleFor = (kind) =>
      kind === 'guest' ? environment.authenticatedRoleArn : environment.guestRoleArn;
    const { report } = await run({ cloud, event: token });
    const role = entry(report, 'guest', 'enhanced')?.steps.find(({ name }) => name === 'is given the guest role');
    expect(role).toMatchObject({ actual: 'given 111122223333/Authenticated', ok: false });
  });

  test('a trust without amr: a guest takes the authenticated role, and the run fails', async () => {
    const cloud = new FakeCloud(facts);
    cloud.identities.trusts = () => true;
    const { report } = await run({ cloud, event: token });
    expect(differences(report)).toEqual([
      'guest basic may not assume the authenticated role',
      'signed-in basic may not assume the guest role',
    ]);
  });

  test('no credentials at all: the run fails, the other players are checked, and it tidies up', async () => {
    const cloud = new FakeCloud(facts);
    cloud.identities.failures.set('GetCredentialsForIdentityCommand', [
      awsException('InvalidIdentityPoolConfigurationException'),
    ]);
    const { report } = await run({ cloud });
    expect(differences(report)).toEqual(['guest enhanced may get credentials for its identity']);
    expect(entry(report, 'guest', 'basic')?.steps.length).toBeGreaterThan(25);
    expect([...cloud.objects.keys(), ...cloud.items.keys()]).toEqual([]);
  });

  test('probe data that cannot be deleted is a difference', async () => {
    const { report } = await run({
      bend: ({ action }, { kind }) => (kind === 'backend' && action === 's3:DeleteObject' ? false : undefined),
    });
    expect(differences(report)).toEqual(['backend may delete the probe data']);
  });
});
