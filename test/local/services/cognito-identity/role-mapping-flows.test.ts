import { type CredentialsAnswer, refusalOf } from '../../federation/cloud';
import { arn, poolId, poolTrust, providerArn, resource, role } from '../../federation/deployment';
import { type Game, type GameChanges, startGame } from '../../federation/game';

const issuerArn = providerArn('login.star.example');
const moderatorsByRule = {
  Type: 'Rules',
  AmbiguousRoleResolution: 'AuthenticatedRole',
  RulesConfiguration: {
    Rules: [
      { Claim: 'role', MatchType: 'Equals', Value: 'moderator', RoleARN: arn('Moderator') },
      { Claim: 'role', MatchType: 'Equals', Value: 'stranger', RoleARN: arn('OtherPlayer') },
    ],
  },
};
const moderator = role('Moderator', poolTrust(poolId, 'authenticated'));
const clanTag = resource('Tags', 'AWS::Cognito::IdentityPoolPrincipalTag', 'tags', {
  IdentityPoolId: poolId,
  IdentityProviderName: issuerArn,
  PrincipalTags: { clan: 'clan' },
});

async function playing(changes: GameChanges, claims: Record<string, unknown> = {}) {
  const game = await startGame(changes);
  const Logins = { [game.issuer.name]: await game.issuer.idToken('ana', claims) };
  const { IdentityId } = await game.cloud.identity('GetId', { IdentityPoolId: poolId, Logins });
  const credentials = () => game.cloud.identity<CredentialsAnswer>('GetCredentialsForIdentity', { IdentityId, Logins });
  const session = async () => game.cloud.session((await credentials()).Credentials.AccessKeyId);
  const openIdToken = () => game.cloud.identity<{ Token: string }>('GetOpenIdToken', { IdentityId, Logins });
  return { game, IdentityId, Logins, credentials, session, openIdToken };
}

const roleNameOf = async (session: Promise<{ arn: string }>) => (await session).arn.split('/')[1];

describe('a pool with role mappings', () => {
  const changes = { roleMappings: { [issuerArn]: moderatorsByRule }, resources: [moderator] };

  test('gives a player the role of the rule that is about them, and others the authenticated role', async () => {
    expect(await roleNameOf((await playing(changes, { role: 'moderator' })).session())).toBe('Moderator');
    expect(await roleNameOf((await playing(changes, { role: 'player' })).session())).toBe('Player');
  });

  test('gives no mapped role that does not trust the pool', async () => {
    const { credentials } = await playing(changes, { role: 'stranger' });
    expect(await refusalOf(credentials())).toMatchObject({ code: 'InvalidIdentityPoolConfigurationException' });
  });

  test('says whose rules denied', async () => {
    const roleMappings = { [issuerArn]: { ...moderatorsByRule, AmbiguousRoleResolution: 'Deny' } };
    const { credentials } = await playing({ ...changes, roleMappings }, { role: 'player' });
    expect(await refusalOf(credentials())).toEqual({
      code: 'NotAuthorizedException',
      message: `The ambiguous role mapping rules for: ${issuerArn} denied this request.`,
      status: 400,
    });
  });

  test('has no basic flow, for players or guests', async () => {
    const refused = {
      code: 'InvalidParameterException',
      message: 'Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.',
      status: 400,
    };
    const { openIdToken, game } = await playing(changes);
    expect(await refusalOf(openIdToken())).toEqual(refused);
    const guest = await game.cloud.identity('GetId', { IdentityPoolId: poolId });
    expect(await refusalOf(game.cloud.identity('GetOpenIdToken', guest))).toEqual(refused);
    await expect((await playing({})).openIdToken()).resolves.toHaveProperty('Token');
  });
});

describe('a pool with attributes for access control', () => {
  const changes = {
    resources: [clanTag],
    roles: { authenticated: arn('TaggedPlayer'), unauthenticated: arn('Guest') },
  };

  test('tags the session of a player with their claim, by either flow', async () => {
    const { session, openIdToken, game } = await playing(changes, { clan: 'red' });
    expect((await session()).context.get('aws:principaltag/clan')).toBe('red');
    const { Token } = await openIdToken();
    const { Credentials } = await game.cloud.token('AssumeRoleWithWebIdentity', {
      RoleArn: arn('TaggedPlayer'),
      RoleSessionName: 'game',
      WebIdentityToken: Token,
    });
    expect(game.cloud.session(Credentials.AccessKeyId).context.get('aws:principaltag/clan')).toBe('red');
  });

  test('needs sts:TagSession in the role’s trust, only where there is a tag', async () => {
    const untagged = { resources: [clanTag] };
    const { credentials } = await playing(untagged, { clan: 'red' });
    expect(await refusalOf(credentials())).toMatchObject({ code: 'InvalidIdentityPoolConfigurationException' });
    expect(await roleNameOf((await playing(untagged)).session())).toBe('Player');
  });

  test('gives no credentials where a claim is no legal tag', async () => {
    const { credentials } = await playing(changes, { clan: '*' });
    expect(await refusalOf(credentials())).toMatchObject({ code: 'InvalidIdentityPoolConfigurationException' });
    await expect((await playing(changes, { clan: 'red' })).credentials()).resolves.toHaveProperty('Credentials');
  });

  test('tags no guest', async () => {
    const game: Game = await startGame(changes);
    const guest = await game.cloud.identity('GetId', { IdentityPoolId: poolId });
    const { Credentials } = await game.cloud.identity<CredentialsAnswer>('GetCredentialsForIdentity', guest);
    expect([...game.cloud.session(Credentials.AccessKeyId).context.keys()].filter((key) => /tag/.test(key))).toEqual(
      [],
    );
  });
});
