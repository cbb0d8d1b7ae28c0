import { refusalOf } from '../../federation/cloud';
import { otherPoolId, poolId, resource } from '../../federation/deployment';
import { serviceSession, startGame } from '../../federation/game';
import { Issuer, issuersFetch } from '../../federation/issuer';

const userPool = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Players';
const emptyPoolId = 'eu-west-1:33333333-3333-4333-8333-333333333333';

/** Identity pools that let players in from a user pool, from other providers alone, and from nowhere. */
async function threePools() {
  const CognitoIdentityProviders = [{ ClientId: 'app', ProviderName: userPool }];
  const empty = { AllowUnauthenticatedIdentities: true, AllowClassicFlow: false };
  // The players' tokens are judged by the game's clock, which starts at the same time in every game.
  const { clock } = await startGame();
  const players = await Issuer.start(`https://${userPool}`, 'app', clock);
  const game = await startGame({
    pool: { CognitoIdentityProviders },
    resources: [resource('EmptyPool', 'AWS::Cognito::IdentityPool', emptyPoolId, empty)],
    fetch: issuersFetch([players]),
  });
  const getId = (IdentityPoolId: string, Logins: Record<string, string>) =>
    game.cloud.identity('GetId', { IdentityPoolId, Logins });
  return { game, players, getId };
}

const otherIssuer = "Invalid login token. Issuer doesn't match providerName";
const noProvider = 'Token is not from a supported provider of this identity pool.';
const noMatch = "Logins don't match. Please include at least one valid login for this identity or identity pool.";
const accessToken = { token_use: 'access', aud: undefined };

describe('a login is refused in the words that say what is wrong with it:', () => {
  test.each<[string, string, string, Record<string, unknown>, string]>([
    ['another region in its key', poolId, userPool.replace('idp.eu', 'idp.us'), {}, otherIssuer],
    ['a colon in its key', poolId, userPool.replace('/', ':'), {}, otherIssuer],
    ['the scheme in its key', poolId, `https://${userPool}`, {}, otherIssuer],
    ['another user pool in its key', poolId, `${userPool}2`, {}, otherIssuer],
    ['the user pool’s ID alone as its key', poolId, 'eu-west-1_Players', {}, otherIssuer],
    ['another provider’s key', poolId, 'second.star.example', {}, otherIssuer],
    ['a wrong key, at a pool that lacks the provider too', otherPoolId, userPool.replace('/', ':'), {}, otherIssuer],
    ['a wrong key, at a pool without providers', emptyPoolId, userPool.replace('/', ':'), {}, otherIssuer],
    ['the right key, at a pool that lacks the provider', otherPoolId, userPool, {}, noProvider],
    ['the right key, at a pool without providers', emptyPoolId, userPool, {}, noMatch],
    ['an access token', poolId, userPool, accessToken, 'Invalid login token. Missing a required claim: aud'],
  ])('%s', async (_claim, pool, key, claims, sentence) => {
    const { players, getId } = await threePools();
    const token = await players.idToken('adele', { token_use: 'id', ...claims });
    expect(await refusalOf(getId(pool, { [key]: token }))).toMatchObject({
      code: 'NotAuthorizedException',
      message: sentence,
    });
    const good = await players.idToken('adele', { token_use: 'id' });
    await expect(getId(poolId, { [userPool]: good })).resolves.toHaveProperty('IdentityId');
  });

  test.each([
    ['which lacks it', otherPoolId, noProvider],
    ['without providers', emptyPoolId, noMatch],
  ])('a token that names no issuer, at a pool %s', async (_claim, pool, sentence) => {
    const { getId } = await threePools();
    expect(await refusalOf(getId(pool, { 'graph.facebook.com': 'opaque' }))).toMatchObject({ message: sentence });
  });
});

describe('the backend', () => {
  const backend = async () => {
    const { game, players, getId } = await threePools();
    const login = { [userPool]: await players.idToken('adele', { token_use: 'id' }) };
    const { IdentityId } = await getId(poolId, login);
    const guest = (await getId(poolId, {})).IdentityId;
    const call = (input: object) =>
      game.cloud.identity<{ IdentityId: string }>(
        'GetOpenIdTokenForDeveloperIdentity',
        { IdentityPoolId: poolId, Logins: { backend: 'adele' }, ...input },
        serviceSession(game, 'Backend'),
      );
    return { call, IdentityId, guest, login };
  };

  test('gives its name to a player only with a login of theirs, to a guest without', async () => {
    const { call, IdentityId, guest, login } = await backend();
    expect(await refusalOf(call({ IdentityId }))).toMatchObject({ code: 'NotAuthorizedException', message: noMatch });
    expect(await call({ IdentityId, Logins: { backend: 'adele', ...login } })).toMatchObject({ IdentityId });
    expect(await call({ IdentityId })).toMatchObject({ IdentityId });
    expect(await call({ IdentityId: guest, Logins: { backend: 'bela' } })).toMatchObject({ IdentityId: guest });
  });

  test.each<[string, Record<string, string>]>([
    ['a key of AWS’s own', { 'aws:clan': 'red' }],
    ['a key of AWS’s own, in capitals', { 'AWS:clan': 'red' }],
    ['a key in two spellings', { Clan: 'red', clan: 'blue' }],
    ['no key', { '': 'red' }],
    ['a key of another alphabet’s signs', { 'clan!': 'red' }],
    ['more than 50', Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`tag${index}`, 'x']))],
  ])('tags nobody with %s', async (_claim, PrincipalTags) => {
    const { call } = await backend();
    expect(await refusalOf(call({ PrincipalTags }))).toMatchObject({ code: 'InvalidParameterException' });
    await expect(call({ PrincipalTags: { clan: 'red', aws: 'x' } })).resolves.toHaveProperty('Token');
  });
});
