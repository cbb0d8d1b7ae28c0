import { refusalOf } from '../../federation/cloud';
import { arn, otherPoolId, poolId } from '../../federation/deployment';
import { startGame } from '../../federation/game';

describe('a pool whose roles do not fit', () => {
  const wrong = {
    code: 'InvalidIdentityPoolConfigurationException',
    message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    status: 400,
  };

  test('says so where the role trusts another kind of player', async () => {
    const swapped = await startGame({ roles: { authenticated: arn('Guest'), unauthenticated: arn('Player') } });
    const { IdentityId } = await swapped.cloud.identity('GetId', { IdentityPoolId: poolId });
    expect(await refusalOf(swapped.cloud.identity('GetCredentialsForIdentity', { IdentityId }))).toEqual(wrong);
  });

  test('says so where no role is attached, or none that exists', async () => {
    const none = await startGame({ roles: {} });
    const missing = await startGame({ roles: { unauthenticated: arn('Nobody') } });
    for (const { cloud } of [none, missing]) {
      const { IdentityId } = await cloud.identity('GetId', { IdentityPoolId: poolId });
      expect(await refusalOf(cloud.identity('GetCredentialsForIdentity', { IdentityId }))).toEqual(wrong);
    }
  });

  test('says so where the role trusts another pool', async () => {
    const other = await startGame({ roles: { authenticated: arn('OtherPlayer') } });
    const Logins = { [other.issuer.name]: await other.issuer.idToken('ana') };
    const { IdentityId } = await other.cloud.identity('GetId', { IdentityPoolId: poolId, Logins });
    expect(await refusalOf(other.cloud.identity('GetCredentialsForIdentity', { IdentityId, Logins }))).toEqual(wrong);
    const there = await other.cloud.identity('GetId', { IdentityPoolId: otherPoolId, Logins });
    await expect(
      other.cloud.identity('GetCredentialsForIdentity', { IdentityId: there.IdentityId, Logins }),
    ).resolves.toHaveProperty('Credentials');
  });
});
