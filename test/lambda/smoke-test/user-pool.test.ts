import { awsException } from './aws-exception';
import { environment, FakeCloud, facts } from './fake-cloud';
import { differences, outline, run } from './smoke-run';

const userPool = { id: 'eu-central-1_AAAAAAAAA', clientId: 'smoke-test-client' };
const moderatorArn = 'arn:aws:iam::111122223333:role/game/Moderator';
const deployed = {
  ...environment,
  userPool,
  loginsKeys: {
    'user-pool': `cognito-idp.eu-central-1.amazonaws.com/${userPool.id}`,
    partner: 'arn:aws:iam::111122223333:saml-provider/partner',
  },
  mappedRoleArns: { moderator: moderatorArn },
};
const noBasicFlow = { basicFlow: { enabled: false, sessionSeconds: 3600 } };
const withPool = { userPool: { name: 'user-pool' } };
const mapped = (ambiguous: 'deny' | 'authenticated') => ({
  ...withPool,
  ...noBasicFlow,
  roleMappings: [{ provider: 'user-pool', ambiguous }],
  namedRoles: [{ name: 'moderator', grants: ['moderateFiles', 'moderateBoards'] }],
});

const signedIn = (report: Parameters<typeof outline>[0]) =>
  outline(report).filter((line) => line.startsWith('signed-in userPool'));

describe('a throwaway user of the user pool', () => {
  test('is made, exercised by both flows, and deleted', async () => {
    const { report, cloud } = await run({ facts: withPool, environment: deployed });
    expect(differences(report)).toEqual([]);
    expect(signedIn(report)).toEqual(['signed-in userPool enhanced exercised', 'signed-in userPool basic exercised']);
    expect(cloud.users.made).toBe(1);
    expect(cloud.users.users.size).toBe(0);
  });

  test('is deleted also when checks fail', async () => {
    const { report, cloud } = await run({ facts: withPool, environment: deployed, bend: () => false });
    expect(report.ok).toBe(false);
    expect(cloud.users.made).toBe(1);
    expect(cloud.users.users.size).toBe(0);
  });

  test('is deleted also when they cannot be signed in, and is missed then', async () => {
    const cloud = new FakeCloud({ ...facts, ...withPool });
    cloud.users.failures.set('AdminInitiateAuthCommand', awsException('NotAuthorizedException'));
    const { report } = await run({ cloud, facts: withPool, environment: deployed });
    expect(differences(report)).toEqual(['backend may sign the throwaway user in']);
    expect(report.players.find(({ provider }) => provider === 'user-pool')).toMatchObject({ status: 'notExercised' });
    expect([cloud.users.made, cloud.users.users.size]).toEqual([1, 0]);
  });

  test('who cannot be deleted fails the run, which names them', async () => {
    const cloud = new FakeCloud({ ...facts, ...withPool });
    cloud.users.failures.set('AdminDeleteUserCommand', awsException('AccessDeniedException'));
    const { report, lines } = await run({ cloud, facts: withPool, environment: deployed });
    expect(differences(report)).toEqual(['backend may delete the throwaway user']);
    expect(lines.join()).toContain(`The user ${[...cloud.users.users.keys()][0]} is left behind`);
  });

  test('whom the function may not make is nobody to be deleted', async () => {
    const cloud = new FakeCloud({ ...facts, ...withPool });
    cloud.users.failures.set('AdminCreateUserCommand', awsException('AccessDeniedException'));
    const { report } = await run({ cloud, facts: withPool, environment: deployed });
    expect(differences(report)).toEqual(['backend may make a throwaway user in the user pool']);
  });

  test('has neither password nor token in the report or in the log', async () => {
    const cloud = new FakeCloud({ ...facts, ...withPool });
    const passwords: string[] = [];
    const { answer } = cloud.users;
    cloud.users.answer = (command) => {
      if (typeof command.input.Password === 'string') passwords.push(command.input.Password);
      return answer.call(cloud.users, command);
    };
    cloud.bend = () => awsException('Odd', `MARKER-pool ${passwords.join(' ')}`);
    const { report, lines } = await run({ cloud, facts: withPool, environment: deployed });
    const everything = JSON.stringify(report) + lines.join('');
    expect(passwords).toHaveLength(1);
    expect(everything).toContain('***');
    for (const password of passwords) expect(everything).not.toContain(password);
  });

  test('is not made where the event names other sources', async () => {
    const { report, cloud } = await run({ facts: withPool, environment: deployed, event: { signedIn: [] } });
    expect(report.ok).toBe(true);
    expect(cloud.users.made).toBe(0);
    expect(report.players.find(({ provider }) => provider === 'user-pool')).toMatchObject({ status: 'notExercised' });
  });
});

describe('with a role mapping from the token, a user', () => {
  test('without a group is refused credentials where ambiguity denies', async () => {
    const cloud = new FakeCloud({ ...facts, ...mapped('deny') });
    const options = { cloud, facts: mapped('deny'), environment: deployed };
    const { report } = await run(options);
    expect(differences(report)).toContain('signed-in enhanced may not get credentials without a role of its own');
    cloud.identities.refuses = (kind) => kind === 'signed-in';
    expect(differences((await run(options)).report)).toEqual([]);
  });

  test('without a group is given the authenticated role otherwise', async () => {
    const { report } = await run({ facts: mapped('authenticated'), environment: deployed });
    expect(differences(report)).toEqual([]);
  });

  test('of the moderators is given their role and its powers', async () => {
    const cloud = new FakeCloud({ ...facts, ...mapped('deny') });
    cloud.users.claims = { 'cognito:preferred_role': moderatorArn };
    const options = { cloud, facts: mapped('deny'), environment: deployed };
    expect(differences((await run(options)).report)).toContain('signed-in enhanced is given the moderator role');
    cloud.identities.roleFor = (kind) => (kind === 'guest' ? environment.guestRoleArn : moderatorArn);
    cloud.bend = ({ action, target }, { kind }) =>
      kind === 'signed-in' &&
      ((action === 's3:DeleteObject' && target?.startsWith('protected/')) ||
        (action === 'dynamodb:DeleteItem' && target?.startsWith('BOARD#')))
        ? true
        : undefined;
    expect(differences((await run(options)).report)).toEqual([]);
  });
});

describe('a provider without a token', () => {
  const others = {
    opaqueProviders: [{ name: 'amazon', loginsKey: 'www.amazon.com', appId: 'app' }],
    samlProviders: [{ name: 'partner', providerName: 'partner' }],
  };
  const reasonOf = (report: Parameters<typeof outline>[0], name: string) =>
    report.players.find(({ provider }) => provider === name)?.reason;

  test('is not exercised, and the report says what to do', async () => {
    const { report } = await run({ facts: others, environment: deployed });
    expect(report.ok).toBe(true);
    expect(reasonOf(report, 'example')).toContain('refresh token');
    expect(reasonOf(report, 'amazon')).toContain('access token of a test player');
    expect(reasonOf(report, 'partner')).toContain('Base64');
  });

  test.each(['amazon', 'www.amazon.com', 'partner'])(
    'is exercised with the token of an event: %s',
    async (provider) => {
      const { report } = await run({
        facts: others,
        environment: deployed,
        event: { tokens: [{ provider, token: 'MARKER-token' }] },
      });
      expect(differences(report)).toEqual([]);
      expect(outline(report)).toContain('signed-in event enhanced exercised');
    },
  );

  test.each([
    ['partner', 'signed-in event basic off', 'takes no SAML response in the basic flow'],
    ['amazon', 'signed-in event basic exercised', undefined],
  ])(
    'by the basic flow a SAML response is checked to be refused, an access token is not: %s',
    async (provider, line, why) => {
      const event = { tokens: [{ provider, token: 'MARKER-token' }] };
      const { report } = await run({ facts: others, environment: deployed, event });
      expect(outline(report)).toContain(line);
      const basic = report.players.find((player) => player.provider === provider && player.flow === 'basic');
      expect(basic?.reason).toEqual(why && expect.stringContaining(why));
    },
  );

  test('a user pool without a client for the smoke test is named with what it lacks', async () => {
    const { report } = await run({ facts: withPool });
    expect(report.ok).toBe(true);
    expect(reasonOf(report, 'user-pool')).toContain('smokeTestClientId');
  });
});
