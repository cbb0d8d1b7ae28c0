import { CognitoIdentityClient, GetIdCommand, GetOpenIdTokenCommand } from '@aws-sdk/client-cognito-identity';
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { fromCognitoIdentityPool, fromWebToken } from '@aws-sdk/credential-providers';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { startToldGame, type ToldGame } from './served-issuer';

let game: ToldGame;
beforeAll(async () => {
  game = await startToldGame();
});
afterAll(() => game.stop());

type Credentials = DynamoDBClientConfig['credentials'];

const logins = async (player: string, clan?: unknown) => ({
  [game.loginsKey]: await game.issuer.idToken(player, clan === undefined ? {} : { clan }),
});
const enhanced = async (player: string, clan?: unknown): Promise<Credentials> =>
  fromCognitoIdentityPool({
    identityPoolId: game.identityPoolId,
    logins: await logins(player, clan),
    clientConfig: game.client,
  });
const basic = async (player: string, clan?: unknown): Promise<Credentials> => {
  const cognito = new CognitoIdentityClient(game.client);
  const Logins = await logins(player, clan);
  const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId: game.identityPoolId, Logins }));
  const { Token = '' } = await cognito.send(new GetOpenIdTokenCommand({ IdentityId, Logins }));
  return fromWebToken({ roleArn: game.authenticatedRoleArn, webIdentityToken: Token, clientConfig: game.client });
};

const files = (credentials: Credentials) => new S3Client({ ...game.client, credentials });
const records = (credentials: Credentials) =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ ...game.client, credentials }));
const plan = (clan: string) => ({ Bucket: game.bucket, Key: `clans/${clan}/plan.txt` });
const war = (clan: string) => ({ pk: `CLAN#${clan}`, sk: 'WAR' });

const reads = async (credentials: Credentials, clan: string) =>
  (await files(credentials).send(new GetObjectCommand(plan(clan)))).Body?.transformToString();
const writes = (credentials: Credentials, clan: string) =>
  files(credentials).send(new PutObjectCommand({ ...plan(clan), Body: 'plan' }));
const lists = (credentials: Credentials, Prefix: string) =>
  files(credentials).send(new ListObjectsV2Command({ Bucket: game.bucket, Prefix }));
const deeds = {
  put: (credentials: Credentials, clan: string) =>
    records(credentials).send(new PutCommand({ TableName: game.table, Item: { ...war(clan), won: true } })),
  get: (credentials: Credentials, clan: string) =>
    records(credentials).send(new GetCommand({ TableName: game.table, Key: war(clan) })),
  query: (credentials: Credentials, clan: string) =>
    records(credentials).send(
      new QueryCommand({
        TableName: game.table,
        KeyConditionExpression: 'pk = :clan',
        ExpressionAttributeValues: { ':clan': `CLAN#${clan}` },
      }),
    ),
};
const denied = { name: 'AccessDenied' };
const recordDenied = { name: 'AccessDeniedException' };

describe.each([
  ['enhanced', enhanced],
  ['basic', basic],
])('by the %s flow', (_flow, credentials) => {
  test('a member reads and writes their clan’s files, and no other clan’s', async () => {
    const red = await credentials('rita', 'red');
    const blue = await credentials('bob', 'blue');
    await writes(red, 'red');
    await writes(blue, 'blue');
    expect(await reads(await credentials('ruth', 'red'), 'red')).toBe('plan');
    expect((await lists(red, 'clans/red/')).KeyCount).toBeGreaterThan(0);
    await expect(reads(blue, 'red')).rejects.toMatchObject(denied);
    await expect(writes(red, 'blue')).rejects.toMatchObject(denied);
    await expect(lists(red, 'clans/blue/')).rejects.toMatchObject(denied);
    await expect(lists(red, 'clans/')).rejects.toMatchObject(denied);
    expect(await reads(blue, 'blue')).toBe('plan');
  });

  test('a member reads and writes their clan’s records, and no other clan’s', async () => {
    const red = await credentials('rita', 'red');
    const blue = await credentials('bob', 'blue');
    await deeds.put(red, 'red');
    await deeds.put(blue, 'blue');
    expect((await deeds.get(await credentials('ruth', 'red'), 'red')).Item).toMatchObject({ won: true });
    expect((await deeds.query(red, 'red')).Count).toBe(1);
    await expect(deeds.get(red, 'blue')).rejects.toMatchObject(recordDenied);
    await expect(deeds.put(red, 'blue')).rejects.toMatchObject(recordDenied);
    await expect(deeds.query(red, 'blue')).rejects.toMatchObject(recordDenied);
  });

  test('a player without clan reaches none, neither a named nor a nameless one', async () => {
    const stranger = await credentials('sam');
    await expect(reads(stranger, 'red')).rejects.toMatchObject(denied);
    await expect(writes(stranger, '')).rejects.toMatchObject(denied);
    await expect(deeds.put(stranger, '')).rejects.toMatchObject(recordDenied);
    await expect(deeds.get(stranger, 'red')).rejects.toMatchObject(recordDenied);
    await expect(writes(await credentials('rita', 'red'), 'red')).resolves.toHaveProperty('$metadata');
  });

  test.each([
    ['letters of any alphabet', 'Étoile-星_7'],
    ['an accent composed with its letter', 'café'.normalize('NFC')],
    ['spaces and the signs that a tag may hold', 'a b.c:d=e+f-g@h'],
    ['as long as a tag may be', 'r'.repeat(256)],
  ])('a clan’s name with %s opens the clan to its member', async (_what, clan) => {
    const member = await credentials('rita', clan);
    await writes(member, clan);
    await deeds.put(member, clan);
    expect(await reads(member, clan)).toBe('plan');
    await expect(reads(member, 'red')).rejects.toMatchObject(denied);
  });

  test.each([
    ['an apostrophe', "L'Étoile"],
    ['an exclamation mark', 'red!'],
    ['an accent beside its letter', 'café'.normalize('NFD')],
    ['more letters than a tag may hold', 'r'.repeat(257)],
    ['more bytes than all tags may hold', '星'.repeat(200)],
  ])('a clan’s name with %s gives no credentials', async (_what, clan) => {
    const given = credentials('rita', clan).then((player) => writes(player, clan));
    await expect(given).rejects.toMatchObject({ name: 'InvalidIdentityPoolConfigurationException' });
  });

  test('no clan’s name reaches into another clan', async () => {
    const inside = await credentials('eve', 'red/plans');
    await expect(writes(inside, 'red/plans')).rejects.toMatchObject(denied);
    await expect(reads(inside, 'red')).rejects.toMatchObject(denied);
    await expect(deeds.put(inside, 'red')).rejects.toMatchObject(recordDenied);
    await expect(deeds.put(inside, 'red/plans')).resolves.toHaveProperty('$metadata');
    const all = credentials('eve', '*').then((given) => reads(given, 'red'));
    await expect(all).rejects.toMatchObject({ name: 'InvalidIdentityPoolConfigurationException' });
    await expect(reads(await credentials('rita', 'red'), 'red')).resolves.toBe('plan');
  });
});
