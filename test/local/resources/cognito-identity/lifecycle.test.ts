import type { DeployedResource } from '../../../../assembly/types';
import type { UserPools } from '../../../../local/services/cognito-idp/user-pools';
import { type CredentialsAnswer, FederationCloud, refusalOf, TestClock } from '../../federation/cloud';
import { account, arn, poolId, poolTrust, providerArn, resource, role } from '../../federation/deployment';
import { Issuer, issuersFetch } from '../../federation/issuer';
import { SamlIssuer } from '../../identities/saml/saml-issuer';
import { userPoolOnHand } from '../../services/cognito-idp/user-pool-on-hand';
import { federationAccount, lifecycle } from '../federation-account';

const clock = new TestClock();
const studio = new SamlIssuer('https://studio.example/saml', clock);
const otherStudio = new SamlIssuer('https://studio.example/saml', clock);
const samlArn = `arn:aws:iam::${account}:saml-provider/studio`;
let login: Issuer;
let second: Issuer;
beforeAll(async () => {
  login = await Issuer.start('https://login.star.example', 'star-app', clock);
  second = await Issuer.start('https://second.star.example', 'star-app', clock);
});

const oidc = ({ url, name }: Issuer, ClientIdList = ['star-app']) =>
  resource('Provider', 'AWS::IAM::OIDCProvider', providerArn(name), { Url: url, ClientIdList });
const saml = (of = studio) =>
  resource('Saml', 'AWS::IAM::SAMLProvider', samlArn, { SamlMetadataDocument: of.metadata() });
const pool = (properties: Record<string, unknown> = {}, id = poolId) =>
  resource('Pool', 'AWS::Cognito::IdentityPool', id, {
    AllowUnauthenticatedIdentities: true,
    OpenIdConnectProviderARNs: [providerArn(login.name)],
    ...properties,
  });
const attachment = (properties: Record<string, unknown> = {}, id = poolId) =>
  resource('Roles', 'AWS::Cognito::IdentityPoolRoleAttachment', id, {
    IdentityPoolId: id,
    Roles: { authenticated: arn('Player'), unauthenticated: arn('Guest') },
    ...properties,
  });
const mapping = (RoleARN: string, key = providerArn(login.name)) => ({
  RoleMappings: {
    [key]: {
      Type: 'Rules',
      AmbiguousRoleResolution: 'Deny',
      RulesConfiguration: { Rules: [{ Claim: 'sub', MatchType: 'Equals', Value: 'ana', RoleARN }] },
    },
  },
});
const tags = (PrincipalTags: Record<string, string>, properties: Record<string, unknown> = {}) =>
  resource('Tags', 'AWS::Cognito::IdentityPoolPrincipalTag', 'tags', {
    IdentityPoolId: poolId,
    IdentityProviderName: providerArn(login.name),
    PrincipalTags,
    ...properties,
  });

const tagged = { ...poolTrust(poolId, 'authenticated'), Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] };
const roles = () => [
  role('Player', tagged),
  role('Moderator', tagged),
  role('Guest', poolTrust(poolId, 'unauthenticated')),
];

/** The game as its client sees it. */
function deployed(...resources: DeployedResource[]) {
  const around = [oidc(login), oidc(second), saml(), ...roles()];
  const cloud = new FederationCloud([], clock, issuersFetch([login, second]));
  const deployment = lifecycle(cloud.account);
  for (const one of [...around, ...resources]) deployment.create(one);
  const loginsOf = async (player: string, issuer: Issuer) => ({ [issuer.name]: await issuer.idToken(player) });
  const getId = async (Logins: object = {}) =>
    (await cloud.identity('GetId', { IdentityPoolId: poolId, Logins })).IdentityId;
  const credentials = async (IdentityId: string, Logins: object = {}) => {
    const input = { IdentityId, Logins };
    const answer = await cloud.identity<CredentialsAnswer>('GetCredentialsForIdentity', input);
    return cloud.session(answer.Credentials.AccessKeyId);
  };
  return {
    ...deployment,
    cloud,
    getId,
    credentials,
    id: async (player: string, issuer = login) => getId(await loginsOf(player, issuer)),
    session: async (player: string) => {
      const Logins = await loginsOf(player, login);
      return credentials(await getId(Logins), Logins);
    },
  };
}
type World = ReturnType<typeof deployed>;

/** What a player gets: an answer, or the words of a refusal. */
async function outcome(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'let in',
    (error: Error) => error.message,
  );
}
const roleOf = async (world: World) =>
  (
    await world.session('ana').then(
      ({ arn: of }) => of,
      (error: Error) => error.message,
    )
  ).split('/')[1] ?? 'refused';

describe('an update holds at the next call, keeps every identity, and its way back restores what was', () => {
  const cases: [
    string,
    (world: World) => readonly [DeployedResource, DeployedResource],
    (world: World) => Promise<unknown>,
    unknown,
    unknown,
  ][] = [
    [
      'guests',
      () => [pool(), pool({ AllowUnauthenticatedIdentities: false })],
      (w) => outcome(w.getId()),
      'let in',
      'Unauthenticated access is not supported for this identity pool.',
    ],
    [
      'the basic flow',
      () => [pool(), pool({ AllowClassicFlow: false })],
      async (w) => outcome(w.cloud.identity('GetOpenIdToken', { IdentityId: await w.getId() })),
      'let in',
      'Basic (classic) flow is not enabled, please use enhanced flow.',
    ],
    [
      'its providers',
      () => [pool(), pool({ OpenIdConnectProviderARNs: [providerArn(second.name)] })],
      async (w) => [await outcome(w.id('ana')), await outcome(w.id('ana', second))],
      ['let in', 'Token is not from a supported provider of this identity pool.'],
      ['Token is not from a supported provider of this identity pool.', 'let in'],
    ],
    [
      'a provider’s client IDs',
      () => [oidc(login), oidc(login, ['another-app'])],
      (w) => outcome(w.id('ana')),
      'let in',
      expect.stringContaining('Incorrect token audience'),
    ],
    [
      'a SAML provider’s certificate',
      () => [saml(), saml(otherStudio)],
      async (w) =>
        [studio, otherStudio].reduce(
          async (seen, of) => [
            ...(await seen),
            (await outcome(w.getId({ [samlArn]: of.response('ana') }))) === 'let in',
          ],
          Promise.resolve([] as boolean[]),
        ),
      [true, false],
      [false, true],
    ],
    [
      'its roles',
      () => [attachment(), attachment({ Roles: { authenticated: arn('Moderator') } })],
      roleOf,
      'Player',
      'Moderator',
    ],
    ['its role mappings', () => [attachment(), attachment(mapping(arn('Moderator')))], roleOf, 'Player', 'Moderator'],
    [
      'its principal tags',
      () => [tags({ who: 'sub' }), tags({ for: 'aud' })],
      async (w) => {
        const { context } = await w.session('ana');
        return [context.get('aws:principaltag/who'), context.get('aws:principaltag/for')];
      },
      ['ana', undefined],
      [undefined, 'star-app'],
    ],
  ];
  test.each(cases)('%s', async (_what, change, look, former, latter) => {
    const world = deployed(pool({ SamlProviderARNs: [samlArn] }), attachment(), tags({ who: 'sub' }));
    const [before, after] = change(world);
    const own = (one: DeployedResource) =>
      one.type === pool().type ? { ...one, properties: { SamlProviderARNs: [samlArn], ...one.properties } } : one;
    const ana = await world.id('ana');
    const guest = await world.getId();
    expect(await look(world)).toEqual(former);
    world.update(own(before), own(after));
    expect(await look(world)).toEqual(latter);
    world.update(own(after), own(before));
    expect(await look(world)).toEqual(former);
    expect(await world.id('ana')).toBe(ana);
    await expect(world.credentials(guest)).resolves.toHaveProperty('arn', expect.stringContaining('/Guest/'));
  });

  test('a developer provider’s name can be set, stays when a template leaves it out, and never changes', () => {
    const { update, cloud } = deployed(pool());
    const named = (DeveloperProviderName: string) => pool({ DeveloperProviderName });
    const name = () => cloud.account.identityPools.get(poolId)?.developerProviderName;
    expect(name()).toBeUndefined();
    update(pool(), named('backend'));
    update(named('backend'), pool({ AllowClassicFlow: false }));
    expect(name()).toBe('backend');
    expect(() => update(pool(), named('other'))).toThrow(
      'developer provider name of an identity pool cannot be changed',
    );
    expect(cloud.account.identityPools.get(poolId)).toMatchObject({
      developerProviderName: 'backend',
      allowClassicFlow: false,
    });
    update(pool(), named('backend'));
  });
});

describe('removed, and removed once more', () => {
  test('a pool takes its identities, roles and tags along', async () => {
    const world = deployed(pool(), attachment(), tags({ who: 'sub' }));
    const guest = await world.getId();
    const ana = await world.id('ana');
    for (const one of [pool(), pool(), attachment(), tags({})]) world.remove(one);
    expect(await refusalOf(world.getId())).toMatchObject({ code: 'ResourceNotFoundException' });
    expect(await refusalOf(world.credentials(guest))).toMatchObject({ code: 'ResourceNotFoundException' });
    world.create(pool());
    expect(await refusalOf(world.credentials(guest))).toMatchObject({ code: 'ResourceNotFoundException' });
    expect(await world.id('ana')).not.toBe(ana);
    expect(world.cloud.account.identityPools.get(poolId)).toMatchObject({ roles: {}, principalTags: { size: 0 } });
  });

  test('an attachment leaves the pool without roles, and principal tags leave no tag', async () => {
    const world = deployed(pool(), attachment(), tags({ who: 'sub' }));
    world.remove(tags({}));
    world.remove(tags({}));
    expect((await world.session('ana')).context.get('aws:principaltag/who')).toBeUndefined();
    world.remove(attachment());
    world.remove(attachment());
    expect(await refusalOf(world.session('ana'))).toMatchObject({ code: 'InvalidIdentityPoolConfigurationException' });
    world.create(attachment());
    expect(await roleOf(world)).toBe('Player');
  });

  test('an OIDC or SAML provider, or a role, that is gone lets nobody in until it is there again', async () => {
    const world = deployed(pool({ SamlProviderARNs: [samlArn] }), attachment());
    const cases = [
      [oidc(login), () => world.id('ana')],
      [saml(), () => world.getId({ [samlArn]: studio.response('ana') })],
      [role('Player', tagged), () => world.session('ana')],
    ] as const;
    for (const [one, signIn] of cases) {
      expect(await outcome(signIn())).toBe('let in');
      world.remove(one);
      expect(await outcome(signIn())).not.toBe('let in');
      world.create(one);
      expect(await outcome(signIn())).toBe('let in');
    }
  });

  test('a user pool or an app client that is gone lets nobody in, and is never looked for elsewhere', async () => {
    const { pools, stack, player, tokens, clock: poolClock } = userPoolOnHand();
    const ProviderName =
      stack.resources.find(({ logicalId }) => logicalId === 'Players')?.attributes.ProviderName ?? '';
    const ClientId = stack.resources.find(({ logicalId }) => logicalId === 'App')?.ref ?? '';
    let there: 'all' | 'no client' | 'nothing' = 'all';
    const userPools: Pick<UserPools, 'ofProvider'> = {
      ofProvider: (name) => {
        const found = there === 'nothing' ? undefined : pools.ofProvider(name);
        if (found === undefined || there === 'all') return found;
        return Object.create(found, { clients: { value: new Map() } });
      },
    };
    const asked: string[] = [];
    const fetch = async (url: unknown) => {
      asked.push(String(url));
      throw new Error('nobody answers');
    };
    const own = federationAccount({ clock: poolClock, userPools, fetch: fetch as typeof globalThis.fetch });
    lifecycle(own).create(
      pool({ OpenIdConnectProviderARNs: [], CognitoIdentityProviders: [{ ClientId, ProviderName }] }),
    );
    await player('adele@star.example');
    const { IdToken } = await tokens('adele@star.example');
    const verified = () =>
      outcome(
        own.identityPools.get(poolId)?.logins.get(ProviderName)?.verify(IdToken) ??
          Promise.reject(new Error('no such provider')),
      );
    expect(await verified()).toBe('let in');
    there = 'no client';
    expect(await verified()).not.toBe('let in');
    there = 'nothing';
    expect(await verified()).toBe('no such provider');
    expect(asked).toEqual([]);
  });
});

describe('refused before anything is changed', () => {
  const otherPool = poolId.replace('1111', '9999');
  const cases: [string, (world: World) => void, string, (world: World) => void][] = [
    [
      'a second attachment to a pool',
      (w) => w.create(attachment()),
      "Resource of type 'AWS::Cognito::IdentityPoolRoleAttachment' with identifier",
      (w) => w.update(attachment(), attachment(mapping(arn('Moderator')))),
    ],
    [
      'an attachment to no pool',
      (w) => w.create(attachment({}, otherPool)),
      `IdentityPool '${otherPool}' not found.`,
      (w) => w.create(pool({}, otherPool)),
    ],
    [
      'a mapping of a provider that the pool lacks',
      (w) => w.update(attachment(), attachment(mapping(arn('Moderator'), 'graph.facebook.com'))),
      'graph.facebook.com is not a valid RoleMapping ProviderName',
      (w) => w.update(attachment(), attachment(mapping(arn('Moderator')))),
    ],
    [
      'second tags of a provider',
      (w) => w.create(tags({ clan: 'clan' })),
      'already exists',
      (w) => w.update(tags({ who: 'sub' }), tags({ clan: 'clan' })),
    ],
    [
      'tags of a provider that the pool lacks',
      (w) => w.create(tags({ clan: 'clan' }, { IdentityProviderName: 'x' })),
      'x is not a provider of the identity pool',
      (w) => w.update(tags({}), tags({ clan: 'clan' })),
    ],
    [
      'tags of no pool',
      (w) => w.create(tags({ clan: 'clan' }, { IdentityPoolId: otherPool })),
      'not found',
      (w) => w.update(tags({}), tags({ clan: 'clan' })),
    ],
    [
      'a provider that is nowhere',
      (w) => w.update(pool(), pool({ AllowUnauthenticatedIdentities: false, SamlProviderARNs: [`${samlArn}2`] })),
      'in the inventory of what exists',
      (w) => w.update(pool(), pool({ SamlProviderARNs: [samlArn] })),
    ],
    [
      'a provider that is accepted twice',
      (w) => w.update(pool(), pool({ OpenIdConnectProviderARNs: [providerArn(login.name), providerArn(login.name)] })),
      'twice',
      (w) => w.update(pool(), pool({ OpenIdConnectProviderARNs: [providerArn(login.name), providerArn(second.name)] })),
    ],
    ['a second pool of an ID', (w) => w.create(pool()), 'already exists', (w) => w.create(pool({}, otherPool))],
  ];
  test.each(cases)('%s', async (_what, refused, words, allowed) => {
    const world = deployed(pool(), attachment(), tags({ who: 'sub' }));
    const state = () => ({ ...world.cloud.account.identityPools.get(poolId), logins: undefined });
    const before = state();
    expect(() => refused(world)).toThrow(words);
    expect(state()).toEqual(before);
    expect(await roleOf(world)).toBe('Player');
    expect(() => allowed(world)).not.toThrow();
  });
});
