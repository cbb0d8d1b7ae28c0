import { assumeRoleForService, assumeRoleWithWebIdentity } from '../../../local/iam/assume-role';
import { playerName, poolPlayer } from '../../../local/iam/federated-player';
import type { Role } from '../../../local/iam/role';
import { sessionTags } from '../../../local/identities/session-tags';
import { TokenRefused } from '../../../local/identities/token-refused';
import { SessionStore } from '../../../local/sessions/session-store';
import { TestClock } from '../federation/cloud';
import { account, poolId, poolTrust, resource, role, stackOf } from '../federation/deployment';
import { deploy, federationAccount } from '../resources/federation-account';

const clock = new TestClock();
const dependencies = { clock, sessions: new SessionStore(clock) };

function roleOf(trust: object, properties: Record<string, unknown> = {}): Role {
  const arn = `arn:aws:iam::${account}:role/game/Player`;
  const { properties: merged } = role('Player', trust, properties);
  const stacks = [stackOf(resource('PlayerRole', 'AWS::IAM::Role', 'Player', { ...merged }, { Arn: arn }))];
  const found = deploy(stacks, federationAccount({ clock })).roles.find(arn);
  if (found === undefined) throw new Error('no such role');
  return found;
}

const player = (tags: Record<string, string> = {}, amr = ['authenticated']) =>
  poolPlayer({ poolId, identityId: 'eu-west-1:ana', amr, tags: new Map(Object.entries(tags)) });

const take = (of: Role, who = player()) =>
  assumeRoleWithWebIdentity(dependencies, { role: of, player: who, sessionName: 'game', durationSeconds: 900 });

const tagging = (condition: object = {}) => ({
  ...poolTrust(poolId, 'authenticated'),
  Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
  ...condition,
});

test('a session’s ARN leaves out the role’s path, its principal keeps it', () => {
  const assumption = take(roleOf(poolTrust(poolId, 'authenticated')));
  expect(assumption).toMatchObject({
    assumed: true,
    session: {
      arn: `arn:aws:sts::${account}:assumed-role/Player/game`,
      principal: { roleArn: `arn:aws:iam::${account}:role/game/Player` },
      credentials: { expiration: clock.now() + 900_000, accessKeyId: expect.stringMatching(/^ASIA/) },
    },
  });
});

test('a refusal says which condition failed, to whoever runs the cloud', () => {
  const trust = poolTrust(poolId, 'authenticated');
  const refused = take(roleOf(trust), player({}, ['unauthenticated']));
  expect(refused.assumed).toBe(false);
  expect(refused.assumed || refused.refused.decision.explain()).toContain('cognito-identity.amazonaws.com:amr');
  expect(take(roleOf(trust)).assumed).toBe(true);
});

test('of the principals that a token can stand for, the first that the role trusts counts, and a refusal gives the reasons of all', () => {
  const of = (...principals: [string, ...string[]]) => ({ ...player(), principals });
  const role = roleOf(poolTrust(poolId, 'authenticated'));
  const [pool] = player().principals;
  expect(take(role, of('accounts.google.com', pool))).toMatchObject({ assumed: true, principal: pool });
  const refused = take(role, of('accounts.google.com', 'www.amazon.com'));
  const reasons = refused.assumed ? '' : refused.refused.decision.explain();
  expect(reasons).toContain('but not the principal (accounts.google.com)');
  expect(reasons).toContain('but not the principal (www.amazon.com)');
});

test('a player is named by provider, audience and subject, a guest without their identity ID', () => {
  expect(playerName(player())).toBe(`cognito-identity.amazonaws.com:${poolId}:eu-west-1:ana`);
  expect(playerName(player({}, ['unauthenticated']))).toBe(`cognito-identity.amazonaws.com:${poolId}:***`);
  // What is not said to have signed in is taken for a guest.
  expect(playerName(player({}, []))).toBe(`cognito-identity.amazonaws.com:${poolId}:***`);
});

test('an explicit deny in the trust policy holds against its own allow', () => {
  const trusting = roleOf(poolTrust(poolId, 'authenticated'));
  const denying = roleOf({ ...poolTrust(poolId, 'authenticated'), Effect: 'Deny' });
  expect(take(trusting).assumed).toBe(true);
  expect(take(denying)).toMatchObject({ assumed: false, refused: { decision: { kind: 'explicit-deny' } } });
});

describe('tags', () => {
  test('need sts:TagSession beside the role itself', () => {
    const plain = roleOf(poolTrust(poolId, 'authenticated'));
    expect(take(plain, player({ clan: 'red' })).assumed).toBe(false);
    expect(take(plain).assumed).toBe(true);
    expect(take(roleOf(tagging()), player({ clan: 'red' })).assumed).toBe(true);
  });

  test('of the session hide the role’s own, whatever their letters’ case', () => {
    const tagged = roleOf(tagging(), {
      Tags: [
        { Key: 'Clan', Value: 'blue' },
        { Key: 'team', Value: 'core' },
      ],
    });
    const assumption = take(tagged, player({ clan: 'red' }));
    const context = assumption.assumed ? assumption.session.context : new Map();
    expect(context.get('aws:principaltag/clan')).toBe('red');
    expect(context.get('aws:principaltag/team')).toBe('core');
  });

  test('are read from the claim that STS documents, and from nothing else', () => {
    const claim = (principal_tags: object) => ({ 'https://aws.amazon.com/tags': { principal_tags } });
    expect(sessionTags(claim({ clan: ['red'], team: 'core' }))).toEqual(
      new Map(Object.entries({ clan: 'red', team: 'core' })),
    );
    expect(sessionTags({ clan: 'red' })).toEqual(new Map());
    for (const tags of [
      { clan: ['*'] },
      { clan: 'r?d' },
      { clan: ['a', 'b'] },
      { clan: 'a', Clan: 'b' },
      { clan: 1 },
    ]) {
      expect(() => sessionTags(claim(tags))).toThrow(TokenRefused);
    }
  });
});

test('a service takes the role that trusts it, and no other', () => {
  const lambda = roleOf({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } });
  const assume = (of: Role, service: string) => assumeRoleForService(dependencies, of, service, 'function');
  expect(assume(lambda, 'lambda.amazonaws.com').assumed).toBe(true);
  expect(assume(lambda, 'ec2.amazonaws.com').assumed).toBe(false);
  expect(assume(roleOf(poolTrust(poolId, 'authenticated')), 'lambda.amazonaws.com').assumed).toBe(false);
});
