import {
  CognitoIdentityClient,
  DeleteIdentitiesCommand,
  DescribeIdentityCommand,
  DescribeIdentityPoolCommand,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetIdentityPoolRolesCommand,
  GetOpenIdTokenForDeveloperIdentityCommand,
  ListIdentitiesCommand,
  LookupDeveloperIdentityCommand,
  MergeDeveloperIdentitiesCommand,
  UnlinkDeveloperIdentityCommand,
  UnlinkIdentityCommand,
} from '@aws-sdk/client-cognito-identity';
import { DecodeAuthorizationMessageCommand, GetAccessKeyInfoCommand, STSClient } from '@aws-sdk/client-sts';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { type Game, startGame } from './deployment';
import { apps } from './every-login';

const DeveloperProviderName = 'login.star-harvest';

let game: Game;
let administrator: CognitoIdentityClient;
let anybody: CognitoIdentityClient;
let pool: { IdentityPoolId: string };
beforeAll(async () => {
  game = await startGame();
  administrator = new CognitoIdentityClient(administratorClient(game.cloud));
  anybody = new CognitoIdentityClient(game.client);
  pool = { IdentityPoolId: game.identityPoolId };
});
afterAll(() => game.stop());

const login = async (player: string) => ({ [game.loginsKey]: await game.idToken(player) });
const identityOf = async (Logins?: Record<string, string>) =>
  (await anybody.send(new GetIdCommand({ ...pool, Logins }))).IdentityId ?? '';
const developerIdentity = async (user: string, more: Record<string, string> = {}) => {
  const Logins = { [DeveloperProviderName]: user, ...more };
  const command = new GetOpenIdTokenForDeveloperIdentityCommand({ ...pool, Logins });
  return (await administrator.send(command)).IdentityId ?? '';
};
const playersCredentials = (logins?: Record<string, string>) =>
  fromCognitoIdentityPool({ identityPoolId: game.identityPoolId, logins, clientConfig: game.client })();

/** Every administrative call of the pool, on one developer's player. */
function calls(IdentityId: string, user: string, other: string) {
  const developer = { ...pool, DeveloperProviderName };
  return {
    DescribeIdentityPool: new DescribeIdentityPoolCommand(pool),
    GetIdentityPoolRoles: new GetIdentityPoolRolesCommand(pool),
    ListIdentities: new ListIdentitiesCommand({ ...pool, MaxResults: 10 }),
    DescribeIdentity: new DescribeIdentityCommand({ IdentityId }),
    LookupDeveloperIdentity: new LookupDeveloperIdentityCommand({ ...pool, IdentityId }),
    MergeDeveloperIdentities: new MergeDeveloperIdentitiesCommand({
      ...developer,
      SourceUserIdentifier: other,
      DestinationUserIdentifier: user,
    }),
    UnlinkDeveloperIdentity: new UnlinkDeveloperIdentityCommand({
      ...developer,
      IdentityId,
      DeveloperUserIdentifier: user,
    }),
    DeleteIdentities: new DeleteIdentitiesCommand({ IdentityIdsToDelete: [IdentityId] }),
    GetOpenIdTokenForDeveloperIdentity: new GetOpenIdTokenForDeveloperIdentityCommand({
      ...pool,
      Logins: { [DeveloperProviderName]: user },
    }),
  };
}
type Calls = ReturnType<typeof calls>;
// biome-ignore lint/suspicious/noExplicitAny: the client's overloads take one command type at a time
const send = (client: CognitoIdentityClient, command: Calls[keyof Calls]) => client.send(command as any);

describe.each(Object.keys(calls('', '', '')) as (keyof Calls)[])('%s', (operation) => {
  test('is for the administrator alone: guests, players and strangers are refused', async () => {
    const user = `${operation}-user`;
    const other = `${operation}-other`;
    const identityId = await developerIdentity(user);
    await developerIdentity(other);
    const command = () => calls(identityId, user, other)[operation];
    for (const credentials of [await playersCredentials(), await playersCredentials(await login('Adele'))]) {
      const player = new CognitoIdentityClient({ ...game.client, credentials });
      await expect(send(player, command())).rejects.toMatchObject({ name: 'AccessDeniedException' });
    }
    const unknown = { accessKeyId: 'AKIAAAAAAAAAAAAAAAAA', secretAccessKey: 'guessed' };
    const stranger = new CognitoIdentityClient({ ...game.client, credentials: unknown });
    await expect(send(stranger, command())).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    await expect(send(administrator, command())).resolves.toBeDefined();
  });
});

test('a pool is described with its roles, its switches and its providers', async () => {
  expect(await administrator.send(new DescribeIdentityPoolCommand(pool))).toMatchObject({
    ...pool,
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: true,
    DeveloperProviderName,
    OpenIdConnectProviderARNs: [
      expect.stringContaining(game.loginsKey),
      expect.stringContaining('accounts.google.com'),
    ],
    SupportedLoginProviders: {
      'appleid.apple.com': apps.apple,
      'www.amazon.com': apps.amazon,
      'graph.facebook.com': apps.facebook,
    },
    SamlProviderARNs: [expect.stringContaining(':saml-provider/')],
  });
  expect(await administrator.send(new GetIdentityPoolRolesCommand(pool))).toMatchObject({
    Roles: { authenticated: game.authenticatedRoleArn, unauthenticated: game.guestRoleArn },
  });
});

test('identities are listed page by page, with the names of their providers and real dates', async () => {
  const known = await identityOf(await login('Berta'));
  const listed = new Map<string, { Logins?: string[]; CreationDate?: Date }>();
  let NextToken: string | undefined;
  do {
    const page = await administrator.send(new ListIdentitiesCommand({ ...pool, MaxResults: 2, NextToken }));
    for (const identity of page.Identities ?? []) listed.set(identity.IdentityId ?? '', identity);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  expect(listed.get(known)).toMatchObject({ Logins: [game.loginsKey], CreationDate: expect.any(Date) });
});

test('a player takes a login off their identity by themselves, and another’s they cannot', async () => {
  const mine = await login('Cleo');
  const IdentityId = await developerIdentity('cleo', mine);
  const unlink = (Logins: Record<string, string>) =>
    anybody.send(new UnlinkIdentityCommand({ IdentityId, Logins, LoginsToRemove: [game.loginsKey] }));
  await expect(unlink(await login('Dora'))).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  expect(await identityOf(mine)).toBe(IdentityId);
  await unlink(mine);
  expect(await identityOf(mine)).not.toBe(IdentityId);
});

test('two of a backend’s players who are one are merged, and the closed identity opens nothing', async () => {
  const source = await developerIdentity('elsa-old');
  const destination = await developerIdentity('elsa');
  const names = { SourceUserIdentifier: 'elsa-old', DestinationUserIdentifier: 'elsa' };
  const merge = new MergeDeveloperIdentitiesCommand({ ...pool, DeveloperProviderName, ...names });
  expect((await administrator.send(merge)).IdentityId).toBe(destination);
  const lookup = new LookupDeveloperIdentityCommand({ ...pool, DeveloperUserIdentifier: 'elsa-old' });
  expect((await administrator.send(lookup)).IdentityId).toBe(destination);
  await expect(anybody.send(new GetCredentialsForIdentityCommand({ IdentityId: source }))).rejects.toMatchObject({
    name: 'NotAuthorizedException',
  });
});

test('a deleted identity is gone, and who is deleted by a made-up ID is nobody', async () => {
  const Logins = await login('Fred');
  const IdentityId = await identityOf(Logins);
  const absent = `${game.region}:00000000-0000-4000-8000-000000000000`;
  await administrator.send(new DeleteIdentitiesCommand({ IdentityIdsToDelete: [IdentityId, absent] }));
  const describe = (id: string) => administrator.send(new DescribeIdentityCommand({ IdentityId: id }));
  await expect(describe(IdentityId)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const again = await identityOf(Logins);
  expect(again).not.toBe(IdentityId);
  await expect(describe(again)).resolves.toMatchObject({ IdentityId: again });
});

describe('STS', () => {
  const sts = () => new STSClient(administratorClient(game.cloud));

  test('tells the administrator whose an access key is, and no player', async () => {
    const credentials = await playersCredentials();
    const ask = new GetAccessKeyInfoCommand({ AccessKeyId: credentials.accessKeyId });
    expect((await sts().send(ask)).Account).toBe(game.cloud.account);
    const refused = { name: 'AccessDenied' };
    await expect(new STSClient({ ...game.client, credentials }).send(ask)).rejects.toMatchObject(refused);
    const absent = new GetAccessKeyInfoCommand({ AccessKeyId: 'ASIAAAAAAAAAAAAAAAAA' });
    await expect(sts().send(absent)).rejects.toMatchObject({ name: 'ValidationError' });
  });

  test('has no encoded message to decode, and decodes none for players', async () => {
    const command = new DecodeAuthorizationMessageCommand({ EncodedMessage: 'B2UTpuAS30_naB5rE3Dw5v2ENy' });
    await expect(sts().send(command)).rejects.toMatchObject({ name: 'InvalidAuthorizationMessageException' });
    const credentials = await playersCredentials(await login('Adele'));
    await expect(new STSClient({ ...game.client, credentials }).send(command)).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });
});
