import { UnsecuredJWT } from 'jose';
import { keyPairOnHand } from '../../../once-per-worker/key-pairs';
import { refusalOf } from '../../federation/cloud';
import { otherPoolId, poolId } from '../../federation/deployment';
import { type Game, startGame } from '../../federation/game';

let game: Game;
beforeEach(async () => {
  game = await startGame();
});

const getId = (Logins: Record<string, string>, IdentityPoolId = poolId) =>
  game.cloud.identity('GetId', { IdentityPoolId, Logins });

const signIn = (token: string, pool = poolId) => getId({ [game.issuer.name]: token }, pool);

test('every guest is somebody else', async () => {
  const one = await getId({});
  const other = await getId({});
  expect(one.IdentityId).toMatch(/^eu-west-1:[0-9a-f]{8}-[0-9a-f-]{27}$/);
  expect(other.IdentityId).not.toBe(one.IdentityId);
});

test('a player has the same identity on every device, and another one in another pool', async () => {
  const first = await signIn(await game.issuer.idToken('ana'));
  const second = await signIn(await game.issuer.idToken('ana'));
  const elsewhere = await signIn(await game.issuer.idToken('ana'), otherPoolId);
  expect(second.IdentityId).toBe(first.IdentityId);
  expect(elsewhere.IdentityId).not.toBe(first.IdentityId);
});

test('two players of one issuer are two identities', async () => {
  const ana = await signIn(await game.issuer.idToken('ana'));
  const ben = await signIn(await game.issuer.idToken('ben'));
  expect(ben.IdentityId).not.toBe(ana.IdentityId);
});

test('a pool that is not there is not found', async () => {
  const nowhere = 'eu-west-1:33333333-3333-4333-8333-333333333333';
  expect(await refusalOf(getId({}, nowhere))).toMatchObject({
    code: 'ResourceNotFoundException',
    message: `IdentityPool '${nowhere}' not found.`,
    status: 400,
  });
});

test('a pool without guests lets only players in', async () => {
  expect(await refusalOf(getId({}, otherPoolId))).toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Unauthenticated access is not supported for this identity pool.',
  });
  await expect(signIn(await game.issuer.idToken('ana'), otherPoolId)).resolves.toHaveProperty('IdentityId');
});

test('an input that breaks a constraint is refused, and names it', async () => {
  const refusal = await refusalOf(getId({}, 'not a pool'));
  expect(refusal.code).toBe('InvalidParameterException');
  expect(refusal.message).toContain('IdentityPoolId');
});

describe('a login token is refused', () => {
  const tokens: [string, string | RegExp, () => Promise<string> | string][] = [
    ['when it is none', 'Invalid login token. Not a valid OpenId Connect identity token.', () => 'opaque-token'],
    [
      'when another issuer made it',
      "Invalid login token. Issuer doesn't match providerName",
      () => game.issuer.idToken('ana', { iss: 'https://login.evil.example' }),
    ],
    [
      'when another key signed it',
      "Invalid login token. Couldn't verify signed token.",
      async () => game.issuer.idToken('ana', {}, {}, keyPairOnHand(9).privateKey),
    ],
    [
      'when the key that it names is not the issuer’s',
      /NoKeyFound/,
      () => game.issuer.idToken('ana', {}, { kid: 'unknown' }),
    ],
    [
      'when nobody signed it',
      "Invalid login token. Couldn't verify signed token.",
      () => {
        const now = Math.floor(game.clock.now() / 1000);
        const { url, clientId } = game.issuer;
        return new UnsecuredJWT({ iss: url, aud: clientId, sub: 'ana', iat: now, exp: now + 60 }).encode();
      },
    ],
    [
      'when the public key was used as a shared secret',
      "Invalid login token. Couldn't verify signed token.",
      () => {
        const secret = Buffer.from(JSON.stringify(game.issuer.publishedKeys.keys[0]));
        return game.issuer.idToken('ana', {}, { alg: 'HS256' }, secret);
      },
    ],
    [
      'when it has expired',
      /^Invalid login token\. Token expired: \d+ >= \d+$/,
      () => game.issuer.idToken('ana', { exp: Math.floor(game.clock.now() / 1000) - 1 }),
    ],
    [
      'when it never expires',
      'Invalid login token. Missing a required claim: exp',
      () => game.issuer.idToken('ana', { exp: undefined }),
    ],
    [
      'when it is for another app',
      'Invalid login token. Incorrect token audience.',
      () => game.issuer.idToken('ana', { aud: 'another-app' }),
    ],
    [
      'when it has no audience',
      'Invalid login token. Missing a required claim: aud',
      () => game.issuer.idToken('ana', { aud: undefined }),
    ],
    [
      'when another app asked for it, whatever its audience',
      'Invalid login token. Incorrect token audience.',
      () => game.issuer.idToken('ana', { azp: 'another-app' }),
    ],
    [
      'when it names no subject',
      'Invalid login token. Missing a required claim: sub',
      () => game.issuer.idToken('ana', { sub: undefined }),
    ],
    [
      'when its subject is longer than OpenID Connect allows',
      'Invalid login token. Not a valid OpenId Connect identity token.',
      () => game.issuer.idToken('a'.repeat(256)),
    ],
    [
      'before its time',
      'Invalid login token. Token is not valid yet.',
      () => game.issuer.idToken('ana', { iat: Math.floor(game.clock.now() / 1000) + 600 }),
    ],
  ];

  test.each(tokens)('%s', async (_when, message, token) => {
    const refusal = await refusalOf(signIn(await token()));
    expect(refusal).toMatchObject({ code: 'NotAuthorizedException', status: 400 });
    if (typeof message === 'string') expect(refusal.message).toBe(message);
    else expect(refusal.message).toMatch(message);
    await expect(signIn(await game.issuer.idToken('ana'))).resolves.toHaveProperty('IdentityId');
  });

  test('when it is signed with an elliptic curve, which STS takes and a pool does not', async () => {
    const token = await game.ellipticIssuer.idToken('ana');
    expect(await refusalOf(getId({ [game.ellipticIssuer.name]: token }))).toMatchObject({
      message: "Invalid login token. Couldn't verify signed token.",
    });
  });

  test('when its provider is not one of the pool’s', async () => {
    const token = await game.issuer.idToken('ana', { iss: 'https://login.evil.example' });
    expect(await refusalOf(getId({ 'login.evil.example': token }))).toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Token is not from a supported provider of this identity pool.',
    });
  });

  test('when it comes under a developer provider’s name', async () => {
    const refusal = await refusalOf(getId({ backend: 'ana' }));
    expect(refusal).toMatchObject({ message: 'Please provide a valid public provider' });
  });
});

test('a second client ID of the provider is accepted, by aud and by azp', async () => {
  const first = await signIn(await game.issuer.idToken('ana'));
  const web = await signIn(await game.issuer.idToken('ana', { aud: 'star-web' }));
  const azp = await signIn(await game.issuer.idToken('ana', { aud: 'somebody-else', azp: 'star-web' }));
  expect([web.IdentityId, azp.IdentityId]).toEqual([first.IdentityId, first.IdentityId]);
});

describe('the issuer', () => {
  test('is asked for its keys once', async () => {
    await Promise.all([signIn(await game.issuer.idToken('ana')), signIn(await game.issuer.idToken('ben'))]);
    await signIn(await game.issuer.idToken('cleo'));
    expect(game.issuer.keySetFetches).toBe(1);
  });

  test('that rotates its keys without overlap is refused for ten minutes, then taken', async () => {
    await signIn(await game.issuer.idToken('ana'));
    await game.issuer.rotate();
    game.clock.pass(599);
    expect((await refusalOf(signIn(await game.issuer.idToken('ana')))).message).toContain('NoKeyFound');
    game.clock.pass(1);
    await expect(signIn(await game.issuer.idToken('ana'))).resolves.toHaveProperty('IdentityId');
  });

  test('that does not answer is an external service’s failure, and is asked again', async () => {
    game.issuer.down = true;
    expect((await refusalOf(signIn(await game.issuer.idToken('ana')))).code).toBe('ExternalServiceException');
    game.issuer.down = false;
    await expect(signIn(await game.issuer.idToken('ana'))).resolves.toHaveProperty('IdentityId');
  });

  test('must say of itself that it is that issuer', async () => {
    game.issuer.claimsToBe = 'https://login.evil.example';
    expect((await refusalOf(signIn(await game.issuer.idToken('ana')))).code).toBe('ExternalServiceException');
  });
});

test('a login under a name that JavaScript keeps for itself does not make a guest', async () => {
  await expect(getId({})).resolves.toHaveProperty('IdentityId');
  // Parsed, because written in the source this member would set the object's prototype.
  expect(await refusalOf(getId(JSON.parse('{"__proto__":"x"}')))).toMatchObject({ code: 'InvalidParameterException' });
});
