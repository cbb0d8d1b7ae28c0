import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
} from '@aws-sdk/client-cognito-identity';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { outputOf } from '../../local/account/outputs';
import { signInAtManagedLogin } from '../../local/services/cognito-idp/managed-login/sign-in';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { assembly, type Game, gameOf, rolesAssembly } from './deployment';
import { oidcProviderArn } from './every-login';
import { backend } from './players';
import { startToldGame, type ToldGame } from './served-issuer';

let told: ToldGame;
/** The game whose pool maps roles, beside the one that creates the issuer's provider. */
let game: Game;
beforeAll(async () => {
  told = await startToldGame({ assemblies: [assembly, rolesAssembly] });
  game = gameOf(told.cloud, 1);
});
afterAll(() => told.stop());

const output = (name: string) => outputOf(game.cloud.assemblies[1]?.stacks ?? [], name);
const nameOf = (roleArn: string) => roleArn.split('/')[1];
const players = () => nameOf(game.authenticatedRoleArn);
const moderators = () => nameOf(output('NamedRoleArnModerator'));

/** Somebody with a login, and what their credentials open. */
async function enter(Logins: Record<string, string>, CustomRoleArn?: string) {
  const cognito = new CognitoIdentityClient(game.client);
  const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId: game.identityPoolId, Logins }));
  const { Credentials } = await cognito.send(
    new GetCredentialsForIdentityCommand({ IdentityId, Logins, CustomRoleArn }),
  );
  const { AccessKeyId = '', SecretKey = '', SessionToken } = Credentials ?? {};
  const config = {
    ...game.client,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken },
  };
  const { Arn } = await new STSClient(config).send(new GetCallerIdentityCommand({}));
  return {
    role: Arn?.split('/')[1],
    s3: new S3Client(config),
    records: DynamoDBDocumentClient.from(new DynamoDBClient(config)),
    identityId: IdentityId,
    logins: Logins,
  };
}
const signedIn = async (player: string, claims: Record<string, unknown>) =>
  enter({ [game.loginsKey]: await told.issuer.idToken(player, claims) });

/** Signs somebody in at the user pool's page whom the administrator has put into these groups. */
async function member(name: string, ...groups: string[]): Promise<Record<string, string>> {
  const UserPoolId = output('UserPoolId');
  const issuer = `https://cognito-idp.${game.region}.amazonaws.com/${UserPoolId}`;
  const [Username, password] = [`${name}@players.example`, 'Correct-Horse-7'];
  const client = new CognitoIdentityProviderClient(administratorClient(game.cloud));
  await client.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'SUPPRESS' }));
  await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }));
  for (const GroupName of groups) {
    await client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName }));
  }
  const { idToken } = await signInAtManagedLogin({
    ...{ issuer, username: Username, password, fetch: game.cloud.fetch },
    clientId: output('UserPoolClientIdStarMarketWeb'),
    redirectUri: 'http://localhost:5173/',
  });
  return { [issuer.slice('https://'.length)]: idToken };
}

const rudeFile = () => ({ Bucket: game.bucket, Key: 'protected/eu-west-1:somebody/avatar.png' });
const rudeRow = () => ({ TableName: game.table, Key: { pk: 'BOARD#weekly', sk: '0999#somebody' } });
async function somebodyIsRude(): Promise<void> {
  const { s3, records } = backend(game);
  await s3.send(new PutObjectCommand({ ...rudeFile(), Body: 'rude' }));
  await records.send(new PutCommand({ TableName: game.table, Item: { ...rudeRow().Key, name: 'rude' } }));
}

test('a moderator by rule may delete from protected files and from boards, what another player may not', async () => {
  await somebodyIsRude();
  const player = await signedIn('paul', { plan: 'free' });
  expect(player.role).toBe(players());
  await expect(player.s3.send(new DeleteObjectCommand(rudeFile()))).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(player.records.send(new DeleteCommand(rudeRow()))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
  const moderator = await signedIn('mona', { groups: ['players', 'moderators'] });
  expect(moderator.role).toBe(moderators());
  await expect(moderator.s3.send(new DeleteObjectCommand(rudeFile()))).resolves.toHaveProperty('$metadata');
  await expect(moderator.records.send(new DeleteCommand(rudeRow()))).resolves.toHaveProperty('$metadata');
});

test('a moderator has what a player has, and nobody else’s private files', async () => {
  const { s3, identityId } = await signedIn('mona', { groups: ['moderators'] });
  const file = (owner?: string) => ({ Bucket: game.bucket, Key: `private/${owner}/save`, Body: 'save' });
  await expect(s3.send(new PutObjectCommand(file(identityId)))).resolves.toHaveProperty('$metadata');
  await expect(s3.send(new PutObjectCommand(file('eu-west-1:somebody')))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
});

test('whom no rule is about is denied, and whom one excludes too', async () => {
  const message = `The ambiguous role mapping rules for: ${oidcProviderArn} denied this request.`;
  for (const claims of [{}, { plan: 'banned' }, { groups: ['players'] }]) {
    await expect(signedIn('paul', claims)).rejects.toMatchObject({ name: 'NotAuthorizedException', message });
  }
  expect((await signedIn('paul', { plan: 'free' })).role).toBe(players());
});

test('the first rule that matches counts', async () => {
  expect((await signedIn('mona', { groups: ['moderators'], plan: 'free' })).role).toBe(moderators());
});

test('a moderator by token is a member of a group, and by default of the one that comes first', async () => {
  expect((await enter(await member('greta', 'moderator'))).role).toBe(moderators());
  const both = await member('gina', 'board-keeper', 'moderator');
  expect((await enter(both)).role).toBe(moderators());
  expect((await enter(both, output('NamedRoleArnBoardKeeper'))).role).toBe(nameOf(output('NamedRoleArnBoardKeeper')));
});

test('a board keeper deletes from boards, and not from protected files', async () => {
  await somebodyIsRude();
  const keeper = await enter(await member('kate', 'board-keeper'));
  await expect(keeper.s3.send(new DeleteObjectCommand(rudeFile()))).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(keeper.records.send(new DeleteCommand(rudeRow()))).resolves.toHaveProperty('$metadata');
});

test('a user of no group is a player, and gets no role that their token does not list', async () => {
  const none = await member('nora');
  expect((await enter(none)).role).toBe(players());
  const refused = { name: 'NotAuthorizedException' };
  await expect(enter(none, output('NamedRoleArnModerator'))).rejects.toMatchObject(refused);
  const keeper = await member('kim', 'board-keeper');
  await expect(enter(keeper, output('NamedRoleArnModerator'))).rejects.toMatchObject(refused);
  expect((await enter(keeper)).role).toBe(nameOf(output('NamedRoleArnBoardKeeper')));
});

test('with role mappings there is no basic flow', async () => {
  const { identityId, logins } = await signedIn('paul', { plan: 'free' });
  const call = new CognitoIdentityClient(game.client).send(
    new GetOpenIdTokenCommand({ IdentityId: identityId, Logins: logins }),
  );
  // The switch is off besides: the message is the one of whichever Cognito looks at first (unconfirmed).
  await expect(call).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining('Basic (classic) flow is not'),
  });
});
