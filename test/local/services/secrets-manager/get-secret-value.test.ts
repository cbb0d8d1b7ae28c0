import { secretsOnHand, stackOf, token } from './secrets-on-hand';

const stack = () =>
  stackOf({
    Players: { Name: 'game/players', SecretString: 'p', Tags: [{ Key: 'stage', Value: 'local' }] },
    // Its own name ends like an ARN's suffix.
    Odd: { Name: 'odd-abcdef', SecretString: 'o' },
  });

describe('a secret is found', () => {
  const { call, refusal } = secretsOnHand(stack());
  const { ARN } = call('GetSecretValue', { SecretId: 'game/players' });
  test.each([
    ['by name', 'game/players'],
    ['by ARN', ARN],
    ['by ARN without suffix', ARN.slice(0, -7)],
  ])('%s', (_claim, SecretId) => {
    expect(call('GetSecretValue', { SecretId })).toEqual({
      ARN: expect.stringMatching(/^arn:aws:secretsmanager:us-east-1:123456789012:secret:game\/players-[A-Za-z0-9]{6}$/),
      Name: 'game/players',
      VersionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      SecretString: 'p',
      VersionStages: ['AWSCURRENT'],
      CreatedDate: Date.UTC(2026, 10, 20, 12) / 1000,
    });
  });

  test.each([
    ['another name', 'game'],
    ['the name with the ARN’s suffix', ARN.slice(ARN.indexOf('game/'))],
    ['an ARN with another suffix', `${ARN.slice(0, -6)}zzzzzz`],
    ['an ARN in another account', ARN.replace('123456789012', '999999999999')],
    ['a partial ARN that looks complete', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:odd-abcdef'],
  ])('but not by %s', (_claim, SecretId) => {
    expect(refusal('GetSecretValue', { SecretId })).toBe(
      "ResourceNotFoundException (400): Secrets Manager can't find the specified secret.",
    );
    expect(refusal('GetSecretValue', { SecretId: 'odd-abcdef' })).toBe('no refusal');
  });
});

test('a name means a secret of the caller’s own account', () => {
  const refusalFor = (account: string) =>
    secretsOnHand(stack(), { account }).refusal('GetSecretValue', { SecretId: 'game/players' });
  expect(refusalFor('999999999999')).toMatch(/^ResourceNotFoundException/);
  expect(refusalFor('123456789012')).toBe('no refusal');
});

test('a version and a stage that do not belong together are refused', () => {
  const { call, refusal } = secretsOnHand(stack());
  const SecretId = 'game/players';
  const { VersionId } = call('GetSecretValue', { SecretId });
  expect(call('GetSecretValue', { SecretId, VersionId, VersionStage: 'AWSCURRENT' }).SecretString).toBe('p');
  expect(refusal('GetSecretValue', { SecretId, VersionId, VersionStage: 'OTHER' })).toMatch(/^InvalidRequestException/);
  expect(refusal('GetSecretValue', { SecretId, VersionId: token('a') })).toBe(
    `ResourceNotFoundException (400): Secrets Manager can't find the specified secret value for VersionId: ${token('a')}`,
  );
});

test('a description holds everything but the value, and the day of the last reading', () => {
  const { call } = secretsOnHand(stackOf({ Players: { Name: 'n', Description: 'd', SecretString: 'hidden' } }));
  expect(call('DescribeSecret', { SecretId: 'n' }).LastAccessedDate).toBeUndefined();
  const { ARN, VersionId } = call('GetSecretValue', { SecretId: 'n' });
  const description = call('DescribeSecret', { SecretId: 'n' });
  expect(description).toEqual({
    ARN,
    Name: 'n',
    Description: 'd',
    CreatedDate: Date.UTC(2026, 10, 20, 12) / 1000,
    LastChangedDate: Date.UTC(2026, 10, 20, 12) / 1000,
    LastAccessedDate: Date.UTC(2026, 10, 20) / 1000,
    Tags: [],
    VersionIdsToStages: { [VersionId]: ['AWSCURRENT'] },
  });
});

describe('IAM is asked', () => {
  const { call, questions, service } = secretsOnHand(stack());
  const { ARN } = call('GetSecretValue', { SecretId: 'game/players' });

  test('about the ARN, with the secret as the request names it, and its tags', () => {
    expect(questions('PutSecretValue', { SecretId: 'game/players', SecretString: 'x' })).toEqual([
      {
        action: 'secretsmanager:PutSecretValue',
        resource: ARN,
        context: new Map([
          ['secretsmanager:secretid', 'game/players'],
          ['secretsmanager:secretprimaryregion', 'us-east-1'],
          ['aws:resourcetag/stage', 'local'],
          ['secretsmanager:resourcetag/stage', 'local'],
        ]),
      },
    ]);
  });

  test('with a version stage only when the request names one', () => {
    const stageAsked = (input: object) =>
      questions('GetSecretValue', { SecretId: ARN, ...input })[0]?.context?.get('secretsmanager:versionstage');
    expect(stageAsked({ VersionStage: 'AWSCURRENT' })).toBe('AWSCURRENT');
    expect(stageAsked({})).toBeUndefined();
  });

  test('also about a secret that is not there, so that a refusal tells nothing', () => {
    expect(questions('DescribeSecret', { SecretId: 'absent' })[0]).toMatchObject({
      action: 'secretsmanager:DescribeSecret',
      resource: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:absent',
    });
  });

  test('and its refusal, like an unknown operation, has the service’s own form', () => {
    const denied = service.accessDenied('no');
    expect([denied.code, denied.status]).toEqual(['AccessDeniedException', 400]);
    expect(() => call('CreateSecret', {})).toThrow("There is no operation 'CreateSecret' here");
    expect(() => call('CreateSecret', {})).toThrow(expect.objectContaining({ code: 'UnknownOperationException' }));
  });
});
