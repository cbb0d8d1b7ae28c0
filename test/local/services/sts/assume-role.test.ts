import { makeAdministrator } from '../../../../local/account/administrator';
import type { CallDecision } from '../../../../local/http/call-decision';
import { Dispatcher } from '../../../../local/http/dispatcher';
import { SignatureVerifier } from '../../../../local/http/verify-signature';
import { protocolOf } from '../../../../local/protocols/protocol-of';
import type { Session } from '../../../../local/sessions/session';
import { form } from '../../condition-keys/requests';
import { account, arn, inline, region, role } from '../../federation/deployment';
import { type Game, serviceSession, startGame } from '../../federation/game';
import { signedCall } from '../../http/signed-call';

type Parameters = Readonly<Record<string, string>>;

const place = { account, region, partition: 'aws' };
const allow = (more: object) => ({ Effect: 'Allow', ...more });
const byAccount = { AWS: account };
const session = (name: string) => `arn:aws:sts::${account}:assumed-role/${name}/test`;
const trusting = (name: string, Principal: object, more: object = {}, properties: object = {}) =>
  role(name, allow({ Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'], Principal, ...more }), {
    ...properties,
  });
const lambda = allow({ Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } });
const caller = (name: string, ...statements: object[]) =>
  role(name, lambda, { Policies: [inline('Own', ...statements)], Tags: [{ Key: 'Team', Value: 'red' }] });
const all = { Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'], Resource: '*' };
const condition = (operator: string, key: string, value: string) => ({ Condition: { [operator]: { [key]: value } } });

const resources = [
  trusting('ByAccount', byAccount, {}, { MaxSessionDuration: 7200, Tags: [{ Key: 'Stage', Value: 'dev' }] }),
  trusting('ByRole', { AWS: arn('Nobody') }),
  trusting('BySession', { AWS: session('Nobody') }),
  trusting('ByOther', { AWS: '999999999999' }),
  trusting('Forbidding', byAccount, { Effect: 'Deny' }),
  role('Untagged', allow({ Action: 'sts:AssumeRole', Principal: byAccount })),
  // As the roles of the CDK's bootstrap template are.
  trusting('NoExternalId', byAccount, condition('Null', 'sts:ExternalId', 'true')),
  trusting('ExternalId', byAccount, condition('StringEquals', 'sts:ExternalId', 'secret')),
  trusting('SessionName', byAccount, condition('StringEquals', 'sts:RoleSessionName', 'adele')),
  trusting('PrincipalArn', byAccount, condition('ArnEquals', 'aws:PrincipalArn', arn('Caller'))),
  trusting('PrincipalTag', byAccount, condition('StringEquals', 'aws:PrincipalTag/Team', 'red')),
  trusting('SourceIdentity', byAccount, condition('StringEquals', 'sts:SourceIdentity', 'adele')),
  trusting('Short', byAccount, condition('NumericLessThanEquals', 'sts:DurationSeconds', '900')),
  trusting('Tagged', byAccount, condition('StringEquals', 'aws:RequestTag/Team', 'red')),
  trusting('Transitive', byAccount, condition('ForAllValues:StringEquals', 'sts:TransitiveTagKeys', 'Team')),
  trusting('Chained', byAccount, {}, { Policies: [inline('All', allow({ Action: 'sts:*', Resource: '*' }))] }),
  caller('Caller', allow(all)),
  caller('Nobody', allow({ Action: 's3:*', Resource: '*' })),
  caller('NoTags', allow({ Action: 'sts:AssumeRole', Resource: '*' })),
  caller('Denied', allow(all), { Effect: 'Deny', Action: 'sts:AssumeRole', Resource: arn('ByAccount') }),
  caller('DevOnly', allow({ ...all, ...condition('StringEquals', 'iam:ResourceTag/Stage', 'dev') })),
];

let game: Game;
let administrator: Session;
let refusals: CallDecision[];
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
    onDecision: (made) => made.decision.allowed || refusals.push(made),
  });
});
beforeEach(() => {
  refusals = [];
});

const member = (body: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1];

async function call(by: Session, action: string, parameters: Parameters) {
  const shape = form('2011-06-15', action, parameters);
  const { credentials } = by;
  const answer = await dispatcher.handle(
    await signedCall(shape, { credentials, service: 'sts', region, at: game.clock.now() }),
  );
  const body = String(answer.body);
  return { status: answer.status, body, code: member(body, 'Code'), message: member(body, 'Message') };
}

const assume = (by: Session, roleName: string, more: Parameters = {}) =>
  call(by, 'AssumeRole', { RoleArn: arn(roleName), RoleSessionName: 'test', ...more });

/** The session that a call gives. */
async function taken(by: Session, roleName: string, more: Parameters = {}): Promise<Session> {
  const { body } = await assume(by, roleName, more);
  return game.cloud.session(member(body, 'AccessKeyId') ?? body);
}

const by = (name: string) => (name === 'administrator' ? administrator : serviceSession(game, name));
const tag = (key: string, value: string, index = 1) => ({
  [`Tags.member.${index}.Key`]: key,
  [`Tags.member.${index}.Value`]: value,
});

describe('the caller’s policies and the role’s trust policy decide together', () => {
  const taking: readonly (readonly [who: string, roleName: string, more: Parameters, refused?: string])[] = [
    ['administrator', 'ByAccount', {}],
    ['administrator', 'ByRole', {}, 'no role trust policy allows the sts:AssumeRole'],
    ['administrator', 'ByOther', {}, 'no role trust policy allows the sts:AssumeRole'],
    ['administrator', 'Forbidding', {}, 'explicit deny in the role trust policy'],
    ['administrator', 'NoSuchRole', {}, 'no role trust policy allows the sts:AssumeRole'],
    ['Caller', 'ByAccount', {}],
    ['Nobody', 'ByAccount', {}, 'no identity-based policy allows the sts:AssumeRole'],
    // Named themselves, they need no policy of their own.
    ['Nobody', 'ByRole', {}],
    ['Nobody', 'BySession', {}],
    ['Caller', 'BySession', {}, 'no role trust policy allows the sts:AssumeRole'],
    ['Denied', 'ByAccount', {}, 'explicit deny in an identity-based policy'],
    ['Denied', 'NoExternalId', {}],
    ['DevOnly', 'ByAccount', {}],
    ['DevOnly', 'NoExternalId', {}, 'no identity-based policy allows the sts:AssumeRole'],
    ['Caller', 'NoExternalId', { ExternalId: 'secret' }, 'no role trust policy'],
    ['Caller', 'NoExternalId', {}],
    ['Caller', 'ExternalId', { ExternalId: 'secret' }],
    ['Caller', 'ExternalId', { ExternalId: 'other' }, 'no role trust policy'],
    ['Caller', 'ExternalId', {}, 'no role trust policy'],
    ['Caller', 'SessionName', { RoleSessionName: 'adele' }],
    ['Caller', 'SessionName', {}, 'no role trust policy'],
    ['Caller', 'PrincipalArn', {}],
    ['administrator', 'PrincipalArn', {}, 'no role trust policy'],
    ['Caller', 'PrincipalTag', {}],
    ['administrator', 'PrincipalTag', {}, 'no role trust policy'],
    ['Caller', 'SourceIdentity', { SourceIdentity: 'adele' }],
    ['Caller', 'SourceIdentity', { SourceIdentity: 'bruno' }, 'no role trust policy'],
    ['Caller', 'SourceIdentity', {}, 'no role trust policy'],
    ['Caller', 'Short', { DurationSeconds: '900' }],
    ['Caller', 'Short', { DurationSeconds: '901' }, 'no role trust policy'],
    ['Caller', 'Short', {}, 'no role trust policy'],
    ['Caller', 'Tagged', tag('Team', 'red')],
    ['Caller', 'Tagged', tag('Team', 'blue'), 'no role trust policy'],
    ['Caller', 'Tagged', {}, 'no role trust policy'],
    ['Caller', 'Transitive', { ...tag('Team', 'red'), 'TransitiveTagKeys.member.1': 'Team' }],
    ['Caller', 'Transitive', { ...tag('Clan', 'red'), 'TransitiveTagKeys.member.1': 'Clan' }, 'no role trust policy'],
    ['Caller', 'Untagged', {}],
    ['Caller', 'Untagged', tag('Team', 'red'), 'no role trust policy allows the sts:TagSession'],
    ['Caller', 'Untagged', { SourceIdentity: 'adele' }, 'no role trust policy allows the sts:SetSourceIdentity'],
    ['NoTags', 'ByAccount', {}],
    ['NoTags', 'ByAccount', tag('Team', 'red'), 'no identity-based policy allows the sts:TagSession'],
    ['NoTags', 'ByAccount', { SourceIdentity: 'adele' }, 'no identity-based policy allows the sts:SetSourceIdentity'],
  ];

  test.each(taking.map(([who, roleName, more, refused]) => [who, roleName, more, refused] as const))(
    '%s takes %s with %j',
    async (who, roleName, more, refused) => {
      const answer = await assume(by(who), roleName, more);
      if (refused === undefined) return expect(answer).toMatchObject({ status: 200 });
      expect(answer).toMatchObject({ status: 403, code: 'AccessDenied', message: expect.stringContaining(refused) });
      expect(answer.message).toContain(`is not authorized to perform: sts:`);
      expect(answer.message).toContain(`on resource: ${arn(roleName)}`);
      expect(refusals.map(({ service, operation, caller }) => [service, operation, caller])).toEqual([
        ['sts', 'AssumeRole', by(who).arn],
      ]);
    },
  );
});

describe('what is asked', () => {
  const tags = (count: number) =>
    Object.assign({}, ...Array.from({ length: count }, (_, index) => tag(`k${index}`, 'v', index + 1)));
  const mfa = { SerialNumber: `arn:aws:iam::${account}:mfa/adele`, TokenCode: '123456' };
  const denyAll = JSON.stringify({ Version: '2012-10-17', Statement: [] });

  test.each<readonly [who: string, refused: Parameters, code: string, message: string | RegExp, taken: Parameters]>([
    [
      'administrator',
      { DurationSeconds: '899' },
      'ValidationError',
      /'899' at 'durationSeconds' .* greater than or equal to 900$/,
      { DurationSeconds: '900' },
    ],
    [
      'administrator',
      { DurationSeconds: '43201' },
      'ValidationError',
      /less than or equal to 43200$/,
      { DurationSeconds: '7200' },
    ],
    ['administrator', { DurationSeconds: 'x' }, 'ValidationError', /^2 validation errors detected/, {}],
    [
      'administrator',
      { DurationSeconds: '7201' },
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      { DurationSeconds: '7200' },
    ],
    [
      'Caller',
      { DurationSeconds: '3601' },
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      { DurationSeconds: '3600' },
    ],
    [
      'administrator',
      { RoleSessionName: 'a/b' },
      'ValidationError',
      "1 validation error detected: Value 'a/b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
      { RoleSessionName: 'a=b' },
    ],
    [
      'administrator',
      { RoleSessionName: 's'.repeat(65) },
      'ValidationError',
      `1 validation error detected: Value '${'s'.repeat(65)}' at 'roleSessionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
      { RoleSessionName: 's'.repeat(64) },
    ],
    [
      'administrator',
      { RoleSessionName: '/' },
      'ValidationError',
      /^2 validation errors detected: .*pattern.*; .*length/,
      {},
    ],
    ['administrator', { RoleArn: 'a'.repeat(20) }, 'ValidationError', /Request ARN is invalid$/, {}],
    [
      'administrator',
      { RoleArn: 'short' },
      'ValidationError',
      /'short' at 'roleArn' .* greater than or equal to 20$/,
      {},
    ],
    ['administrator', { ExternalId: 'a b' }, 'ValidationError', /at 'externalId'/, { ExternalId: 'a:b/c' }],
    ['administrator', { SourceIdentity: 'a b' }, 'ValidationError', /at 'sourceIdentity'/, { SourceIdentity: 'a.b' }],
    ['administrator', { SourceIdentity: 'aws:b' }, 'ValidationError', /./, { SourceIdentity: 'aws.b' }],
    ['administrator', mfa, 'AccessDenied', /unable to validate MFA code/, {}],
    ['administrator', { SerialNumber: mfa.SerialNumber }, 'AccessDenied', /must provide both/, {}],
    ['administrator', { TokenCode: mfa.TokenCode }, 'AccessDenied', /must provide both/, {}],
    ['administrator', { TokenCode: '12345' }, 'ValidationError', /^[^5]*at 'tokenCode'/, {}],
    ['administrator', tag('aws:x', 'v'), 'ValidationError', /aws:/, tag('aws.x', 'v')],
    [
      'administrator',
      tag('k', 'v'.repeat(257)),
      'ValidationError',
      /at 'tags.1.member.value'/,
      tag('k', 'v'.repeat(256)),
    ],
    [
      'administrator',
      tag('k'.repeat(129), 'v'),
      'ValidationError',
      /at 'tags.1.member.key'/,
      tag('k'.repeat(128), 'v'),
    ],
    ['administrator', tag('k*', 'v'), 'ValidationError', /at 'tags.1.member.key'/, tag('k ü', '')],
    ['administrator', tags(51), 'ValidationError', /at 'tags' .* less than or equal to 50$/, tags(50)],
    [
      'administrator',
      { ...tag('k', 'v'), ...tag('K', 'v', 2) },
      'ValidationError',
      /duplicate/,
      { ...tag('k', 'v'), ...tag('L', 'v', 2) },
    ],
    [
      'administrator',
      { 'TransitiveTagKeys.member.1': 'k' },
      'ValidationError',
      /none of the requested/,
      { ...tag('K', 'v'), 'TransitiveTagKeys.member.1': 'k' },
    ],
    ['administrator', { 'Tags.member.1.Name': 'k' }, 'ValidationError', /not understood/, tag('k', 'v')],
    ['administrator', { 'TransitiveTagKeys.member.1.Key': 'k' }, 'ValidationError', /not understood/, {}],
    ['administrator', { 'ProvidedContexts.member.1.ProviderArn': 'x' }, 'ValidationError', /Identity Center/, {}],
    [
      'administrator',
      { Policy: '{' },
      'MalformedPolicyDocument',
      /./,
      { Policy: denyAll.replace('[]', JSON.stringify({ Effect: 'Deny', Action: '*', Resource: '*' })) },
    ],
    [
      'administrator',
      { 'PolicyArns.member.1.arn': `arn:aws:iam::${account}:policy/None` },
      'ValidationError',
      /./,
      { 'PolicyArns.member.1.arn': `arn:aws:iam::${account}:policy/ReadFiles` },
    ],
  ])('%s: %j is refused', async (who, refused, code, message, good) => {
    const answer = await assume(by(who), 'ByAccount', refused);
    expect(answer.code).toBe(code);
    const text = (answer.message ?? '').replaceAll('&apos;', "'").replaceAll('&quot;', '"');
    if (typeof message === 'string') expect(text).toBe(message);
    else expect(text).toMatch(message);
    expect(await assume(by(who), 'ByAccount', good)).toMatchObject({ status: 200 });
  });

  test('is asked of a role that one may not take before anything of it is told', async () => {
    expect((await assume(by('Nobody'), 'ByAccount', { DurationSeconds: '43200' })).code).toBe('AccessDenied');
    expect((await assume(by('Nobody'), 'ByAccount', mfa)).message).toContain('is not authorized to perform');
  });
});

describe('the session', () => {
  test('is the role’s, in the role’s account, and says so', async () => {
    const { body } = await assume(administrator, 'ByAccount', { RoleSessionName: 'deploy', DurationSeconds: '900' });
    const role = game.cloud.roles.find(arn('ByAccount'));
    const expires = new Date(game.clock.now() + 900_000).toISOString().replace('.000', '');
    expect(body).toContain(`<Expiration>${expires}</Expiration>`);
    expect(member(body, 'AssumedRoleId')).toBe(`${role?.roleId}:deploy`);
    expect(member(body, 'Arn')).toBe(`arn:aws:sts::${account}:assumed-role/ByAccount/deploy`);
    const deployer = game.cloud.session(member(body, 'AccessKeyId') ?? '');
    const identity = await call(deployer, 'GetCallerIdentity', {});
    expect([member(identity.body, 'Account'), member(identity.body, 'Arn'), member(identity.body, 'UserId')]).toEqual([
      account,
      deployer.arn,
      `${role?.roleId}:deploy`,
    ]);
    expect((await call(deployer, 'DecodeAuthorizationMessage', { EncodedMessage: 'x' })).code).toBe('AccessDenied');
    const chained = await taken(administrator, 'Chained');
    const decoded = await call(chained, 'DecodeAuthorizationMessage', { EncodedMessage: 'x' });
    expect(decoded.code).toBe('InvalidAuthorizationMessageException');
    const info = await call(chained, 'GetAccessKeyInfo', { AccessKeyId: deployer.credentials.accessKeyId });
    expect(member(info.body, 'Account')).toBe(account);
  });

  test('has what its session policies let through', async () => {
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:GetAccessKeyInfo', Resource: '*' }],
    });
    const narrow = await taken(administrator, 'Chained', { Policy });
    const AccessKeyId = narrow.credentials.accessKeyId;
    expect(await call(narrow, 'GetAccessKeyInfo', { AccessKeyId })).toMatchObject({ status: 200 });
    expect((await assume(narrow, 'ByAccount')).message).toContain('no session policy allows');
    expect((await assume(await taken(administrator, 'Chained'), 'ByAccount')).status).toBe(200);
    const { body } = await assume(administrator, 'Chained', { Policy });
    expect(Number(member(body, 'PackedPolicySize'))).toBeGreaterThan(0);
  });

  test('carries its tags over the role’s, and hands on those that are transitive', async () => {
    const more = { ...tag('stage', 'prod'), ...tag('Clan', 'red', 2), 'TransitiveTagKeys.member.1': 'clan' };
    const first = await taken(administrator, 'Chained', more);
    expect(first.context.get('aws:principaltag/stage')).toBe('prod');
    expect(first.context.get('aws:principaltag/clan')).toBe('red');
    const second = await taken(first, 'ByAccount', tag('Team', 'blue'));
    expect(second.context.get('aws:principaltag/stage')).toBe('dev');
    expect(second.context.get('aws:principaltag/clan')).toBe('red');
    expect(second.context.get('aws:principaltag/team')).toBe('blue');
    expect((await assume(first, 'ByAccount', tag('CLAN', 'blue'))).code).toBe('ValidationError');
    expect((await assume(first, 'Untagged')).message).toContain('sts:TagSession');
    const untagged = await taken(administrator, 'Chained', tag('Clan', 'red'));
    expect((await assume(untagged, 'Untagged')).status).toBe(200);
  });

  test('keeps its source identity through a chain of roles', async () => {
    const first = await taken(administrator, 'Chained', { SourceIdentity: 'adele' });
    expect(first.context.get('aws:sourceidentity')).toBe('adele');
    const { body } = await assume(first, 'ByAccount');
    expect(member(body, 'SourceIdentity')).toBe('adele');
    expect(game.cloud.session(member(body, 'AccessKeyId') ?? '').context.get('aws:sourceidentity')).toBe('adele');
    expect((await assume(first, 'ByAccount', { SourceIdentity: 'adele' })).status).toBe(200);
    expect((await assume(first, 'ByAccount', { SourceIdentity: 'bruno' })).code).toBe('AccessDenied');
    expect((await assume(first, 'Untagged')).message).toContain('sts:SetSourceIdentity');
  });
});
