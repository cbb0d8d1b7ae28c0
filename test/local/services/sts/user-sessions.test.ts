import { makeAdministrator } from '../../../../local/account/administrator';
import { policiesInForce } from '../../../../local/http/caller-authority';
import { Dispatcher } from '../../../../local/http/dispatcher';
import { SignatureVerifier } from '../../../../local/http/verify-signature';
import { protocolOf } from '../../../../local/protocols/protocol-of';
import type { Session } from '../../../../local/sessions/session';
import { compilePolicy } from '../../../../policy/compile';
import { decide } from '../../../../policy/decide';
import { requestContext } from '../../../../policy/types';
import { form } from '../../condition-keys/requests';
import { account, arn, inline, region, role } from '../../federation/deployment';
import { type Game, serviceSession, startGame } from '../../federation/game';
import { signedCall } from '../../http/signed-call';

type Parameters = Readonly<Record<string, string>>;

const place = { account, region, partition: 'aws' };
const lambda = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
const allow = (Action: string | readonly string[], Resource = '*') => ({ Effect: 'Allow', Action, Resource });
const policyOf = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const federated = (name: string) => `arn:aws:sts::${account}:federated-user/${name}`;

const resources = [
  role('Everything', lambda, { Policies: [inline('All', allow('*'))] }),
  role('Trusting', { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: account } }),
];

let game: Game;
let administrator: Session;
let dispatcher: Dispatcher;
beforeAll(async () => {
  game = await startGame({ resources });
  administrator = makeAdministrator(game.cloud.sessions, place);
  dispatcher = new Dispatcher({
    services: [game.cloud.sts],
    verifier: new SignatureVerifier({ sessions: game.cloud.sessions, clock: game.clock, region }),
    clock: game.clock,
    ...place,
    protocolOf,
    onDefect: (error) => {
      throw error;
    },
  });
});

const member = (body: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1];

async function call({ credentials }: Session, action: string, parameters: Parameters = {}) {
  const shape = form('2011-06-15', action, parameters);
  const answer = await dispatcher.handle(
    await signedCall(shape, { credentials, service: 'sts', region, at: game.clock.now() }),
  );
  const body = String(answer.body);
  return { status: answer.status, body, code: member(body, 'Code'), message: member(body, 'Message') };
}

/** The session that a call gives. */
async function taken(by: Session, action: string, parameters: Parameters = {}): Promise<Session> {
  const { body } = await call(by, action, parameters);
  return game.cloud.session(member(body, 'AccessKeyId') ?? body);
}

/** A user of the account who has these policies. */
function userWith(...statements: object[]): Session {
  const { credentials: _keys, ...spec } = administrator;
  const policy = compilePolicy({ Version: '2012-10-17', Statement: statements }, 'a user', 'identity');
  return game.cloud.sessions.mintLongTerm({ ...spec, policies: () => ({ identityPolicies: [policy] }) });
}

const may = (session: Session, action: string, resource = '*', keys: Record<string, string> = {}) =>
  decide(
    { action, resource, context: requestContext(keys) },
    { principal: session.principal, account, context: session.context, ...policiesInForce(session) },
  ).allowed;

describe('GetSessionToken', () => {
  test('gives a user temporary keys of their own, whatever the policies say of it', async () => {
    for (const user of [administrator, userWith(allow('s3:*')), userWith({ ...allow('*'), Effect: 'Deny' })]) {
      const session = await taken(user, 'GetSessionToken');
      const { body } = await call(session, 'GetCallerIdentity');
      expect(member(body, 'Arn')).toBe(user.arn);
      expect(session.credentials).toMatchObject({
        accessKeyId: expect.stringMatching(/^ASIA/),
        expiration: game.clock.now() + 43_200_000,
      });
    }
  });

  test.each([
    ['900', 200],
    ['129600', 200],
    ['899', 400],
    ['129601', 400],
    ['long', 400],
  ])('for %s seconds', async (DurationSeconds, status) => {
    expect((await call(administrator, 'GetSessionToken', { DurationSeconds })).status).toBe(status);
  });

  test.each([
    ['both', { SerialNumber: 'arn:aws:iam::1:mfa/adele', TokenCode: '123456' }, /unable to validate MFA code/],
    ['a code alone', { TokenCode: '123456' }, /must provide both/],
  ])('shown %s of a second factor that nobody has', async (_what, parameters, message) => {
    expect(await call(administrator, 'GetSessionToken', parameters)).toMatchObject({
      code: 'AccessDenied',
      status: 403,
    });
    expect((await call(administrator, 'GetSessionToken', parameters)).message).toMatch(message);
  });
});

describe('GetFederationToken', () => {
  test('says who the federated user is', async () => {
    const { body } = await call(administrator, 'GetFederationToken', {
      Name: 'adele',
      Policy: policyOf(allow('s3:*')),
    });
    expect(member(body, 'FederatedUserId')).toBe(`${account}:adele`);
    expect(member(body, 'Arn')).toBe(federated('adele'));
    const session = game.cloud.session(member(body, 'AccessKeyId') ?? '');
    const identity = await call(session, 'GetCallerIdentity');
    expect(member(identity.body, 'Arn')).toBe(federated('adele'));
    expect(member(identity.body, 'UserId')).toBe(`${account}:adele`);
  });

  const reads = policyOf(allow('s3:GetObject'));
  test.each([
    ['nothing without a policy', allow('*'), {}, false, false],
    ['what both allow', allow('*'), { Policy: reads }, true, false],
    ['no more than the user', allow('s3:PutObject'), { Policy: policyOf(allow('*')) }, false, true],
    ['nothing where the two do not meet', allow('s3:PutObject'), { Policy: reads }, false, false],
    [
      'what a managed policy allows',
      allow('*'),
      { 'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
      true,
      false,
    ],
  ] as const)('grants %s', async (_what, own, parameters, get, put) => {
    const user = userWith(own, allow('sts:GetFederationToken'));
    const session = await taken(user, 'GetFederationToken', { Name: 'adele', ...(parameters as Parameters) });
    expect([may(session, 's3:GetObject'), may(session, 's3:PutObject')]).toEqual([get, put]);
  });

  test.each([
    ['all names', allow('sts:GetFederationToken'), true],
    ['that name', allow('sts:GetFederationToken', federated('adel*')), true],
    ['another name', allow('sts:GetFederationToken', federated('bruno')), false],
    ['something else', allow('sts:AssumeRole'), false],
  ])('is granted by a policy for %s', async (_what, statement, granted) => {
    const answer = await call(userWith(statement), 'GetFederationToken', { Name: 'adele' });
    expect(answer.status).toBe(granted ? 200 : 403);
    if (!granted) expect(answer.message).toContain(`sts:GetFederationToken on resource: ${federated('adele')}`);
  });

  const tags = { 'Tags.member.1.Key': 'Team', 'Tags.member.1.Value': 'red' };
  test('needs sts:TagSession for tags, which the session then has', async () => {
    const untagged = userWith(allow('sts:GetFederationToken'));
    expect((await call(untagged, 'GetFederationToken', { Name: 'adele', ...tags })).message).toContain(
      'sts:TagSession',
    );
    const session = await taken(administrator, 'GetFederationToken', { Name: 'adele', ...tags });
    expect(session.context.get('aws:principaltag/team')).toBe('red');
  });

  test.each([
    ['no name', {}, 'ValidationError'],
    ['a name of one letter', { Name: 'a' }, 'ValidationError'],
    ['a name of 33 letters', { Name: 'a'.repeat(33) }, 'ValidationError'],
    ['a name with a slash', { Name: 'adele/admin' }, 'ValidationError'],
    ['a session too short', { Name: 'adele', DurationSeconds: '899' }, 'ValidationError'],
    ['a session too long', { Name: 'adele', DurationSeconds: '129601' }, 'ValidationError'],
    ['a reserved tag', { Name: 'adele', ...tags, 'Tags.member.1.Key': 'aws:x' }, 'ValidationError'],
    ['no policy document', { Name: 'adele', Policy: '{' }, 'MalformedPolicyDocument'],
    ['a policy too long', { Name: 'adele', Policy: 'x'.repeat(2049) }, 'ValidationError'],
    ['nothing wrong', { Name: 'adele', ...tags, DurationSeconds: '129600', Policy: policyOf(allow('*')) }, undefined],
  ] as const)('with %s', async (_what, parameters, code) => {
    expect((await call(administrator, 'GetFederationToken', parameters as Parameters)).code).toBe(code);
  });
});

describe('what temporary credentials may not', () => {
  const sessions: Record<string, () => Promise<Session>> = {
    'a user': async () => administrator,
    'a session of the user': () => taken(administrator, 'GetSessionToken'),
    'a federated user': () =>
      taken(administrator, 'GetFederationToken', { Name: 'adele', Policy: policyOf(allow('*')) }),
    'a role that may everything': async () => serviceSession(game, 'Everything'),
  };
  const sessionOf = async (who: string) => (await sessions[who]?.()) as Session;
  const cannot = (operation: string) => `Cannot call ${operation} with session credentials`;
  const barred = 'with an explicit deny in a session policy';

  test.each<readonly [who: string, action: string, refused: string | undefined]>([
    ['a user', 'GetSessionToken', undefined],
    ['a session of the user', 'GetSessionToken', cannot('GetSessionToken')],
    ['a federated user', 'GetSessionToken', cannot('GetSessionToken')],
    ['a role that may everything', 'GetSessionToken', cannot('GetSessionToken')],
    ['a user', 'GetFederationToken', undefined],
    ['a session of the user', 'GetFederationToken', cannot('GetFederationToken')],
    ['a federated user', 'GetFederationToken', barred],
    ['a role that may everything', 'GetFederationToken', cannot('GetFederationToken')],
    ['a user', 'AssumeRole', undefined],
    ['a session of the user', 'AssumeRole', undefined],
    ['a federated user', 'AssumeRole', barred],
    ['a role that may everything', 'AssumeRole', undefined],
    ['a user', 'GetAccessKeyInfo', undefined],
    ['a session of the user', 'GetAccessKeyInfo', 'no session policy allows the sts:GetAccessKeyInfo action'],
    ['a federated user', 'GetAccessKeyInfo', barred],
    ['a role that may everything', 'GetAccessKeyInfo', undefined],
    ...Object.keys(sessions).map((who) => [who, 'GetCallerIdentity', undefined] as const),
  ])('%s calls %s', async (who, action, refused) => {
    const session = await sessionOf(who);
    const AccessKeyId = administrator.credentials.accessKeyId;
    const parameters: Parameters = { Name: 'bruno', RoleArn: arn('Trusting'), RoleSessionName: 'test', AccessKeyId };
    const answer = await call(session, action, parameters);
    expect([answer.status, answer.code]).toEqual(refused === undefined ? [200, undefined] : [403, 'AccessDenied']);
    if (refused !== undefined) expect(answer.message).toContain(refused);
  });

  test.each<readonly [who: string, allowed: boolean]>([
    ['a user', true],
    ['a session of the user', false],
    ['a federated user', false],
    ['a role that may everything', true],
  ])('%s and IAM', async (who, allowed) => {
    const session = await sessionOf(who);
    expect(may(session, 'iam:CreateRole', arn('New'))).toBe(allowed);
    expect(may(session, 's3:GetObject')).toBe(true);
    // No call of IAM.
    expect(may(session, 'iam:PassRole', arn('Trusting'), { 'iam:PassedToService': 'x.amazonaws.com' })).toBe(true);
  });

  test.each(['GetSessionToken', 'GetFederationToken'])('%s’s keys end', async (action) => {
    const session = await taken(administrator, action, { Name: 'adele', DurationSeconds: '900' });
    game.clock.pass(899);
    expect((await call(session, 'GetCallerIdentity')).status).toBe(200);
    game.clock.pass(1);
    expect((await call(session, 'GetCallerIdentity')).code).toBe('ExpiredToken');
  });
});
