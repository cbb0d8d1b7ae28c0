import type { Session } from '../../../../local/sessions/session';
import { type CredentialsAnswer, emptyPost, refusalOf } from '../../federation/cloud';
import { account, arn, poolId } from '../../federation/deployment';
import { type Game, startGame } from '../../federation/game';

let game: Game;
let guest: Session;
beforeEach(async () => {
  game = await startGame();
  const { IdentityId } = await game.cloud.identity('GetId', { IdentityPoolId: poolId });
  const answer = await game.cloud.identity<CredentialsAnswer>('GetCredentialsForIdentity', { IdentityId });
  guest = game.cloud.session(answer.Credentials.AccessKeyId);
});

test('whoever signs may ask who they are', async () => {
  expect(await game.cloud.token('GetCallerIdentity', {}, guest)).toEqual({
    Account: account,
    Arn: `arn:aws:sts::${account}:assumed-role/Guest/CognitoIdentityCredentials`,
    UserId: guest.userId,
  });
});

test('a guest cannot climb into another role with their credentials', async () => {
  const parameters = { RoleArn: arn('Player'), RoleSessionName: 'up' };
  expect(await refusalOf(game.cloud.token('AssumeRole', parameters, guest))).toMatchObject({
    code: 'AccessDenied',
    status: 403,
    message: expect.stringContaining('sts:AssumeRole'),
  });
  // Policies alone don't open a role either: this one trusts its pool, and no caller of the account.
  const policy = guest.policies()?.identityPolicies ?? [];
  const policies = () => ({ identityPolicies: [...policy, ...everything(game)] });
  const allowed = { ...guest, policies, sessionPolicies: undefined };
  expect(await refusalOf(game.cloud.token('AssumeRole', parameters, allowed))).toMatchObject({
    code: 'AccessDenied',
    message: expect.stringContaining('no role trust policy allows the sts:AssumeRole action'),
  });
});

test('an operation that STS does not have, and another version, are refused', async () => {
  expect(await refusalOf(game.cloud.token('GetServiceBearerToken', {}, guest))).toMatchObject({
    code: 'InvalidAction',
    message: 'Could not find operation GetServiceBearerToken for version 2011-06-15',
  });
  const body = Buffer.from('Action=GetCallerIdentity&Version=2010-01-01');
  expect((await refusalOf(game.cloud.perform(game.cloud.sts, { ...emptyPost, body }, guest))).code).toBe(
    'InvalidAction',
  );
});

function everything({ cloud }: Game) {
  const role = cloud.roles.find(arn('Admin'));
  if (role === undefined) throw new Error('no such role');
  return role.identityPolicies;
}
