import { AssemblyError } from '../../../../assembly/assembly-error';
import { Issuers } from '../../../../local/identities/issuer-keys';
import { userPoolVerifiers } from '../../../../local/services/cognito-identity/user-pool-verifiers';
import { TestClock } from '../../federation/cloud';
import { poolId, resource, stackOf } from '../../federation/deployment';
import { startGame } from '../../federation/game';
import { Issuer, issuersFetch } from '../../federation/issuer';
import { deploy, federationAccount } from '../../resources/federation-account';
import { userPoolOnHand } from '../cognito-idp/user-pool-on-hand';

const elsewhere = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Elsewhere';
const entry = (ClientId: string, ProviderName = elsewhere, ServerSideTokenCheck = true) => ({
  ClientId,
  ProviderName,
  ServerSideTokenCheck,
});

/** A user pool that no template has: an issuer like any other. */
async function userPoolElsewhere() {
  const clock = new TestClock();
  const issuer = await Issuer.start(`https://${elsewhere}`, 'app', clock);
  const game = await startGame({ pool: { CognitoIdentityProviders: [entry('app')] }, fetch: issuersFetch([issuer]) });
  const getId = (token: string) =>
    game.cloud.identity('GetId', { IdentityPoolId: poolId, Logins: { [elsewhere]: token } });
  return { issuer, getId };
}

describe('a user pool that stands elsewhere', () => {
  test('lets players in by ID tokens that its published keys verify', async () => {
    const { issuer, getId } = await userPoolElsewhere();
    const { IdentityId } = await getId(await issuer.idToken('adele', { token_use: 'id' }));
    expect(await getId(await issuer.idToken('adele', { token_use: 'id' }))).toEqual({ IdentityId });
    expect(issuer.keySetFetches).toBe(1);
  });

  test.each([
    ['an access token', { token_use: 'access' }, 'Not a valid OpenId Connect identity token.'],
    ['a token that does not say what it is for', {}, 'Not a valid OpenId Connect identity token.'],
    ['another app’s token', { token_use: 'id', aud: 'other' }, 'Incorrect token audience.'],
    ['another user pool’s token', { token_use: 'id', iss: `https://${elsewhere}2` }, "Issuer doesn't match"],
    ['a token without a player', { token_use: 'id', sub: undefined }, 'Missing a required claim: sub'],
  ])('but not by %s', async (_claim, claims, sentence) => {
    const { issuer, getId } = await userPoolElsewhere();
    await expect(getId(await issuer.idToken('adele', claims))).rejects.toThrow(sentence);
    await expect(getId(await issuer.idToken('adele', { token_use: 'id' }))).resolves.toHaveProperty('IdentityId');
  });
});

describe('the app clients of an identity pool', () => {
  const { pools, stack } = userPoolOnHand();
  const provider = stack.resources.find(({ logicalId }) => logicalId === 'Players')?.attributes.ProviderName ?? '';
  const client = stack.resources.find(({ logicalId }) => logicalId === 'App')?.ref ?? '';
  const clock = new TestClock();
  const verifiersOf = (...entries: ReturnType<typeof entry>[]) =>
    userPoolVerifiers(entries, new Set(), { userPools: pools, issuers: new Issuers({ fetch, clock }), clock });
  const deployed = (...CognitoIdentityProviders: ReturnType<typeof entry>[]) =>
    deploy(
      [
        stackOf(
          resource('Pool', 'AWS::Cognito::IdentityPool', poolId, {
            AllowUnauthenticatedIdentities: false,
            CognitoIdentityProviders,
          }),
        ),
      ],
      federationAccount({ clock, userPools: pools }),
    ).identityPools;

  test('make one login provider of each user pool, with a role mapping for each client', () => {
    const verifiers = verifiersOf(entry('ios'), entry(client, provider), entry('android'));
    expect(verifiers.map(({ provider: name, roleMappingKeys }) => [name, roleMappingKeys])).toEqual([
      [elsewhere, [`${elsewhere}:ios`, `${elsewhere}:android`]],
      [provider, [`${provider}:${client}`]],
    ]);
  });

  test.each([
    ['one that is there twice', [entry('ios'), entry('ios')], 'ios is there twice'],
    ['one that the user pool lacks', [entry('ios', provider)], 'ios is not an app client of that user pool'],
  ])('refused with its place: %s', (_claim, entries, sentence) => {
    expect(() => deployed(...entries)).toThrow(AssemblyError);
    expect(deployed(entry('ios'), entry(client, provider)).get(poolId)?.logins.size).toBe(2);
    expect(() => deployed(...entries)).toThrow(`game: Pool: Properties.CognitoIdentityProviders: ${sentence}`);
  });
});
