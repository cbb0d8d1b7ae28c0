import { createMask } from '../../../../lambda/smoke-test/mask';
import { openPlayersSecret } from '../../../../lambda/smoke-test/player-tokens/players-secret';
import { type Redeem, RefreshRefused } from '../../../../lambda/smoke-test/player-tokens/redeem';
import { refreshStoredTokens } from '../../../../lambda/smoke-test/player-tokens/refresh';
import type { Time } from '../../../../lambda/smoke-test/time';
import { FakeSecret } from '../fake-secret';
import { fakeTime, sharedTime } from '../fake-time';

const google = 'https://accounts.example';
const apple = 'https://apple.example';
const stored = (refreshToken: string) => ({ clientId: 'client', refreshToken });

/** An issuer that rotates, and takes the grant back when a token is redeemed twice. */
function rotatingIssuer() {
  const redeemed: string[] = [];
  let revoked = false;
  const redeem: Redeem = async (issuer, { refreshToken }) => {
    if (revoked || redeemed.includes(refreshToken)) {
      revoked = true;
      throw new RefreshRefused(`${issuer} did not redeem the refresh token: invalid_grant.`);
    }
    redeemed.push(refreshToken);
    await new Promise((resolve) => setImmediate(resolve));
    return { idToken: `id of ${refreshToken}`, rotatedRefreshToken: `${refreshToken}'` };
  };
  return { redeem, redeemed, isRevoked: () => revoked };
}

function refresh(fake: FakeSecret, redeem: Redeem, options: { time?: Time; holder?: string; issuers?: string[] } = {}) {
  const { time = fakeTime(), holder = 'me', issuers = [google] } = options;
  const mask = createMask();
  const secret = openPlayersSecret(fake.client, 'players', { time, mask });
  return refreshStoredTokens({ secret, issuers, holder, redeem, time, mask });
}

describe('refreshing', () => {
  test('a rotated token is stored back, and the lease released, in one version', async () => {
    const fake = new FakeSecret({ kept: 1, refreshTokens: { [google]: stored('r'), [apple]: stored('a') } });
    const [first] = await refresh(fake, rotatingIssuer().redeem);
    expect(first?.idToken()).toBe('id of r');
    expect(fake.content).toEqual({ kept: 1, refreshTokens: { [google]: stored("r'"), [apple]: stored('a') } });
    expect(fake.puts).toBe(2);
  });

  test('a token that does not rotate stays, and the lease is released', async () => {
    const fake = new FakeSecret({ refreshTokens: { [google]: stored('r') } });
    const [first] = await refresh(fake, async () => ({ idToken: 'id' }));
    expect(first?.idToken()).toBe('id');
    expect(fake.content).toEqual({ refreshTokens: { [google]: stored('r') } });
  });

  test('each rotated token is stored before the next is redeemed', async () => {
    const fake = new FakeSecret({ refreshTokens: { [google]: stored('g'), [apple]: stored('a') } });
    const { redeem } = rotatingIssuer();
    const seen: unknown[] = [];
    const watched: Redeem = async (issuer, token) => {
      seen.push(fake.content.refreshTokens);
      return redeem(issuer, token);
    };
    await refresh(fake, watched, { issuers: [google, apple] });
    expect(seen).toEqual([
      { [google]: stored('g'), [apple]: stored('a') },
      { [google]: stored("g'"), [apple]: stored('a') },
    ]);
    expect(fake.content).toEqual({ refreshTokens: { [google]: stored("g'"), [apple]: stored("a'") } });
  });

  test('two runs at once redeem one after the other and lose no rotated token', async () => {
    const fake = new FakeSecret({ refreshTokens: { [google]: stored('r') } });
    const issuer = rotatingIssuer();
    const time = sharedTime();
    const runs = ['one', 'two', 'three'].map((holder) => refresh(fake, issuer.redeem, { time, holder }));
    const tokens = (await Promise.all(runs)).map(([refreshed]) => refreshed?.idToken());
    expect(issuer.redeemed).toEqual(['r', "r'", "r''"]);
    expect(issuer.isRevoked()).toBe(false);
    expect([...tokens].sort()).toEqual(['id of r', "id of r'", "id of r''"]);
    expect(fake.content).toEqual({ refreshTokens: { [google]: stored("r'''") } });
  });

  test('one issuer that refuses keeps neither the other from working nor the lease', async () => {
    const fake = new FakeSecret({ refreshTokens: { [google]: stored('g'), [apple]: stored('a') } });
    const { redeem } = rotatingIssuer();
    const refusing: Redeem = async (issuer, token) => {
      if (issuer === google) throw new RefreshRefused('invalid_grant');
      return redeem(issuer, token);
    };
    const [first, second] = await refresh(fake, refusing, { issuers: [google, apple] });
    expect(() => first?.idToken()).toThrow('invalid_grant');
    expect(second?.idToken()).toBe('id of a');
    expect(fake.content).toEqual({ refreshTokens: { [google]: stored('g'), [apple]: stored("a'") } });
  });

  test('a token that an operator replaced meanwhile is newer than the rotated one', async () => {
    const fake = new FakeSecret({ refreshTokens: { [google]: stored('r') } });
    const { redeem } = rotatingIssuer();
    const replacing: Redeem = async (issuer, token) => {
      const answer = await redeem(issuer, token);
      fake.write({ refreshTokens: { [google]: stored('new') } });
      return answer;
    };
    await refresh(fake, replacing);
    expect(fake.content).toEqual({ refreshTokens: { [google]: stored('new') } });
  });

  test('an ID token whose rotated refresh token could not be stored is not used', async () => {
    const fake = new FakeSecret({ refreshTokens: { [google]: stored('r') } });
    const { redeem } = rotatingIssuer();
    const [first] = await refresh(fake, async (issuer, token) => {
      const answer = await redeem(issuer, token);
      fake.beforePut = () => {
        fake.beforePut = () => undefined;
        throw Object.assign(new Error(), { name: 'LimitExceededException' });
      };
      return answer;
    });
    expect(() => first?.idToken()).toThrow(expect.objectContaining({ name: 'LimitExceededException' }));
    expect(fake.content).not.toHaveProperty('lease');
  });

  test('a lease that runs out on the way is taken anew before the next redemption', async () => {
    const fake = new FakeSecret({ refreshTokens: { [google]: stored('g'), [apple]: stored('a') } });
    const time = fakeTime();
    const remaining: number[] = [];
    await refresh(
      fake,
      async () => {
        const { lease } = fake.content as { lease: { expires: string } };
        remaining.push(Date.parse(lease.expires) - time.now());
        time.pass(50_000);
        return { idToken: 'id' };
      },
      { time, issuers: [google, apple] },
    );
    expect(remaining).toEqual([60_000, 60_000]);
  });
});
