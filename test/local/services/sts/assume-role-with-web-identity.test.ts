import { permits, refusalOf } from '../../federation/cloud';
import { account, arn, otherPoolId, poolId } from '../../federation/deployment';
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

const notAuthorized = {
  code: 'AccessDenied',
  message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
  status: 403,
};

const now = () => Math.floor(game.clock.now() / 1000);

/** The basic flow's first half. */
async function poolToken(Logins: Record<string, string> = {}): Promise<{ IdentityId: string; Token: string }> {
  const { IdentityId } = await game.cloud.identity('GetId', { IdentityPoolId: poolId, Logins });
  return game.cloud.identity('GetOpenIdToken', { IdentityId, Logins });
}

const playersToken = async (sub: string) => poolToken({ [game.issuer.name]: await game.issuer.idToken(sub) });

describe('the basic flow', () => {
  test('gives a guest the guest role, without the enhanced flow’s ceiling', async () => {
    const { IdentityId, Token } = await poolToken();
    const answer = await assume('Guest', Token);
    const session = game.cloud.session(answer.Credentials.AccessKeyId);
    expect(answer).toMatchObject({
      SubjectFromWebIdentityToken: IdentityId,
      Audience: poolId,
      Provider: 'cognito-identity.amazonaws.com',
      AssumedRoleUser: {
        Arn: `arn:aws:sts::${account}:assumed-role/Guest/game`,
        AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:game$/),
      },
    });
    expect(answer.Credentials.Expiration).toBe(`${new Date((now() + 3600) * 1000).toISOString().slice(0, 19)}Z`);
    expect(permits(session, { action: 'iam:GetRole', resource: arn('Guest') }).allowed).toBe(true);
  });

  test('gives a player the authenticated role, and lets them do what it grants them', async () => {
    const { IdentityId, Token } = await playersToken('ana');
    const session = game.cloud.session((await assume('Player', Token)).Credentials.AccessKeyId);
    const file = (id: string) => ({ action: 's3:PutObject', resource: `arn:aws:s3:::files/private/${id}/save` });
    expect(permits(session, file(IdentityId)).allowed).toBe(true);
    expect(permits(session, file('eu-west-1:somebody')).allowed).toBe(false);
  });

  test('refuses a guest the authenticated role, and a player the guest role', async () => {
    const guest = await poolToken();
    const player = await playersToken('ana');
    expect(await refusalOf(assume('Player', guest.Token))).toEqual(notAuthorized);
    expect(await refusalOf(assume('Guest', player.Token))).toEqual(notAuthorized);
    await expect(assume('Guest', guest.Token)).resolves.toHaveProperty('Credentials');
    await expect(assume('Player', player.Token)).resolves.toHaveProperty('Credentials');
  });

  test('refuses a role that trusts another pool, another provider or a service', async () => {
    const { Token } = await playersToken('ana');
    for (const roleName of ['OtherPlayer', 'Direct', 'Function', 'Nobody']) {
      expect(await refusalOf(assume(roleName, Token))).toEqual(notAuthorized);
    }
    await expect(assume('Player', Token)).resolves.toHaveProperty('Credentials');
  });

  test('refuses another pool’s token', async () => {
    const token = (aud: string) =>
      game.cloud.tokens.issue({
        identityId: 'eu-west-1:00000000-0000-4000-8000-000000000001',
        poolId: aud,
        poolArn: 'arn',
        amr: ['authenticated'],
        lifetimeSeconds: 600,
      });
    expect(await refusalOf(assume('Player', await token(otherPoolId)))).toEqual(notAuthorized);
    await expect(assume('Player', await token(poolId))).resolves.toHaveProperty('Credentials');
  });

  test('takes a token for five minutes beyond its ten, and no longer', async () => {
    const { Token } = await poolToken();
    game.clock.pass(600 + 299);
    await expect(assume('Guest', Token)).resolves.toHaveProperty('Credentials');
    game.clock.pass(1);
    expect(await refusalOf(assume('Guest', Token))).toMatchObject({
      code: 'ExpiredTokenException',
      status: 400,
      message: expect.stringMatching(/^Token expired: current date\/time \d+ must be before/),
    });
  });

  test('refuses a token that calls itself a pool’s and is signed by somebody else', async () => {
    const claims = { iss: 'https://cognito-identity.amazonaws.com', aud: poolId, amr: ['authenticated'] };
    const forged = await game.issuer.idToken('eu-west-1:00000000-0000-4000-8000-000000000001', claims);
    expect((await refusalOf(assume('Player', forged))).code).toBe('InvalidIdentityToken');
  });
});
