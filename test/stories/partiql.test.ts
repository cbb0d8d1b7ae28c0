import {
  BatchExecuteStatementCommand,
  ExecuteStatementCommand,
  ExecuteTransactionCommand,
  GetCommand,
  PutCommand,
} from '@aws-sdk/lib-dynamodb';
import { type Game, startGame } from './deployment';
import { backend, guest, type Player, signedIn } from './players';

let game: Game;
let players: Readonly<Record<'a player' | 'a guest', Player>>;
let stranger: Player;
beforeAll(async () => {
  game = await startGame();
  players = { 'a player': await signedIn(game, 'Adele'), 'a guest': await guest(game) };
  stranger = await signedIn(game, 'Berta');
});
afterAll(() => game.stop());

const partition = (player: Player) => `PLAYER#${player.identityId}`;
const key = (player: Player, sk: string) => `WHERE pk = '${partition(player)}' AND sk = '${sk}'`;
const from = () => `"${game.table}"`;

/** A statement of every kind, about one player's records. */
const statements: readonly (readonly [kind: string, of: (player: Player) => string])[] = [
  ['SELECT by key', (player) => `SELECT * FROM ${from()} ${key(player, 'PROFILE')}`],
  ['SELECT by partition', (player) => `SELECT sk FROM ${from()} WHERE pk = '${partition(player)}'`],
  ['SELECT by IN', (player) => `SELECT * FROM ${from()} WHERE pk IN ['${partition(player)}']`],
  ['SELECT by range', (player) => `SELECT * FROM ${from()} WHERE pk >= '${partition(player)}'`],
  ['SELECT of all', () => `SELECT * FROM ${from()}`],
  ['INSERT', (player) => `INSERT INTO ${from()} VALUE {'pk': '${partition(player)}', 'sk': 'SAVE#1'}`],
  ['UPDATE', (player) => `UPDATE ${from()} SET score = 9 ${key(player, 'PROFILE')}`],
  ['FROM first', (player) => `FROM ${from()} ${key(player, 'PROFILE')} REMOVE score`],
  ['DELETE', (player) => `DELETE FROM ${from()} ${key(player, 'SAVE#1')}`],
];
const refusal = (action: string) => ({
  name: 'AccessDeniedException',
  message: expect.stringMatching(
    new RegExp(
      `^User: arn:aws:sts::\\d{12}:assumed-role/.* is not authorized to perform: dynamodb:${action} on resource: ` +
        'arn:aws:dynamodb:.*:table/.* because no (identity-based|session) policy allows the ' +
        `dynamodb:${action} action$`,
    ),
  ),
});
const actionOf = (kind: string) =>
  `PartiQL${{ S: 'Select', I: 'Insert', U: 'Update', F: 'Update', D: 'Delete' }[kind.charAt(0)]}`;

describe.each(['a player', 'a guest'] as const)('%s may use no PartiQL, on nobody’s records', (who) => {
  beforeEach(async () => {
    const { records } = backend(game);
    for (const player of [players[who], stranger]) {
      const Item = { pk: partition(player), sk: 'PROFILE', score: 1 };
      await records.send(new PutCommand({ TableName: game.table, Item }));
    }
  });

  test.each(statements)('%s', async (kind, of) => {
    const { records } = players[who];
    const action = actionOf(kind);
    for (const owner of [players[who], stranger]) {
      const Statement = of(owner);
      await expect(records.send(new ExecuteStatementCommand({ Statement }))).rejects.toMatchObject(refusal(action));
      const transaction = new ExecuteTransactionCommand({ TransactStatements: [{ Statement }] });
      await expect(records.send(transaction)).rejects.toMatchObject(refusal(action));
      const batch = await records.send(new BatchExecuteStatementCommand({ Statements: [{ Statement }] }));
      expect(batch.Responses).toEqual([
        { TableName: game.table, Error: { Code: 'AccessDenied', Message: refusal(action).message } },
      ]);
    }
    // The control: what is refused to them works for the administrator, and their own record is there for them by other means.
    const done = await backend(game).records.send(new ExecuteStatementCommand({ Statement: of(players[who]) }));
    expect(done.Items).toBeDefined();
    const own = { TableName: game.table, Key: { pk: partition(players[who]), sk: 'PROFILE' } };
    expect((await records.send(new GetCommand(own))).Item).toMatchObject({ sk: 'PROFILE' });
  });
});

describe('the game’s backend, by the unmodified SDK', () => {
  test('writes and reads with parameters, and pages through what it reads', async () => {
    const { records } = backend(game);
    const pk = 'LEDGER#partiql';
    for (const sk of ['1', '2', '3']) {
      const Statement = `INSERT INTO ${from()} VALUE {'pk': ?, 'sk': ?, 'gems': ?, 'tags': ?}`;
      await records.send(
        new ExecuteStatementCommand({ Statement, Parameters: [pk, sk, Number(sk), new Set(['a', sk])] }),
      );
    }
    const again = `INSERT INTO ${from()} VALUE {'pk': '${pk}', 'sk': '1'}`;
    await expect(records.send(new ExecuteStatementCommand({ Statement: again }))).rejects.toMatchObject({
      name: 'DuplicateItemException',
    });
    const Statement = `SELECT sk, gems FROM ${from()} WHERE pk = ? AND gems > ?`;
    const found: unknown[] = [];
    let NextToken: string | undefined;
    do {
      const page = await records.send(
        new ExecuteStatementCommand({ Statement, Parameters: [pk, 1], Limit: 2, NextToken }),
      );
      found.push(...(page.Items ?? []));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(found).toEqual([
      { sk: '2', gems: 2 },
      { sk: '3', gems: 3 },
    ]);
  });

  test('is told why a transaction was cancelled', async () => {
    const { records } = backend(game);
    const pk = 'LEDGER#cancelled';
    const insert = { Statement: `INSERT INTO ${from()} VALUE {'pk': ?, 'sk': '1', 'gems': 1}`, Parameters: [pk] };
    await records.send(new ExecuteTransactionCommand({ TransactStatements: [insert] }));
    const other = { Statement: `INSERT INTO ${from()} VALUE {'pk': ?, 'sk': '2'}`, Parameters: [pk] };
    await expect(
      records.send(new ExecuteTransactionCommand({ TransactStatements: [other, insert] })),
    ).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'DuplicateItem' }],
    });
    const read = { Statement: `SELECT * FROM ${from()} WHERE pk = ? AND sk = '2'`, Parameters: [pk] };
    const answer = await records.send(new ExecuteTransactionCommand({ TransactStatements: [read] }));
    expect(answer.Responses).toEqual([{}]);
  });
});
