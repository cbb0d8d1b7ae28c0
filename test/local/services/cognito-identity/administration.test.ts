import type { Session } from '../../../../local/sessions/session';
import { refusalOf } from '../../federation/cloud';
import { account, arn, poolId, region } from '../../federation/deployment';
import { type Game, serviceSession, startGame } from '../../federation/game';

let game: Game;
let admin: Session;
let powerless: Session;
beforeEach(async () => {
  game = await startGame();
  admin = serviceSession(game, 'Admin');
  powerless = serviceSession(game, 'Function');
});

const poolArn = `arn:aws:cognito-identity:${region}:${account}:identitypool/${poolId}`;

const call = <Output = Record<string, unknown>>(operation: string, input: object, session = admin) =>
  game.cloud.identity<Output>(operation, input, session);

const idOf = async (Logins: Record<string, string> = {}) =>
  (await call<{ IdentityId: string }>('GetId', { IdentityPoolId: poolId, Logins })).IdentityId;

const developerId = async (user: string, more: Record<string, string> = {}) => {
  const input = { IdentityPoolId: poolId, Logins: { backend: user, ...more } };
  return (await call<{ IdentityId: string }>('GetOpenIdTokenForDeveloperIdentity', input)).IdentityId;
};

const login = async (sub: string) => ({ [game.issuer.name]: await game.issuer.idToken(sub) });
const second = async (sub: string) => ({ [game.secondIssuer.name]: await game.secondIssuer.idToken(sub) });

const forbidden = (id: string) => ({ message: `Access to Identity '${id}' is forbidden.` });

test('each of them is for those whom a policy allows it', async () => {
  const IdentityId = await developerId('ana');
  const user = { IdentityPoolId: poolId, DeveloperProviderName: 'backend' };
  const calls: [string, object][] = [
    ['DescribeIdentityPool', { IdentityPoolId: poolId }],
    ['GetIdentityPoolRoles', { IdentityPoolId: poolId }],
    ['ListIdentityPools', { MaxResults: 10 }],
    ['GetPrincipalTagAttributeMap', { IdentityPoolId: poolId, IdentityProviderName: 'login.example' }],
    ['ListTagsForResource', { ResourceArn: poolArn }],
    ['ListIdentities', { IdentityPoolId: poolId, MaxResults: 10 }],
    ['DescribeIdentity', { IdentityId }],
    ['LookupDeveloperIdentity', { IdentityPoolId: poolId, IdentityId }],
    ['UnlinkDeveloperIdentity', { ...user, IdentityId, DeveloperUserIdentifier: 'ana' }],
    ['DeleteIdentities', { IdentityIdsToDelete: [IdentityId] }],
  ];
  for (const [operation, input] of calls) {
    expect((await refusalOf(call(operation, input, powerless))).code).toBe('AccessDeniedException');
  }
  for (const [operation, input] of calls) await expect(call(operation, input)).resolves.toBeDefined();
  const merge = { ...user, SourceUserIdentifier: await newUser('x'), DestinationUserIdentifier: await newUser('y') };
  expect((await refusalOf(call('MergeDeveloperIdentities', merge, powerless))).code).toBe('AccessDeniedException');
  await expect(call('MergeDeveloperIdentities', merge)).resolves.toHaveProperty('IdentityId');
});

async function newUser(user: string): Promise<string> {
  await developerId(user);
  return user;
}

test('a pool and its roles are described as the template has them', async () => {
  expect(await call('DescribeIdentityPool', { IdentityPoolId: poolId })).toMatchObject({
    AllowClassicFlow: true,
    AllowUnauthenticatedIdentities: true,
    DeveloperProviderName: 'backend',
  });
  expect(await call('GetIdentityPoolRoles', { IdentityPoolId: poolId })).toMatchObject({
    Roles: { authenticated: arn('Player'), unauthenticated: arn('Guest') },
  });
});

test('an identity’s description names its providers, never the player', async () => {
  const description = await call('DescribeIdentity', { IdentityId: await idOf(await login('ana')) });
  expect(description).toMatchObject({ Logins: [game.issuer.name], CreationDate: game.clock.now() / 1000 });
  expect(JSON.stringify(description)).not.toContain('ana');
});

test('a pool’s identities are listed page by page, each once', async () => {
  const ids = await Promise.all(Array.from({ length: 5 }, () => idOf()));
  const listed: string[] = [];
  let NextToken: string | undefined;
  do {
    const input = { IdentityPoolId: poolId, MaxResults: 2, NextToken };
    const page = await call<{ Identities: { IdentityId: string }[]; NextToken?: string }>('ListIdentities', input);
    listed.push(...page.Identities.map(({ IdentityId }) => IdentityId));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  expect(listed.sort()).toEqual(ids.sort());
});

test('a deleted identity is gone, and its login gets another', async () => {
  const id = await idOf(await login('ana'));
  await call('DeleteIdentities', { IdentityIdsToDelete: [id] });
  expect((await refusalOf(call('DescribeIdentity', { IdentityId: id }))).code).toBe('ResourceNotFoundException');
  expect(await idOf(await login('ana'))).not.toBe(id);
});

describe('unlinking', () => {
  const unlink = (IdentityId: string, Logins: object, LoginsToRemove: string[]) =>
    call('UnlinkIdentity', { IdentityId, Logins, LoginsToRemove });

  test('takes one login off, by another, and leaves the identity to that', async () => {
    const id = await idOf({ ...(await login('ana')), ...(await second('anna')) });
    await unlink(id, await login('ana'), [game.secondIssuer.name]);
    expect(await idOf(await login('ana'))).toBe(id);
    expect(await idOf(await second('anna'))).not.toBe(id);
  });

  test('takes another player’s login to do nothing', async () => {
    const id = await idOf(await login('ana'));
    expect((await refusalOf(unlink(id, await login('ben'), [game.issuer.name]))).message).toContain("don't match");
    expect(await idOf(await login('ana'))).toBe(id);
  });

  test('of the last login closes the identity: it does not become a guest’s', async () => {
    const id = await idOf(await login('ana'));
    await unlink(id, await login('ana'), [game.issuer.name]);
    expect(await refusalOf(call('GetCredentialsForIdentity', { IdentityId: id }))).toMatchObject(forbidden(id));
    const guest = await idOf();
    await expect(call('GetCredentialsForIdentity', { IdentityId: guest })).resolves.toHaveProperty('Credentials');
  });
});

describe('developer identities', () => {
  const user = { IdentityPoolId: poolId, DeveloperProviderName: 'backend' };
  const lookup = (input: object) => call('LookupDeveloperIdentity', { IdentityPoolId: poolId, ...input });

  test('are looked up by either name', async () => {
    const IdentityId = await developerId('ana');
    const found = { IdentityId, DeveloperUserIdentifierList: ['ana'] };
    expect(await lookup({ DeveloperUserIdentifier: 'ana' })).toEqual(found);
    expect(await lookup({ IdentityId })).toEqual(found);
    const other = await developerId('ben');
    expect((await refusalOf(lookup({ IdentityId: other, DeveloperUserIdentifier: 'ana' }))).code).toBe(
      'ResourceConflictException',
    );
    expect((await refusalOf(lookup({ DeveloperUserIdentifier: 'nobody' }))).code).toBe('ResourceNotFoundException');
  });

  test('are merged into the destination, and the source is closed', async () => {
    const source = await developerId('old', await login('ana'));
    const destination = await developerId('new');
    const names = { SourceUserIdentifier: 'old', DestinationUserIdentifier: 'new' };
    expect(await call('MergeDeveloperIdentities', { ...user, ...names })).toEqual({ IdentityId: destination });
    expect(await developerId('old')).toBe(destination);
    expect(await idOf(await login('ana'))).toBe(destination);
    expect(await refusalOf(call('GetCredentialsForIdentity', { IdentityId: source }))).toMatchObject(forbidden(source));
  });

  test('with two users of one public provider are not merged', async () => {
    const source = await developerId('old', await login('ana'));
    await developerId('new', await login('ben'));
    const names = { SourceUserIdentifier: 'old', DestinationUserIdentifier: 'new' };
    expect((await refusalOf(call('MergeDeveloperIdentities', { ...user, ...names }))).code).toBe(
      'ResourceConflictException',
    );
    expect(await developerId('old')).toBe(source);
  });

  test('are unlinked by their own identity’s ID only', async () => {
    const id = await developerId('ana');
    const other = await developerId('ben');
    const unlink = (IdentityId: string) =>
      call('UnlinkDeveloperIdentity', { ...user, IdentityId, DeveloperUserIdentifier: 'ana' });
    expect((await refusalOf(unlink(other))).code).toBe('ResourceNotFoundException');
    await unlink(id);
    expect(await developerId('ana')).not.toBe(id);
    expect(await refusalOf(call('GetCredentialsForIdentity', { IdentityId: id }))).toMatchObject(forbidden(id));
  });
});
