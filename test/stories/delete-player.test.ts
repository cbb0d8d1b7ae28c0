import { CognitoIdentityClient, DescribeIdentityCommand } from '@aws-sdk/client-cognito-identity';
import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DeleteObjectCommand, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { outputOf } from '../../local/account/outputs';
import { type Game, startGame } from './deployment';
import { backend, guest, type Player, signedIn } from './players';
import { bodyOf, type Caller, newToken, type ScoresHere, scoresHere } from './scores-here';

let game: Game;
let here: ScoresHere;
let accounts: CognitoIdentityProviderClient;
let identities: CognitoIdentityClient;
let userPoolId: string;
beforeAll(async () => {
  game = await startGame();
  userPoolId = outputOf(game.cloud.assemblies[0]?.stacks ?? [], 'UserPoolId');
  here = scoresHere(game, { userPoolId, clientId: 'client' });
  const { accessKeyId, secretAccessKey } = game.cloud.administrator;
  const client = { ...game.client, credentials: { accessKeyId, secretAccessKey } };
  accounts = new CognitoIdentityProviderClient(client);
  identities = new CognitoIdentityClient(client);
});
afterAll(() => game.stop());

/** An account of the user pool, by its `sub`. */
async function newAccount(email: string): Promise<string> {
  const { User } = await accounts.send(
    new AdminCreateUserCommand({
      UserPoolId: userPoolId,
      Username: email,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ],
    }),
  );
  return User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value ?? '';
}

/** Leaves something of a player in every store. */
async function playAll(player: Player, caller: Caller): Promise<void> {
  const { identityId } = player;
  const own = (zone: string, name: string) => ({ Bucket: game.bucket, Key: `${zone}/${identityId}/${name}` });
  for (const body of ['one', 'two']) {
    await player.s3.send(new PutObjectCommand({ ...own('private', 'save'), Body: body }));
  }
  await player.s3.send(new DeleteObjectCommand(own('private', 'save')));
  await player.s3.send(new PutObjectCommand({ ...own('private', 'other'), Body: 'x' }));
  if (!caller.guest) await player.s3.send(new PutObjectCommand({ ...own('protected', 'avatar'), Body: 'x' }));
  for (const sk of ['PROFILE', 'SAVE#1']) {
    const Item = { pk: `PLAYER#${identityId}`, sk };
    await player.records.send(new PutCommand({ TableName: game.table, Item }));
  }
  const boards = caller.guest ? ['weekly'] : ['weekly', 'lap'];
  for (const board of boards) {
    const event = here.events.signed(caller, board, { score: 7, token: newToken(), name: 'Ace' });
    expect((await here.scores(event)).statusCode).toBe(200);
  }
  const Item = { pk: `LEDGER#${identityId}`, sk: 'GEMS', amount: 3 };
  await backend(game).records.send(new PutCommand({ TableName: game.table, Item }));
}

/** All that names a player in any store: by their identity ID, by their account, or by their public ID. */
async function tracesOf(player: Player, ...names: string[]): Promise<string[]> {
  const { s3, records } = backend(game);
  const versions = await s3.send(new ListObjectVersionsCommand({ Bucket: game.bucket }));
  const { Items = [] } = await records.send(new ScanCommand({ TableName: game.table }));
  const { Users = [] } = await accounts.send(new ListUsersCommand({ UserPoolId: userPoolId }));
  const identity = await identities
    .send(new DescribeIdentityCommand({ IdentityId: player.identityId }))
    .then(() => [`identity ${player.identityId}`])
    .catch(() => []);
  const all = [
    ...[...(versions.Versions ?? []), ...(versions.DeleteMarkers ?? [])].map(({ Key }) => `file ${Key}`),
    ...Items.map((item) => `record ${JSON.stringify(item)}`),
    ...Users.map((user) => `account ${JSON.stringify(user)}`),
    ...identity,
  ];
  return all.filter((trace) => [player.identityId, ...names].some((name) => trace.includes(name)));
}

/** The public ID that the ledger holds. */
async function publicIdOf({ identityId }: Player): Promise<string> {
  const { Items = [] } = await backend(game).records.send(new ScanCommand({ TableName: game.table }));
  return Items.find(({ pk, sk }) => pk === `LEDGER#${identityId}` && sk === 'PLAYER')?.playerId ?? '';
}

async function ask(caller: Caller, confirmation?: string, milliseconds?: number) {
  const answer = await here.deletePlayer(here.events.deletion(caller, confirmation), milliseconds);
  return { status: answer.statusCode, ...bodyOf(answer) } as {
    status: number;
    deleted?: boolean;
    confirmation?: string;
    error?: string;
  };
}

test('a player who asks twice leaves nothing, and nobody else loses anything', async () => {
  const adele = await signedIn(game, 'Adele');
  const berta = await signedIn(game, 'Berta');
  const sub = await newAccount('adele@players.example');
  const other = await newAccount('berta@players.example');
  const caller = { identityId: adele.identityId, sub };
  await playAll(adele, caller);
  await playAll(berta, { identityId: berta.identityId, sub: other });
  const names = [sub, await publicIdOf(adele)];
  const left = await tracesOf(berta, other, await publicIdOf(berta));
  expect((await tracesOf(adele, ...names)).length).toBeGreaterThan(12);
  const kinds = new Set((await tracesOf(adele, ...names)).map((trace) => trace.split(' ')[0]));
  expect([...kinds].sort()).toEqual(['account', 'file', 'identity', 'record']);

  const { status, confirmation, deleted } = await ask(caller);
  expect([status, deleted]).toEqual([202, false]);
  expect((await tracesOf(adele, ...names)).length).toBeGreaterThan(12);
  expect(await ask(caller, confirmation)).toMatchObject({ status: 200, deleted: true });
  expect(await tracesOf(adele, ...names)).toEqual([]);
  expect(await tracesOf(berta, other, await publicIdOf(berta))).toEqual(left);
});

test('a guest is deleted alike', async () => {
  const visitor = await guest(game);
  const caller = { identityId: visitor.identityId, guest: true };
  await playAll(visitor, caller);
  const { confirmation } = await ask(caller);
  expect(await ask(caller, confirmation)).toMatchObject({ status: 200, deleted: true });
  expect(await tracesOf(visitor)).toEqual([]);
});

describe('asking', () => {
  let cleo: Player;
  let caller: Caller;
  beforeAll(async () => {
    cleo = await signedIn(game, 'Cleo');
    caller = { identityId: cleo.identityId };
    await playAll(cleo, caller);
  });

  test.each([
    ['with a confirmation that was made up', async () => '11111111-2222-4333-8444-555555555555'],
    ['with none in it', async () => ''],
    [
      'with a confirmation of another player',
      async () => (await ask({ identityId: (await signedIn(game, 'Dora')).identityId })).confirmation,
    ],
    [
      'with a confirmation that a later one replaced',
      async () => {
        const { confirmation } = await ask(caller);
        await ask(caller);
        return confirmation;
      },
    ],
    [
      'too late',
      async () => {
        const { confirmation } = await ask(caller);
        here.pass(601);
        return confirmation;
      },
    ],
  ])('%s deletes nothing', async (_, confirmation) => {
    const before = await tracesOf(cleo);
    expect(await ask(caller, await confirmation())).toMatchObject({ status: 409, error: 'NotConfirmed' });
    // The wish itself is the one record that may be new.
    const kept = (traces: string[]) => traces.filter((trace) => !trace.includes('"DELETE"'));
    expect(kept(await tracesOf(cleo))).toEqual(kept(before));
  });

  test('as nobody of the pool deletes nothing', async () => {
    const event = here.events.deletion(caller);
    const identity = { ...event.requestContext?.identity, cognitoIdentityPoolId: 'eu-west-1:other' };
    expect((await here.deletePlayer({ ...event, requestContext: { identity } })).statusCode).toBe(403);
  });

  test('with too little time goes on where it was, until nothing is left', async () => {
    const { confirmation } = await ask(caller);
    expect(await ask(caller, confirmation, 0)).toMatchObject({ status: 202, deleted: false, confirmation });
    expect((await tracesOf(cleo)).length).toBeGreaterThan(0);
    expect(await ask(caller, confirmation)).toMatchObject({ status: 200, deleted: true });
    expect(await tracesOf(cleo)).toEqual([]);
  });
});

test.each([
  ['no score', undefined, 0],
  ['a better score on a board with a row of theirs', { board: 'weekly', score: 9 }, 1],
  ['a worse score there', { board: 'weekly', score: 1 }, 1],
  ['a first score on another board', { board: 'lap', score: 9 }, 1],
])('%s that is taken while the ledger is deleted leaves no row', async (name, late, taken) => {
  const player = await signedIn(game, `Fay ${name}`);
  const caller = { identityId: player.identityId };
  const submit = (board: string, score: number) =>
    here.scores(here.events.signed(caller, board, { score, token: newToken(), name: 'Fay' }));
  expect((await submit('weekly', 7)).statusCode).toBe(200);
  here.pass(31);
  const { confirmation } = await ask(caller);
  const statuses: number[] = [];
  here.dynamodb.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const answer = await next(args);
        const ledger = commandName === 'QueryCommand' && JSON.stringify(args.input).includes('LEDGER#');
        if (ledger && late !== undefined && statuses.length === 0) {
          statuses.push(0);
          statuses[0] = (await submit(late.board, late.score)).statusCode;
        }
        return answer;
      },
    { step: 'initialize', name: 'late' },
  );
  expect(await ask(caller, confirmation)).toMatchObject({ status: 200, deleted: true });
  here.dynamodb.middlewareStack.remove('late');
  expect(statuses).toEqual(Array(taken).fill(200));
  const { Items = [] } = await backend(game).records.send(new ScanCommand({ TableName: game.table }));
  expect(Items.filter((item) => item.name === 'Fay')).toEqual([]);
  expect(await tracesOf(player)).toEqual([]);
});

test('whoever comes back is somebody new', async () => {
  const before = await signedIn(game, 'Emma');
  const caller = { identityId: before.identityId };
  const { confirmation } = await ask(caller);
  await ask(caller, confirmation);
  const after = await signedIn(game, 'Emma');
  expect(after.identityId).not.toBe(before.identityId);
});

test('a log tells nobody who was deleted', () => {
  const lines = here.log.join('');
  expect(lines).toContain('DELETE /me');
  expect(lines).not.toMatch(/eu-west-1:|@players/);
});

test.each([
  ['is still theirs goes with them', 'theirs', 0],
  ['is another identity’s by now stays, and so does the way to that one', 'moved', 2],
])('an account that only the ledger names and that %s', async (_, whose, left) => {
  const player = await signedIn(game, `Gala ${whose}`);
  const later = await signedIn(game, `Hope ${whose}`);
  const sub = await newAccount(`${whose}@players.example`);
  const submitAs = async ({ identityId }: Player) => {
    const event = here.events.signed({ identityId, sub }, 'weekly', { score: 7, token: newToken(), name: 'Gala' });
    expect((await here.scores(event)).statusCode).toBe(200);
  };
  await submitAs(player);
  if (whose === 'moved') await submitAs(later);
  // Signed in by another login: nothing but the ledger tells of the account.
  const caller = { identityId: player.identityId };
  const { confirmation } = await ask(caller);
  expect(await ask(caller, confirmation)).toMatchObject({ status: 200, deleted: true });
  expect(await tracesOf(player)).toEqual([]);
  // Of the account itself, and of the way from it; the later one's ledger names it too.
  const ofAccount = (await tracesOf(player, sub)).filter((trace) => !trace.includes('"LEDGER#'));
  expect(ofAccount).toHaveLength(left);
});
