import { UnsecuredJWT } from 'jose';
import { keyPairOnHand } from '../../../once-per-worker/key-pairs';
import { refusalOf } from '../../federation/cloud';
import { arn, providerArn } from '../../federation/deployment';
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

describe('direct federation', () => {
  test('gives a role for an issuer’s own token', async () => {
    const answer = await assume('Direct', await game.issuer.idToken('ana'));
    expect(answer).toMatchObject({
      SubjectFromWebIdentityToken: 'ana',
      Audience: 'star-app',
      Provider: providerArn(game.issuer.name),
    });
    const session = game.cloud.session(answer.Credentials.AccessKeyId);
    expect(session.context.get('login.star.example:sub')).toBe('ana');
    expect(session.context.get('aws:federatedprovider')).toBe(providerArn(game.issuer.name));
    expect(session.context.has('cognito-identity.amazonaws.com:sub')).toBe(false);
  });

  test('takes elliptic-curve signatures, and issuers with a path', async () => {
    const answer = await assume('DirectCurve', await game.ellipticIssuer.idToken('ana'));
    const session = game.cloud.session(answer.Credentials.AccessKeyId);
    expect(session.context.get('curve.star.example/realms/game:sub')).toBe('ana');
  });

  test('puts azp in the place of aud, and aud into oaud', async () => {
    const token = await game.issuer.idToken('ana', { aud: ['game-api', 'star-app'], azp: 'star-app' });
    const answer = await assume('Direct', token);
    const session = game.cloud.session(answer.Credentials.AccessKeyId);
    expect(session.context.get('login.star.example:aud')).toBe('star-app');
    expect(session.context.get('login.star.example:oaud')).toEqual(['game-api', 'star-app']);
    // The role trusts star-app alone, whatever other client ID the provider knows.
    const web = await game.issuer.idToken('ana', { aud: 'star-app', azp: 'star-web' });
    expect(await refusalOf(assume('Direct', web))).toEqual(notAuthorized);
  });

  const refusals: [string, string, string | RegExp, () => Promise<string> | string][] = [
    ['what is no JWT', 'InvalidIdentityToken', /not a valid JWT/, () => 'undefined'],
    [
      'an issuer that the account has no provider for',
      'InvalidIdentityToken',
      'No OpenIDConnect provider found in your account for https://login.evil.example',
      () => game.issuer.idToken('ana', { iss: 'https://login.evil.example' }),
    ],
    [
      'another key',
      'InvalidIdentityToken',
      "The token's signature is not valid",
      async () => game.issuer.idToken('ana', {}, {}, keyPairOnHand(9).privateKey),
    ],
    [
      'no signature',
      'InvalidIdentityToken',
      "The token's signature is not valid",
      () => {
        const { url, clientId } = game.issuer;
        return new UnsecuredJWT({ iss: url, aud: clientId, sub: 'ana', iat: now(), exp: now() + 60 }).encode();
      },
    ],
    [
      'the public key as a shared secret',
      'InvalidIdentityToken',
      "The token's signature is not valid",
      () => game.issuer.idToken('ana', {}, { alg: 'HS256' }, Buffer.from(JSON.stringify(game.issuer.publishedKeys))),
    ],
    [
      'another app’s token',
      'InvalidIdentityToken',
      'Incorrect token audience',
      () => game.issuer.idToken('ana', { aud: 'another-app' }),
    ],
    [
      'several audiences without azp',
      'InvalidIdentityToken',
      'Incorrect token audience',
      () => game.issuer.idToken('ana', { aud: ['star-app', 'another-app'] }),
    ],
    ...[[], [''], ['star-app', ''], [['star-app']], [null]].map(
      (aud): [string, string, RegExp, () => Promise<string>] => [
        `azp beside the audience ${JSON.stringify(aud)}`,
        'InvalidIdentityToken',
        /./,
        () => game.issuer.idToken('ana', { aud, azp: 'star-app' } as never),
      ],
    ),
    [
      'a token without iat',
      'InvalidIdentityToken',
      'Missing a required claim: iat',
      () => game.issuer.idToken('ana', { iat: undefined }),
    ],
    [
      'a token without sub',
      'InvalidIdentityToken',
      'Missing a required claim: sub',
      () => game.issuer.idToken('ana', { sub: undefined }),
    ],
    [
      'a token that expired five minutes ago',
      'ExpiredTokenException',
      /^Token expired/,
      () => game.issuer.idToken('ana', { exp: now() - 300 }),
    ],
    ['a token of more than 20,000 characters', 'ValidationError', /20000/, () => 'a'.repeat(20_001)],
  ];

  test.each(refusals)('refuses %s', async (_what, code, message, token) => {
    const refusal = await refusalOf(assume('Direct', await token()));
    expect(refusal).toMatchObject({ code, status: 400 });
    expect(refusal.message).toMatch(message);
    await expect(assume('Direct', await game.issuer.idToken('ana'))).resolves.toHaveProperty('Credentials');
  });

  test('takes a token that expired less than five minutes ago', async () => {
    const token = await game.issuer.idToken('ana', { exp: now() - 299 });
    await expect(assume('Direct', token)).resolves.toHaveProperty('Credentials');
  });
});
