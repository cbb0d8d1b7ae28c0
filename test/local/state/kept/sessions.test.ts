import { makeAdministrator } from '../../../../local/account/administrator';
import { assumeRoleForService } from '../../../../local/iam/assume-role';
import { sessionOfFederatedUser, sessionOfUser } from '../../../../local/iam/user-session';
import type { Session } from '../../../../local/sessions/session';
import { compilePolicy } from '../../../../policy/compile';
import type { FederationCloud } from '../../federation/cloud';
import { account, arn, inline, poolId, role } from '../../federation/deployment';
import { type Game, serviceSession, startGame } from '../../federation/game';
import { left, takeUp } from './restart';

let game: Game;
beforeEach(async () => {
  game = await startGame();
});

function restarted(deployed = game.deployed): FederationCloud {
  const again = game.startAgain(deployed);
  takeUp(left(game.cloud.collections), again.collections, again.keeper);
  makeAdministrator(again.sessions, place);
  return again;
}

const place = { account, partition: 'aws' };
const own = compilePolicy(
  { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } },
  'session policy',
  'identity',
);

const guest = async () => {
  const { IdentityId } = await game.cloud.identity('GetId', { IdentityPoolId: poolId });
  const answer = await game.cloud.identity<{ Credentials: { AccessKeyId: string } }>('GetCredentialsForIdentity', {
    IdentityId,
  });
  return game.cloud.session(answer.Credentials.AccessKeyId);
};

const webIdentity = async () => {
  const answer = await game.cloud.token<{ Credentials: { AccessKeyId: string } }>('AssumeRoleWithWebIdentity', {
    RoleArn: arn('Direct'),
    RoleSessionName: 'ana',
    WebIdentityToken: await game.issuer.idToken('ana'),
    Policy: JSON.stringify(own.document),
  });
  return game.cloud.session(answer.Credentials.AccessKeyId);
};

const administrator = () => makeAdministrator(game.cloud.sessions, place);
const parts = () => ({ sessions: game.cloud.sessions, clock: game.clock });

const chained = (): Session => {
  const { credentials: _keys, ...spec } = serviceSession(game, 'Admin');
  const handedOn = { tags: new Map([['clan', 'owls']]), sourceIdentity: 'ana' };
  return game.cloud.sessions.mint({ ...spec, handedOn }, 3600);
};

/** What of a session a request can depend on. */
const told = (session: Session | undefined) => {
  if (session === undefined) return undefined;
  const { policies, sessionPolicies, ...rest } = session;
  const documentsOf = (all: Session['sessionPolicies'] = []) =>
    all.map(({ source, document }) => ({ source, document }));
  return {
    ...rest,
    policies: documentsOf(policies()?.identityPolicies),
    ended: policies() === undefined,
    own: sessionPolicies && documentsOf(sessionPolicies),
  };
};

const takings: [string, () => Promise<Session> | Session][] = [
  ['a guest’s session, with its ceiling', guest],
  ['a session by a login of one’s own, with a policy of its own', webIdentity],
  ['a function’s session', () => serviceSession(game, 'Function')],
  ['a session that hands on tags and a source identity', chained],
  ['the administrator’s own session', () => sessionOfUser(parts(), administrator(), 3600)],
  [
    'a federated user’s session',
    () =>
      sessionOfFederatedUser(parts(), administrator(), {
        ...{ name: 'ana', seconds: 3600, tags: new Map([['clan', 'owls']]) },
        policies: [own],
      }),
  ],
];

test.each(takings)('%s goes on after a restart', async (_what, take) => {
  const session = await take();
  const again = restarted().sessions.find(session.credentials.accessKeyId);
  expect(told(again)).toEqual(told(session));
  expect(again).not.toBe(session);
});

test.each(takings)('%s ends when it would have, and is remembered as expired for as long', async (_what, take) => {
  const { credentials } = await take();
  const again = restarted();
  expect(again.sessions.find(credentials.accessKeyId)?.credentials.expiration).toBe(credentials.expiration);
  game.clock.pass(14 * 60 * 60);
  serviceSession({ ...game, cloud: again }, 'Function');
  expect(again.sessions.find(credentials.accessKeyId)).toBeUndefined();
  again.keeper.check(again.collections);
});

test('a role’s session has after a restart what its role has then', async () => {
  const { credentials } = await webIdentity();
  const more = { Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' };
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
  const deployed = game.deployed.map((one) =>
    one.ref === 'Direct' ? role('Direct', trust, { Policies: [inline('More', more)] }) : one,
  );
  const again = restarted(deployed).sessions.find(credentials.accessKeyId);
  expect(again?.policies()?.identityPolicies.map(({ document }) => document)).toEqual([
    { Version: '2012-10-17', Statement: [more] },
  ]);
});

test.each([
  ['gone', false],
  ['still there', true],
])('a session goes on where its role is %s', async (_what, isThere) => {
  const { credentials } = await webIdentity();
  const deployed = game.deployed.filter(({ ref }) => isThere || ref !== 'Direct');
  const again = game.startAgain(deployed);
  takeUp(left(game.cloud.collections), again.collections, again.keeper);
  expect(again.sessions.find(credentials.accessKeyId)?.policies() !== undefined).toBe(isThere);
  // Nor is it with one that has its name later.
  const later = game.startAgain();
  takeUp(left(again.collections), later.collections, later.keeper);
  expect(later.sessions.find(credentials.accessKeyId)?.policies() !== undefined).toBe(isThere);
});

test('a role that was deleted and made again does not bring its sessions back', async () => {
  const lost = await webIdentity();
  const kept = serviceSession(game, 'Function');
  const stored = game.cloud.roles.find(arn('Direct'));
  if (stored === undefined) throw new Error('no such role');
  game.cloud.roles.delete('Direct');
  const { trustPolicy, maxSessionSeconds, tags } = stored;
  game.cloud.roles.add(stored, { trustPolicy, maxSessionSeconds, tags });
  game.cloud.keeper.check(game.cloud.collections);
  expect(lost.policies()).toBeUndefined();
  const again = restarted();
  expect(again.sessions.find(lost.credentials.accessKeyId)?.policies()).toBeUndefined();
  expect(again.sessions.find(kept.credentials.accessKeyId)?.policies()).toBeDefined();
});

test('credentials whose own policy is not understood any more have expired', async () => {
  const { credentials } = await webIdentity();
  const other = serviceSession(game, 'Function').credentials;
  const newer = { ...own.document, Statement: { Effect: 'Perhaps' } };
  const body = game.cloud.keeper.bodies.put(Buffer.from(JSON.stringify(newer)));
  const records = left(game.cloud.collections).map(([name, key, text]): [string, string, string] => {
    const { sessionPolicies, ...value } = JSON.parse(text);
    if (sessionPolicies === undefined) return [name, key, text];
    return [
      name,
      key,
      JSON.stringify({ ...value, sessionPolicies: [{ source: 'x', hash: body.hash, size: body.size }] }),
    ];
  });
  const again = game.startAgain();
  takeUp(records, again.collections, again.keeper);
  expect(again.sessions.find(credentials.accessKeyId)?.credentials.expiration).toBe(game.clock.now());
  expect(again.sessions.find(other.accessKeyId)?.credentials).toEqual(other);
});

test('what a user took waits for the user, whose key pair is of one process', () => {
  const user = administrator();
  const { credentials } = sessionOfUser(parts(), user, 3600);
  const again = game.startAgain();
  takeUp(left(game.cloud.collections), again.collections, again.keeper);
  const policies = again.sessions.find(credentials.accessKeyId)?.policies;
  expect(policies?.()).toBeUndefined();
  makeAdministrator(again.sessions, place);
  expect(policies?.()).toEqual(user.policies());
  expect(again.sessions.find(user.credentials.accessKeyId)).toBeUndefined();
  again.keeper.check(again.collections);
});

test('a service’s session is taken by the same trust after a restart', () => {
  const again = restarted();
  const found = again.roles.find(arn('Function'));
  if (found === undefined) throw new Error('no such role');
  expect(assumeRoleForService({ ...again, clock: game.clock }, found, 'lambda.amazonaws.com', 'test').assumed).toBe(
    true,
  );
});
