import { FakeCloud, facts, issuer } from './fake-cloud';
import { differences, entry, outline, run, storedToken, token } from './smoke-run';

describe('a deployment as it should be', () => {
  test('a guest, and signed-in players from event, secret and developer provider, pass by both flows', async () => {
    const developerProvider = { name: 'dev.login', user: 'smoke-test' };
    const { report } = await run({ facts: { developerProvider }, secret: storedToken, event: token });
    expect(differences(report)).toEqual([]);
    expect(outline(report)).toEqual([
      ...['guest  enhanced exercised', 'guest  basic exercised'],
      ...['signed-in event enhanced exercised', 'signed-in event basic exercised'],
      ...['signed-in secret enhanced exercised', 'signed-in secret basic exercised'],
      ...['signed-in developer enhanced exercised', 'signed-in developer basic exercised'],
    ]);
    expect(report.summary.failed).toBe(0);
    expect(report.ok).toBe(true);
  });

  test('each player passes many allows and refusals, named so that they can be searched for', async () => {
    const { report } = await run({ event: token });
    for (const player of ['guest', 'signed-in'] as const) {
      const steps = entry(report, player, 'basic')?.steps ?? [];
      expect(new Set(steps.map(({ name }) => name)).size).toBe(steps.length);
      expect(steps.filter(({ expected }) => expected === 'allowed').length).toBeGreaterThanOrEqual(5);
      expect(steps.filter(({ expected }) => expected === 'refused').length).toBeGreaterThanOrEqual(25);
      for (const { name, expected } of steps) {
        if (!name.startsWith('is given')) expect(name.startsWith('may not ')).toBe(expected === 'refused');
      }
    }
  });

  test('guests who own data pass with their own files and records allowed', async () => {
    const { report } = await run({ facts: { guests: { enabled: true, ownData: true } } });
    expect(differences(report)).toEqual([]);
    const names = entry(report, 'guest', 'enhanced')?.steps.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['may put its own private file', 'may not put its own protected file']),
    );
  });

  test('nothing is left behind: no file, no record, and no new identity by a second run', async () => {
    const { cloud } = await run({ event: token });
    const { report } = await run({ cloud, event: token, run: 'run2' });
    expect(differences(report)).toEqual([]);
    expect([...cloud.objects.keys(), ...cloud.items.keys()]).toEqual([]);
    expect(cloud.identities.identities).toHaveLength(2);
  });

  test('two runs at once do not disturb each other', async () => {
    const cloud = new FakeCloud(facts, storedToken);
    const reports = await Promise.all(['run1', 'run2'].map((name) => run({ cloud, event: token, run: name })));
    for (const { report } of reports) expect(differences(report)).toEqual([]);
    expect([...cloud.objects.keys(), ...cloud.items.keys()]).toEqual([]);
    expect(cloud.secret.content).toMatchObject({ refreshTokens: { [issuer]: { refreshToken: "MARKER-refresh''" } } });
  });

  test('a guest of another pool, unknown by now, is replaced', async () => {
    const stale = { guestIdentityId: 'eu-central-1:99999999-aaaa-bbbb-cccc-dddddddddddd' };
    const { report, cloud } = await run({ secret: stale });
    expect(differences(report)).toEqual([]);
    expect(cloud.secret.content.guestIdentityId).toBe(cloud.identities.identities[0]?.id);
  });
});

describe('a signed-in player', () => {
  test('whom nobody can sign in yet is not exercised, loudly, and fails nothing', async () => {
    const { report, lines } = await run();
    expect(report.ok).toBe(true);
    expect(report.summary.notExercised).toBe(2);
    expect(entry(report, 'signed-in', 'enhanced')).toMatchObject({
      status: 'notExercised',
      reason: expect.stringContaining('refresh token'),
    });
    const warnings = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'WARN');
    expect(warnings).toHaveLength(2);
    expect(warnings[0].message).toContain('NOT EXERCISED');
  });

  test('whom the event asks for from a source that is not there fails the run', async () => {
    const { report } = await run({ event: { signedIn: ['secret'] } });
    expect(differences(report)).toEqual(['backend has a signed-in player from the secret, as the event asks']);
  });

  test('is taken only from the sources that the event names', async () => {
    const { report } = await run({ secret: storedToken, event: { ...token, signedIn: ['event'] } });
    expect(report.ok).toBe(true);
    expect(outline(report).filter((line) => line.startsWith('signed-in'))).toEqual([
      'signed-in event enhanced exercised',
      'signed-in event basic exercised',
    ]);
  });

  test('of an issuer that is not deployed is refused before anything is written', async () => {
    const cloud = new FakeCloud(facts);
    const asked = jest.fn();
    cloud.bend = asked;
    await expect(
      run({ cloud, event: { tokens: [...token.tokens, { provider: 'other', token: 'MARKER' }] } }),
    ).rejects.toThrow('none of this deployment\'s login providers ("example")');
    expect(asked).not.toHaveBeenCalled();
  });

  describe('whose refresh token cannot be redeemed', () => {
    const secret = { refreshTokens: { [issuer]: { clientId: 'foreign', refreshToken: 'MARKER' } } };

    test('is reported as not exercised, so that a dead token fails neither a deployment nor its rollback', async () => {
      const { report, lines } = await run({ secret });
      expect(report.ok).toBe(true);
      expect(outline(report)).toContain('signed-in secret enhanced notExercised');
      expect(lines.join()).toContain('NOT EXERCISED: signed-in (example, secret)');
      expect(lines.join()).not.toContain('MARKER');
    });

    test('fails the run that asks for them', async () => {
      const { report } = await run({ secret, event: { signedIn: ['secret'] } });
      expect(differences(report)).toEqual([
        'backend may redeem the refresh token of example',
        'backend has a signed-in player from the secret, as the event asks',
      ]);
    });
  });
});

describe('what the configuration turns off', () => {
  test('the basic flow is checked to be refused', async () => {
    const off = { basicFlow: { enabled: false, sessionSeconds: 3600 } };
    const { report } = await run({ facts: off, event: token });
    expect(report.ok).toBe(true);
    expect(entry(report, 'guest', 'basic')).toMatchObject({
      status: 'off',
      steps: [{ name: 'may not get an OpenID token for its identity', error: 'InvalidParameterException', ok: true }],
    });
  });

  test('guests are checked to be refused', async () => {
    const { report } = await run({ facts: { guests: { enabled: false, ownData: false } }, event: token });
    expect(report.ok).toBe(true);
    expect(entry(report, 'guest', 'enhanced')).toMatchObject({
      status: 'off',
      steps: [{ name: 'may not get an identity ID without a login', error: 'NotAuthorizedException', ok: true }],
    });
  });

  test.each([
    [
      'the basic flow',
      { basicFlow: { enabled: false, sessionSeconds: 3600 } },
      'guest basic may not get an OpenID token for its identity',
    ],
    [
      'guests',
      { guests: { enabled: false, ownData: false } },
      'guest enhanced may not get an identity ID without a login',
    ],
  ])('%s, deployed as on all the same, fails the run', async (_, off, difference) => {
    const cloud = new FakeCloud(facts);
    const { report } = await run({ cloud, facts: off });
    expect(differences(report)).toContain(difference);
  });
});
