import { createMask } from '../../../../lambda/smoke-test/mask';
import { openPlayersSecret, successorToken } from '../../../../lambda/smoke-test/player-tokens/players-secret';
import { FakeSecret } from '../fake-secret';
import { fakeTime } from '../fake-time';

function open(content?: unknown) {
  const fake = new FakeSecret(content);
  const time = fakeTime();
  const mask = createMask();
  return { fake, time, mask, secret: openPlayersSecret(fake.client, 'players', { time, mask }) };
}

describe('the successor of a version', () => {
  test('is a UUID, always the same, another one for every version', () => {
    expect(successorToken('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(successorToken('a')).toBe(successorToken('a'));
    expect(new Set(['a', 'b', undefined].map(successorToken)).size).toBe(3);
  });
});

describe('the players secret', () => {
  test('is empty before its first version', async () => {
    expect(await open().secret.read()).toEqual({});
  });

  test('keeps members that it does not know', async () => {
    const { fake, secret } = open({ note: 'by hand', guestIdentityId: 'old' });
    await secret.change((content) => ({ ...content, guestIdentityId: 'new' }));
    expect(fake.content).toEqual({ note: 'by hand', guestIdentityId: 'new' });
  });

  test('writes no version where nothing is to change', async () => {
    const { fake, secret } = open({ guestIdentityId: 'old' });
    expect(await secret.change(() => undefined)).toEqual({ guestIdentityId: 'old' });
    expect(fake.puts).toBe(0);
  });

  test('a run that lost against a faster one sees what that one wrote, and loses nothing of it', async () => {
    const { fake, secret, time } = open({});
    const other = openPlayersSecret(fake.client, 'players', { time, mask: createMask() });
    fake.beforePut = async () => {
      fake.beforePut = () => undefined;
      await other.change((content) => ({ ...content, other: 1 }));
    };
    const seen: unknown[] = [];
    await secret.change((content) => {
      seen.push(content);
      return { ...content, mine: 1 };
    });
    expect(seen).toEqual([{}, { other: 1 }]);
    expect(fake.content).toEqual({ other: 1, mine: 1 });
  });

  test('sees what an operator wrote by hand', async () => {
    const { fake, secret } = open({ guestIdentityId: 'old' });
    await secret.change((content) => ({ ...content, guestIdentityId: 'new' }));
    fake.write({ guestIdentityId: 'operator' });
    expect(await secret.change((content) => ({ ...content, more: 1 }))).toEqual({
      guestIdentityId: 'operator',
      more: 1,
    });
  });

  test('gives up with advice when an old version was made current again', async () => {
    const { fake, secret, time } = open({});
    const first = fake.current;
    await secret.change((content) => ({ ...content, guestIdentityId: 'one' }));
    fake.current = first;
    await expect(secret.change((content) => ({ ...content, guestIdentityId: 'two' }))).rejects.toThrow(
      'write its value anew',
    );
    expect(time.slept.length).toBeLessThan(10);
  });

  test.each([
    ['no JSON', 'MARKER', 'must hold a JSON object'],
    ['a list', '["MARKER"]', 'must hold a JSON object'],
    ['a guest that is no string', { guestIdentityId: ['MARKER'] }, '"guestIdentityId" must be a string'],
    [
      'a refresh token without client',
      { refreshTokens: { 'https://a': { refreshToken: 'MARKER' } } },
      '"refreshTokens"',
    ],
    ['a lease without end', { lease: { holder: 'MARKER' } }, '"lease" must be'],
  ])('%s is refused without quoting it', async (_, content, message) => {
    const refused = await open(content)
      .secret.read()
      .catch((error: Error) => error.message);
    expect(refused).toContain(message);
    expect(refused).not.toContain('MARKER');
  });

  test('whatever is read from it is masked from then on', async () => {
    const { secret, mask } = open({
      guestIdentityId: 'guest-identity',
      refreshTokens: {
        'https://a': { clientId: 'client', refreshToken: 'refresh-token', clientSecret: 'client-secret' },
      },
    });
    await secret.read();
    expect(mask.text('guest-identity refresh-token client-secret client')).toBe('*** *** *** client');
  });
});
