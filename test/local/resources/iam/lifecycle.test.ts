import type { DeployedResource } from '../../../../assembly/types';
import { assumeRoleWithWebIdentity } from '../../../../local/iam/assume-role';
import { poolPlayer } from '../../../../local/iam/federated-player';
import { SessionStore } from '../../../../local/sessions/session-store';
import { permits, TestClock } from '../../federation/cloud';
import { account, arn, inline, poolId, poolTrust, providerArn, resource, role } from '../../federation/deployment';
import { SamlIssuer } from '../../identities/saml/saml-issuer';
import { federationAccount, lifecycle } from '../federation-account';

const clock = new TestClock();
const trust = poolTrust(poolId, 'authenticated');
const policyArn = (name: string) => `arn:aws:iam::${account}:policy/${name}`;
const allowing = (action: string) => ({ Effect: 'Allow', Action: action, Resource: '*' });
const document = (action: string) => ({ Version: '2012-10-17', Statement: [allowing(action)] });
const player = (properties = {}) => role('Player', trust, properties);
const shared = (action: string, properties = {}, name = 'Shared') =>
  resource(name, 'AWS::IAM::ManagedPolicy', policyArn(name), { PolicyDocument: document(action), ...properties });
const attached = (action: string, properties = {}) =>
  resource('Attached', 'AWS::IAM::Policy', 'Attached', {
    PolicyName: 'Attached',
    PolicyDocument: document(action),
    Roles: ['Player'],
    ...properties,
  });
const issuer = (ClientIdList: string[], url = 'https://login.star.example') =>
  resource('Provider', 'AWS::IAM::OIDCProvider', providerArn(url.slice(8)), { Url: url, ClientIdList });
const studios = ['https://studio.example/saml', 'https://other.example/saml'].map((id) => new SamlIssuer(id, clock));
const saml = (studio = 0, name = 'studio') =>
  resource('Saml', 'AWS::IAM::SAMLProvider', `arn:aws:iam::${account}:saml-provider/${name}`, {
    SamlMetadataDocument: studios[studio]?.metadata(),
  });

/** An account with these resources, and what may be done under a session that was given out before anything changed. */
function deployed(...resources: DeployedResource[]) {
  const iam = federationAccount({ clock });
  const deployment = lifecycle(iam);
  for (const one of resources) deployment.create(one);
  const name = 'Player';
  const given = iam.roles.find(arn(name));
  const can = (action: string) => {
    const policies = given?.now();
    if (policies === undefined) return undefined;
    const principal = { kind: 'assumed-role', account, roleArn: arn(name), sessionArn: '', roleId: '' } as const;
    const session = {
      principal,
      account,
      arn: '',
      userId: '',
      context: new Map(),
      credentials: { accessKeyId: '', secretAccessKey: '' },
    };
    return permits({ ...session, policies: () => policies }, { action, resource: '*' }).allowed;
  };
  return { iam, ...deployment, can };
}

/** What two actions may do under it. */
type Rights = readonly [get: boolean | undefined, put: boolean | undefined];
const rights = ({ can }: ReturnType<typeof deployed>): Rights => [can('s3:GetObject'), can('s3:PutObject')];
const [get, put] = ['s3:GetObject', 's3:PutObject'] as const;

describe('a change holds at once for sessions that exist, and its way back restores what was', () => {
  const cases: [string, DeployedResource[], DeployedResource, DeployedResource, Rights, Rights][] = [
    [
      'a role’s inline policy',
      [],
      player({ Policies: [inline('Own', allowing(get))] }),
      player({ Policies: [inline('Own', allowing(put))] }),
      [true, false],
      [false, true],
    ],
    [
      'a role’s inline policies by name',
      [],
      player({ Policies: [inline('Own', allowing(get))] }),
      player({ Policies: [inline('New', allowing(put))] }),
      [true, false],
      [false, true],
    ],
    [
      'a role’s managed policies',
      [shared(get, {}, 'Get'), shared(put, {}, 'Put')],
      player({ ManagedPolicyArns: [policyArn('Get')] }),
      player({ ManagedPolicyArns: [policyArn('Put')] }),
      [true, false],
      [false, true],
    ],
    [
      'a role’s boundary',
      [shared(put, {}, 'Put')],
      player({ Policies: [inline('Own', allowing('s3:*'))] }),
      player({ Policies: [inline('Own', allowing('s3:*'))], PermissionsBoundary: policyArn('Put') }),
      [true, true],
      [false, true],
    ],
    ['an attached policy’s document', [player()], attached(get), attached(put), [true, false], [false, true]],
    [
      'an attached policy’s roles',
      [player(), role('Other', trust)],
      attached(get),
      attached(get, { Roles: ['Other'] }),
      [true, false],
      [false, false],
    ],
    [
      'an attached policy’s name',
      [player()],
      attached(get),
      attached(get, { PolicyName: 'Renamed' }),
      [true, false],
      [true, false],
    ],
    [
      'a managed policy’s document',
      [player()],
      shared(get, { Roles: ['Player'] }),
      shared(put, { Roles: ['Player'] }),
      [true, false],
      [false, true],
    ],
    [
      'a managed policy’s roles',
      [player(), role('Other', trust)],
      shared(get, { Roles: ['Player'] }),
      shared(get, { Roles: ['Other'] }),
      [true, false],
      [false, false],
    ],
  ];
  test.each(cases)('%s', (_what, around, before, after, former, latter) => {
    const world = deployed(...around, before);
    expect(rights(world)).toEqual(former);
    world.update(before, after);
    expect(rights(world)).toEqual(latter);
    world.update(after, before);
    expect(rights(world)).toEqual(former);
  });

  test('a boundary’s document, without the role being touched', () => {
    const boundary = shared(get);
    const world = deployed(
      boundary,
      player({ Policies: [inline('Own', allowing('s3:*'))], PermissionsBoundary: policyArn('Shared') }),
    );
    expect(rights(world)).toEqual([true, false]);
    world.update(boundary, shared(put));
    expect(rights(world)).toEqual([false, true]);
  });
});

test('a role’s trust, session length and tags change in place; what others attached, and its ID, stay', () => {
  const before = player({ Policies: [inline('Own', allowing(put))] });
  const world = deployed(before, attached(get));
  const { roleId } = world.iam.roles.find(arn('Player')) ?? {};
  const after = role('Player', poolTrust(poolId, 'unauthenticated'), {
    MaxSessionDuration: 7200,
    Tags: [{ Key: 'team', Value: 'red' }],
  });
  world.update(before, after);
  const changed = world.iam.roles.find(arn('Player'));
  expect(changed).toMatchObject({ roleId, maxSessionSeconds: 7200, tags: new Map([['team', 'red']]) });
  const takenBy = (method: string) => {
    const guest = poolPlayer({ poolId, identityId: 'eu-west-1:ana', amr: [method], tags: new Map() });
    if (changed === undefined) throw new Error('no such role');
    const request = { role: changed, player: guest, sessionName: 'game', durationSeconds: 900 };
    return assumeRoleWithWebIdentity({ clock, sessions: new SessionStore(clock) }, request).assumed;
  };
  expect([takenBy('authenticated'), takenBy('unauthenticated')]).toEqual([false, true]);
  expect(rights(world)).toEqual([true, false]);
});

test('a role that was deleted and made again under its name is another: sessions of the first may do nothing', () => {
  const before = player({ Policies: [inline('Own', allowing(get))] });
  const world = deployed(before);
  expect(world.can(get)).toBe(true);
  world.remove(before);
  expect(world.can(get)).toBeUndefined();
  world.create(before);
  expect(world.can(get)).toBeUndefined();
  expect(world.iam.roles.find(arn('Player'))?.now()).toMatchObject({ name: 'Player' });
});

test('providers change in place, and certificates that were learned outlive their metadata', () => {
  const world = deployed(issuer(['ios']), saml());
  const { oidcProviders, samlProviders } = world.iam;
  const samlArn = saml().ref;
  world.update(issuer(['ios']), issuer(['ios', 'android']));
  expect(oidcProviders.ofIssuer(account, 'https://login.star.example')?.clientIds).toEqual(['ios', 'android']);
  const [, certificate = ''] =
    /<[^>]*X509Certificate>([^<]+)</.exec(String(saml(1).properties.SamlMetadataDocument)) ?? [];
  samlProviders.addCertificate('https://other.example/saml', certificate);
  expect(samlProviders.find(samlArn)).toMatchObject({ entityId: 'https://studio.example/saml', keys: { length: 1 } });
  world.update(saml(), saml(1));
  expect(samlProviders.find(samlArn)).toMatchObject({ entityId: 'https://other.example/saml', keys: { length: 2 } });
});

describe('removed, and removed once more', () => {
  const cases: [string, DeployedResource[], DeployedResource][] = [
    [
      'a role with its own policies',
      [shared(get)],
      player({ Policies: [inline('Own', allowing(get))], ManagedPolicyArns: [policyArn('Shared')] }),
    ],
    ['an attached policy', [player()], attached(get)],
    ['a managed policy with its own attachments', [player()], shared(get, { Roles: ['Player'] })],
    ['an OIDC provider', [], issuer(['ios'])],
    ['a SAML provider', [], saml()],
  ];
  test.each(cases)('%s leaves nothing behind, and can be made again', (_what, around, one) => {
    const world = deployed(...around, one);
    const { roles, managedPolicies, oidcProviders, samlProviders } = world.iam;
    const there = () =>
      [
        roles.find(one.ref),
        one.ref.includes(':policy/') && managedPolicies.find(one.ref),
        oidcProviders.find(one.ref),
        samlProviders.find(one.ref),
        roles.policiesOf('Player').inline.includes('Attached'),
        roles.has(one.ref),
      ].filter(Boolean).length;
    expect(there()).toBe(1);
    world.remove(one);
    world.remove(one);
    expect(there()).toBe(0);
    expect(roles.withPolicy(one.ref)).toEqual([]);
    expect(world.can(get)).not.toBe(true);
    world.create(one);
    expect(there()).toBe(1);
  });
});

describe('refused, in IAM’s words, before anything is changed', () => {
  const other = role('Other', trust);
  const cases: [
    string,
    DeployedResource[],
    (world: ReturnType<typeof deployed>) => void,
    string,
    (world: ReturnType<typeof deployed>) => void,
  ][] = [
    [
      'a second role of a name',
      [player()],
      (w) => w.create(player()),
      'Role with name Player already exists.',
      (w) => w.create(other),
    ],
    [
      'a role whose name differs in its letters’ case alone',
      [player()],
      (w) => w.create(role('PLAYER', trust)),
      'Role with name PLAYER already exists.',
      (w) => w.create(other),
    ],
    [
      'a second managed policy of a name',
      [shared(get)],
      (w) => w.create(shared(put)),
      'A policy called Shared already exists. Duplicate names are not allowed.',
      (w) => w.create(shared(put, {}, 'Second')),
    ],
    [
      'a managed policy of a name under another path',
      [shared(get)],
      (w) => w.create({ ...shared(put), ref: policyArn('game/shared') }),
      'A policy called shared already exists.',
      (w) => w.create(shared(put, {}, 'Second')),
    ],
    [
      'a second provider of an issuer',
      [issuer(['ios'])],
      (w) => w.create(issuer(['web'])),
      'Provider with url https://login.star.example already exists.',
      (w) => w.create(issuer(['web'], 'https://second.star.example')),
    ],
    [
      'a second SAML provider of a name',
      [saml()],
      (w) => w.create(saml(1)),
      'Provider with name studio already exists.',
      (w) => w.create(saml(1, 'other')),
    ],
    [
      'a policy of a name that the role has inline',
      [player({ Policies: [inline('Attached', allowing(put))] }), other],
      (w) => w.create(attached(get)),
      'has a policy with the name Attached',
      (w) => w.create(attached(get, { Roles: ['Other'] })),
    ],
    [
      'a policy that moves to a role that has one of its name',
      [player(), role('Other', trust, { Policies: [inline('Attached', allowing(put))] }), attached(get)],
      (w) => w.update(attached(get), attached(get, { Roles: ['Player', 'Other'] })),
      'The role Other has a policy with the name Attached',
      (w) => w.update(attached(get), attached(get, { Roles: ['Player', 'Other'], PolicyName: 'Else' })),
    ],
    [
      'a role’s inline policy of a name that another resource attached',
      [player(), attached(get)],
      (w) => w.update(player(), player({ Policies: [inline('Attached', allowing(put))] })),
      'has a policy with the name Attached',
      (w) => w.update(player(), player({ Policies: [inline('Own', allowing(get))] })),
    ],
    [
      'a policy for a role that is not there',
      [player()],
      (w) => w.create(attached(put, { Roles: ['Player', 'Nobody'] })),
      'The role with name Nobody cannot be found.',
      (w) => w.create(attached(get)),
    ],
    [
      'a managed policy for a role that is not there',
      [player()],
      (w) => w.create(shared(put, { Roles: ['Player', 'Nobody'] })),
      'The role with name Nobody cannot be found.',
      (w) => w.create(shared(get, { Roles: ['Player'] })),
    ],
    [
      'a managed policy that moves to a role that is not there',
      [player(), shared(get)],
      (w) => w.update(shared(get), shared(put, { Roles: ['Nobody'] })),
      'The role with name Nobody cannot be found.',
      (w) => w.update(shared(get), shared(get, { Roles: ['Player'] })),
    ],
    [
      'the deletion of a role with another’s managed policy',
      [player(), shared(get, { Roles: ['Player'] }), other],
      (w) => w.remove(player()),
      'Cannot delete entity, must detach all policies first.',
      (w) => w.remove(other),
    ],
    [
      'the deletion of a role with another’s inline policy',
      [player(), attached(get), other],
      (w) => w.remove(player()),
      'Cannot delete entity, must delete policies first.',
      (w) => w.remove(other),
    ],
    [
      'the deletion of a managed policy that a role has',
      [shared(get), shared(put, {}, 'Free'), player({ ManagedPolicyArns: [policyArn('Shared')] })],
      (w) => w.remove(shared(get)),
      'Cannot delete a policy attached to entities.',
      (w) => w.remove(shared(put, {}, 'Free')),
    ],
    [
      'the deletion of a role’s boundary',
      [shared(get), shared(put, {}, 'Free'), player({ PermissionsBoundary: policyArn('Shared') })],
      (w) => w.remove(shared(get)),
      'Cannot delete a policy attached to entities.',
      (w) => w.remove(shared(put, {}, 'Free')),
    ],
    [
      'a policy that is nowhere',
      [player()],
      (w) =>
        w.update(
          player(),
          player({ Policies: [inline('Own', allowing(put))], ManagedPolicyArns: [policyArn('Nowhere')] }),
        ),
      'which is not known here',
      (w) =>
        w.update(
          player(),
          player({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] }),
        ),
    ],
    [
      'a policy element that is not known',
      [player()],
      (w) =>
        w.update(
          player(),
          player({ Policies: [{ ...inline('A', allowing(put)) }, inline('B', { ...allowing(put), When: 1 })] }),
        ),
      'Policies B',
      (w) => w.update(player(), player({ Policies: [inline('B', allowing(get))] })),
    ],
    [
      'metadata that can’t be read',
      [saml()],
      (w) => w.update(saml(), { ...saml(), properties: { SamlMetadataDocument: '<x/>' } }),
      "metadata document can't be used",
      (w) => w.update(saml(), saml(1)),
    ],
  ];
  test.each(cases)('%s', (_what, resources, refused, words, allowed) => {
    const world = deployed(...resources);
    const { roles, oidcProviders, samlProviders } = world.iam;
    const state = () => [
      rights(world),
      roles.policiesOf('Player'),
      roles.policiesOf('Other'),
      oidcProviders.all(),
      samlProviders.all().map(({ entityId }) => entityId),
    ];
    const before = state();
    expect(() => refused(world)).toThrow(words);
    expect(state()).toEqual(before);
    expect(() => allowed(world)).not.toThrow();
  });
});
