import { awsException } from './aws-exception';
import { environment, FakeCloud, facts } from './fake-cloud';
import { zonesWith } from './fake-zones';
import { differences, entry, outline, run, token } from './smoke-run';

const roleOf = (provider: string) => `arn:aws:iam::111122223333:role/Federated${provider}`;
const deployed = { ...environment, federatedRoleArns: { example: roleOf('example'), amazon: roleOf('amazon') } };
const direct = ['example', 'amazon'];
const federated = { providers: direct.map((name) => ({ name, sessionSeconds: 900 })) };
const opaqueProviders = [{ name: 'amazon', loginsKey: 'www.amazon.com', appId: 'amzn1.app' }];
const zones = zonesWith({ providers: direct });
const withDirectRoles = { zones, federated, opaqueProviders };
const both = { tokens: [...token.tokens, { provider: 'amazon', token: 'MARKER-access-token' }] };

function cloudWith(subject = 'MARKER-subject'): FakeCloud {
  const cloud = new FakeCloud({ ...facts, ...withDirectRoles });
  // FakeIdentities is made for the usual environment, which has no such roles.
  cloud.identities.trustsDirectly = (role, provider) => role === roleOf(provider);
  cloud.identities.ownTokens.set('MARKER-id-token', { provider: 'example', subject });
  cloud.identities.ownTokens.set('MARKER-access-token', { provider: 'amazon', subject });
  return cloud;
}
const runIn = (cloud: FakeCloud, event: object = both) =>
  run({ cloud, facts: withDirectRoles, environment: deployed, event });

describe('a player who comes to STS with a provider’s own token', () => {
  test('owns what their provider’s subject names, for each provider that has such a role', async () => {
    const cloud = cloudWith();
    const { report } = await runIn(cloud);
    expect(differences(report)).toEqual([]);
    const direct = report.players.filter(({ flow }) => flow === 'direct');
    expect(direct.map(({ provider, role, status }) => [provider, role, status])).toEqual([
      ['example', 'federated', 'exercised'],
      ['amazon', 'federated', 'exercised'],
    ]);
    expect(direct[0]?.steps.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'may put a file of its own as its provider calls it',
        'may get a public file',
        'may not put its own private file',
        'may not put a file of its own subject at another provider',
        "may not assume the authenticated role with its provider's token",
      ]),
    );
    expect([...cloud.objects.keys(), ...cloud.items.keys()]).toEqual([]);
  });

  test('is not to be reached by players of the pool, who may not take their role either', async () => {
    const { report } = await runIn(cloudWith());
    const guest = entry(report, 'guest', 'basic')?.steps.map(({ name }) => name);
    expect(guest).toEqual(
      expect.arrayContaining([
        'may not get a file of another player without the pool',
        "may not assume a federated role with the pool's token",
      ]),
    );
  });

  test('has no folder where their subject holds a slash, but records', async () => {
    const { report } = await runIn(cloudWith('a/b'));
    expect(differences(report)).toEqual([]);
    const names = entry(report, 'signed-in', 'direct')?.steps.map(({ name }) => name) ?? [];
    expect(names).toContain('may put a record of its own as its provider calls it');
    expect(names).not.toContain('may put a file of its own as its provider calls it');
    expect(names).toContain('may not put a file of its own below a subject that holds a slash');
  });

  test('fails the run where their subject holds a slash and opens a folder all the same', async () => {
    const cloud = cloudWith('a/b');
    cloud.bend = ({ target }, { kind }) =>
      (kind === 'federated' && target?.startsWith('federated/example/a/b/')) || undefined;
    expect(differences((await runIn(cloud, token)).report)).toEqual([
      'signed-in direct may not put a file of its own below a subject that holds a slash',
    ]);
    expect([...cloud.objects.keys()]).toEqual([]);
  });

  test('is reported as not exercised where there is no token of their provider', async () => {
    const { report } = await runIn(cloudWith(), token);
    const missing = report.players.filter(({ status }) => status === 'notExercised');
    expect(missing.map(({ provider, flow }) => [provider, flow])).toEqual([
      ['amazon', 'enhanced'],
      ['amazon', 'basic'],
      ['amazon', 'direct'],
    ]);
  });

  test('is not tried where the deployment has no role for their provider', async () => {
    const { report } = await run({ event: token });
    expect(outline(report).filter((line) => line.includes('direct'))).toEqual([]);
  });

  test.each<[string, (cloud: FakeCloud) => void, string]>([
    [
      'is refused their role',
      (cloud) => {
        cloud.identities.trustsDirectly = () => false;
      },
      'signed-in direct may assume the federated role with its own token',
    ],
    [
      'takes a role of the pool',
      (cloud) => {
        cloud.identities.trustsDirectly = () => true;
      },
      "signed-in direct may not assume the authenticated role with its provider's token",
    ],
    [
      'takes the role of another provider’s players',
      (cloud) => {
        cloud.identities.trustsDirectly = (role, provider) =>
          role === roleOf(provider) || (provider === 'amazon' && role === roleOf('example'));
      },
      "signed-in direct may not assume another provider's federated role with its provider's token",
    ],
    [
      'lets the pool’s players take a role of theirs, the last of several',
      (cloud) => {
        const { trusts } = cloud.identities;
        cloud.identities.trusts = (role, kind) => trusts(role, kind) || role === roleOf('amazon');
      },
      "guest basic may not assume a federated role with the pool's token",
    ],
    [
      'is kept out of their folder',
      (cloud) => {
        cloud.bend = ({ target }, { kind }) =>
          kind === 'federated' && target?.startsWith('federated/') ? false : undefined;
      },
      'signed-in direct may put a file of its own as its provider calls it',
    ],
    [
      'reaches everybody who came without the pool',
      (cloud) => {
        cloud.bend = ({ target }, { kind }) =>
          (kind === 'federated' && /^federated\/|^FEDERATED#/.test(target ?? '')) || undefined;
      },
      'signed-in direct may not get a file of another player without the pool',
    ],
    [
      'reaches a subject that begins alike',
      (cloud) => {
        cloud.bend = ({ target }, { kind }) =>
          (kind === 'federated' && target?.startsWith('FEDERATED#example#MARKER-subject')) || undefined;
      },
      'signed-in direct may not put a record of a subject that only begins like its own',
    ],
    [
      'reaches the same subject of another provider',
      (cloud) => {
        cloud.bend = ({ target }, { kind }) =>
          (kind === 'federated' && /^federated\/\w+\/MARKER-subject\//.test(target ?? '')) || undefined;
      },
      'signed-in direct may not put a file of its own subject at another provider',
    ],
    [
      'can be reached by players of the pool',
      (cloud) => {
        cloud.bend = ({ action, target }, { kind }) =>
          (kind === 'signed-in' && action === 'dynamodb:GetItem' && target?.startsWith('FEDERATED#')) || undefined;
      },
      'signed-in enhanced may not get a record of another player without the pool',
    ],
  ])('who %s fails the run', async (_, mistake, difference) => {
    const cloud = cloudWith();
    mistake(cloud);
    expect(differences((await runIn(cloud)).report)).toContain(difference);
  });

  test('waits where STS does not know their issuer yet, as of a new IAM OIDC provider', async () => {
    const cloud = cloudWith();
    const sts = cloud.clients.sts.send.bind(cloud.clients.sts);
    let unknown = 2;
    Object.assign(cloud.clients.sts, {
      send: (command: { input: { WebIdentityToken?: string } }) => {
        if (command.input.WebIdentityToken !== 'MARKER-id-token' || unknown === 0) return sts(command as never);
        unknown -= 1;
        return Promise.reject(awsException('InvalidIdentityTokenException', 'No OpenIDConnect provider found'));
      },
    });
    const { report } = await runIn(cloud, { ...token, propagationSeconds: 60 });
    expect(differences(report)).toEqual([]);
    expect(unknown).toBe(0);
  });

  test('whom STS answers with an error of its own fails the run, and the other flows are tried all the same', async () => {
    const cloud = cloudWith();
    const sts = cloud.clients.sts.send.bind(cloud.clients.sts);
    Object.assign(cloud.clients.sts, {
      send: (command: { input: { WebIdentityToken?: string } }) =>
        command.input.WebIdentityToken === 'MARKER-id-token'
          ? Promise.reject(awsException('IDPCommunicationError'))
          : sts(command as never),
    });
    const { report } = await runIn(cloud, token);
    expect(differences(report)).toEqual(['signed-in direct may assume the federated role with its own token']);
    expect(entry(report, 'signed-in', 'basic')?.steps.length).toBeGreaterThan(25);
  });
});
