import { createMask } from '../../../../lambda/smoke-test/mask';
import { leaseMilliseconds, releaseLease, takeLease } from '../../../../lambda/smoke-test/player-tokens/lease';
import { openPlayersSecret } from '../../../../lambda/smoke-test/player-tokens/players-secret';
import { FakeSecret } from '../fake-secret';
import { fakeTime } from '../fake-time';

function open(content: unknown = {}) {
  const fake = new FakeSecret(content);
  const time = fakeTime();
  return { fake, time, secret: openPlayersSecret(fake.client, 'players', { time, mask: createMask() }) };
}

const lease = (holder: string, expires: number) => ({ lease: { holder, expires: new Date(expires).toISOString() } });

describe('the lease', () => {
  test('is taken at once where nobody holds it, and released', async () => {
    const { fake, time, secret } = open({ kept: 1 });
    const content = await takeLease(secret, 'me', time);
    expect(content).toEqual({ kept: 1, ...lease('me', time.now() + leaseMilliseconds) });
    expect(fake.content).toEqual(content);
    expect(time.slept).toEqual([]);
    await releaseLease(secret, 'me');
    expect(fake.content).toEqual({ kept: 1 });
  });

  test('is waited for, and what the other run wrote is what this one goes on with', async () => {
    const { fake, time, secret } = open();
    fake.write(lease('other', time.now() + leaseMilliseconds));
    time.onSleep = () => {
      if (time.slept.length === 3) fake.write({ rotated: true });
    };
    expect(await takeLease(secret, 'me', time)).toMatchObject({ rotated: true, lease: { holder: 'me' } });
    expect(time.slept).toEqual([500, 1_000, 2_000]);
  });

  test('of a run that died is taken over when it expires, not before', async () => {
    const { fake, time, secret } = open();
    const expires = time.now() + leaseMilliseconds;
    fake.write(lease('dead', expires));
    await takeLease(secret, 'me', time);
    expect(time.now()).toBeGreaterThanOrEqual(expires);
    expect(time.now()).toBeLessThan(expires + 1_000);
    expect(fake.content).toMatchObject({ lease: { holder: 'me' } });
  });

  test('is not waited for forever', async () => {
    const { fake, time, secret } = open();
    const start = time.now();
    const hold = () => fake.write(lease('other', time.now() + leaseMilliseconds));
    time.onSleep = hold;
    hold();
    await expect(takeLease(secret, 'me', time)).rejects.toMatchObject({ name: 'LeaseHeld' });
    expect(time.now() - start).toBeLessThanOrEqual(leaseMilliseconds + 15_000);
  });

  test('is given to one of two runs that ask at the same moment', async () => {
    const { fake, time, secret } = open();
    const other = openPlayersSecret(fake.client, 'players', { time, mask: createMask() });
    fake.beforePut = async () => {
      fake.beforePut = () => undefined;
      await takeLease(other, 'other', time);
    };
    time.onSleep = async () => {
      expect(fake.content).toMatchObject({ lease: { holder: 'other' } });
      time.onSleep = () => undefined;
      await releaseLease(other, 'other');
    };
    await takeLease(secret, 'me', time);
    expect(fake.content).toMatchObject({ lease: { holder: 'me' } });
    expect(time.slept.length).toBeGreaterThan(0);
  });

  test("another run's is not released", async () => {
    const { fake, time, secret } = open();
    fake.write(lease('other', time.now() + leaseMilliseconds));
    await releaseLease(secret, 'me');
    expect(fake.content).toMatchObject({ lease: { holder: 'other' } });
    expect(fake.puts).toBe(0);
  });
});
