import { refusalOf } from '../../federation/cloud';
import { account, otherPoolId, poolId, providerArn, region, resource } from '../../federation/deployment';
import { serviceSession, startGame } from '../../federation/game';

const poolArn = (of = account, id = poolId) => `arn:aws:cognito-identity:${region}:${of}:identitypool/${id}`;
const missing = `${region}:00000000-0000-0000-0000-000000000000`;
const provider = providerArn('login.star.example');
const principalTags = (more: object) =>
  resource('Tags', 'AWS::Cognito::IdentityPoolPrincipalTag', 'tags', {
    IdentityPoolId: poolId,
    IdentityProviderName: provider,
    ...more,
  });

async function onHand(tags: object = { PrincipalTags: { clan: 'custom:clan' } }) {
  const pool = { IdentityPoolTags: [{ Key: 'game', Value: 'moons' }] };
  const game = await startGame({ pool, resources: [principalTags(tags)] });
  const admin = serviceSession(game, 'Admin');
  return <Output = Record<string, unknown>>(operation: string, input: object) =>
    game.cloud.identity<Output>(operation, input, admin);
}

test('the pools are listed, page by page', async () => {
  const call = await onHand();
  interface Page {
    readonly IdentityPools: readonly { readonly IdentityPoolId: string }[];
    readonly NextToken?: string;
  }
  const whole = await call<Page>('ListIdentityPools', { MaxResults: 60 });
  const first = await call<Page>('ListIdentityPools', { MaxResults: 1 });
  const second = await call<Page>('ListIdentityPools', { MaxResults: 1, NextToken: first.NextToken });
  expect(second.NextToken).toBeUndefined();
  expect([...first.IdentityPools, ...second.IdentityPools]).toEqual(whole.IdentityPools);
  expect(whole.IdentityPools.map(({ IdentityPoolId }) => IdentityPoolId).sort()).toEqual([poolId, otherPoolId].sort());
});

test.each([
  [{}, 'InvalidParameterException'],
  [{ MaxResults: 0 }, 'InvalidParameterException'],
  [{ MaxResults: 61 }, 'InvalidParameterException'],
  [{ MaxResults: 1, NextToken: 'nowhere' }, 'InvalidParameterException'],
])('a list asked for with %j is refused', async (input, code) => {
  const call = await onHand();
  expect((await refusalOf(call('ListIdentityPools', input))).code).toBe(code);
});

test.each([
  ['tags of its own', { PrincipalTags: { clan: 'custom:clan' } }, false, { clan: 'custom:clan' }],
  ['AWS’s defaults', { UseDefaults: true }, true, { client: 'aud', username: 'sub' }],
])('a provider’s attributes for access control: %s', async (_what, tags, UseDefaults, PrincipalTags) => {
  const call = await onHand(tags);
  const wanted = { IdentityPoolId: poolId, IdentityProviderName: provider };
  expect(await call('GetPrincipalTagAttributeMap', wanted)).toEqual({ ...wanted, UseDefaults, PrincipalTags });
  const another = { ...wanted, IdentityProviderName: 'another.example' };
  expect(await call('GetPrincipalTagAttributeMap', another)).toMatchObject({ UseDefaults: false, PrincipalTags: {} });
});

test('a pool’s tags', async () => {
  const call = await onHand();
  expect(await call('ListTagsForResource', { ResourceArn: poolArn() })).toEqual({ Tags: { game: 'moons' } });
});

test.each([
  ['GetPrincipalTagAttributeMap', { IdentityPoolId: missing, IdentityProviderName: provider }],
  ['ListTagsForResource', { ResourceArn: poolArn(account, missing) }],
  ['ListTagsForResource', { ResourceArn: poolArn('999999999999') }],
])('%s of a pool that is not there', async (operation, input) => {
  const call = await onHand();
  expect((await refusalOf(call(operation, input))).code).toBe('ResourceNotFoundException');
});
