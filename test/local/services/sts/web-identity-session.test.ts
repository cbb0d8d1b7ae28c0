import { permits, refusalOf } from '../../federation/cloud';
import { account, arn, poolId } from '../../federation/deployment';
import { type Game, startGame } from '../../federation/game';

let game: Game;
beforeEach(async () => {
  game = await startGame();
});

const assume = (roleName: string, WebIdentityToken: string, more: Record<string, string> = {}) =>
  game.cloud.token('AssumeRoleWithWebIdentity', {
    RoleArn: arn(roleName),
    RoleSessionName: 'game',
    WebIdentityToken,
    ...more,
  });

const now = () => Math.floor(game.clock.now() / 1000);

/** The basic flow's first half. */
async function poolToken(Logins: Record<string, string> = {}): Promise<{ IdentityId: string; Token: string }> {
  const { IdentityId } = await game.cloud.identity('GetId', { IdentityPoolId: poolId, Logins });
  return game.cloud.identity('GetOpenIdToken', { IdentityId, Logins });
}

const playersToken = async (sub: string) => poolToken({ [game.issuer.name]: await game.issuer.idToken(sub) });

describe('a session', () => {
  test('lasts as long as the caller asks, up to what the role allows', async () => {
    const { Token } = await playersToken('ana');
    const answer = await assume('Player', Token, { DurationSeconds: '7200' });
    expect(Date.parse(answer.Credentials.Expiration)).toBe((now() + 7200) * 1000);
    expect(await refusalOf(assume('Player', Token, { DurationSeconds: '7201' }))).toMatchObject({
      code: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
  });

  test.each(['899', '43201', '1e3', '-900', ''])('cannot last %s seconds', async (DurationSeconds) => {
    const { Token } = await playersToken('ana');
    expect((await refusalOf(assume('Player', Token, { DurationSeconds }))).code).toBe('ValidationError');
    await expect(assume('Player', Token, { DurationSeconds: '900' })).resolves.toHaveProperty('Credentials');
  });

  test.each(['a', 'a/b', 'a b', 'x'.repeat(65)])('cannot be named %s', async (RoleSessionName) => {
    const { Token } = await playersToken('ana');
    expect((await refusalOf(assume('Player', Token, { RoleSessionName }))).code).toBe('ValidationError');
    await expect(assume('Player', Token, { RoleSessionName: 'a.b@c-d=e,f' })).resolves.toHaveProperty('Credentials');
  });
});

describe('a session policy', () => {
  const document = (Action: string, Effect = 'Allow') =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action, Resource: '*' }] });

  test('narrows the session and never widens it', async () => {
    const { IdentityId, Token } = await playersToken('ana');
    const resource = `arn:aws:s3:::files/private/${IdentityId}/save`;
    const answer = await assume('Player', Token, { Policy: document('s3:GetObject') });
    const session = game.cloud.session(answer.Credentials.AccessKeyId);
    expect(permits(session, { action: 's3:GetObject', resource }).allowed).toBe(true);
    expect(permits(session, { action: 's3:PutObject', resource }).allowed).toBe(false);
    expect(permits(session, { action: 's3:GetObject', resource: 'arn:aws:s3:::files/other' }).allowed).toBe(false);
    expect(answer.PackedPolicySize).toBeGreaterThan(0);
  });

  test('and managed ones by ARN are one union', async () => {
    const { IdentityId, Token } = await playersToken('ana');
    const resource = `arn:aws:s3:::files/private/${IdentityId}/save`;
    const PolicyArn = { 'PolicyArns.member.1.arn': `arn:aws:iam::${account}:policy/ReadFiles` };
    const managed = game.cloud.session((await assume('Player', Token, PolicyArn)).Credentials.AccessKeyId);
    expect(permits(managed, { action: 's3:GetObject', resource }).allowed).toBe(true);
    expect(permits(managed, { action: 's3:PutObject', resource }).allowed).toBe(false);
    const both = await assume('Player', Token, { ...PolicyArn, Policy: document('s3:PutObject') });
    const union = game.cloud.session(both.Credentials.AccessKeyId);
    expect(permits(union, { action: 's3:GetObject', resource }).allowed).toBe(true);
    expect(permits(union, { action: 's3:PutObject', resource }).allowed).toBe(true);
  });

  test.each([
    ['aws:policy/AdministratorAccess', true, true],
    ['aws:policy/AmazonS3FullAccess', true, true],
    ['aws:policy/AmazonS3ReadOnlyAccess', true, false],
    ['aws:policy/AWSDenyAll', false, false],
    ['aws:policy/AmazonWhateverAccess', false, true],
    [`${account}:policy/OfTheAccount`, true, false],
  ])('may be %s: reads %s, writes %s', async (policy, reads, writes) => {
    const allowing = (Action: string) => ({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
    });
    const managedPolicies = [
      { arn: 'arn:aws:iam::aws:policy/AmazonWhateverAccess', document: allowing('s3:Put*') },
      { arn: `arn:aws:iam::${account}:policy/OfTheAccount`, document: allowing('s3:GetObject') },
    ];
    game = await startGame({ existing: { oidcProviders: [], managedPolicies } });
    const { IdentityId, Token } = await playersToken('ana');
    const answer = await assume('Player', Token, { 'PolicyArns.member.1.arn': `arn:aws:iam::${policy}` });
    const session = game.cloud.session(answer.Credentials.AccessKeyId);
    const may = (action: string, owner: string) =>
      permits(session, { action, resource: `arn:aws:s3:::files/private/${owner}/save` }).allowed;
    expect([may('s3:GetObject', IdentityId), may('s3:PutObject', IdentityId)]).toEqual([reads, writes]);
    expect([may('s3:GetObject', 'another'), may('s3:PutObject', 'another')]).toEqual([false, false]);
  });

  const bad: [string, Record<string, string>, string][] = [
    ['that is no JSON', { Policy: '{' }, 'MalformedPolicyDocument'],
    ['with an unknown element', { Policy: '{"Version":"2012-10-17","Statements":[]}' }, 'MalformedPolicyDocument'],
    ['longer than 2,048 characters', { Policy: document('s3:GetObject').padEnd(2049) }, 'ValidationError'],
    [
      'that leaves its ARNs no room',
      {
        Policy: document('s3:GetObject').padEnd(2048),
        'PolicyArns.member.1.arn': `arn:aws:iam::${account}:policy/ReadFiles`,
      },
      'PackedPolicyTooLarge',
    ],
    ['that does not exist', { 'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/Nothing' }, 'ValidationError'],
    ['whose parameter is misspelt', { 'PolicyArns.member.1.Arn': 'arn:aws:iam::aws:policy/X' }, 'ValidationError'],
  ];

  test.each(bad)('%s is refused, not dropped', async (_what, parameters, code) => {
    const { Token } = await playersToken('ana');
    expect((await refusalOf(assume('Player', Token, parameters))).code).toBe(code);
    await expect(assume('Player', Token, { Policy: document('s3:GetObject') })).resolves.toHaveProperty('Credentials');
  });
});
