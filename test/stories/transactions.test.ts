import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { type Game, startGame } from './deployment';
import { backend, guest, type Player, signedIn } from './players';

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
interface Key {
  readonly pk: string;
  readonly sk: string;
}

let game: Game;
let adele: Player;
let berta: Player;
let visitor: Player;
beforeAll(async () => {
  game = await startGame();
  adele = await signedIn(game, 'Adele');
  berta = await signedIn(game, 'Berta');
  visitor = await guest(game);
});
afterAll(() => game.stop());

beforeEach(async () => {
  const { records } = backend(game);
  const { Items = [] } = await records.send(new ScanCommand({ TableName: game.table }));
  for (const { pk, sk } of Items) await records.send(new DeleteCommand({ TableName: game.table, Key: { pk, sk } }));
  const there = [own('SAVE#1'), own('SAVE#2'), theirs(), theirLedger(), ownLedger(), row()];
  for (const key of there) {
    await records.send(new PutCommand({ TableName: game.table, Item: { ...key, secret: 'ruby', gold: 10 } }));
  }
});

const own = (sk: string): Key => ({ pk: `PLAYER#${adele.identityId}`, sk });
const theirs = (): Key => ({ pk: `PLAYER#${berta.identityId}`, sk: 'PROFILE' });
const theirMissing = (): Key => ({ pk: `PLAYER#${berta.identityId}`, sk: 'MISSING' });
const ownLedger = (): Key => ({ pk: `LEDGER#${adele.identityId}`, sk: 'GEMS' });
const theirLedger = (): Key => ({ pk: `LEDGER#${berta.identityId}`, sk: 'GEMS' });
const row = (): Key => ({ pk: 'BOARD#weekly', sk: '000900#p1' });
const missingRow = (): Key => ({ pk: 'BOARD#weekly', sk: '000000#nobody' });

const at = (Key: Key) => ({ TableName: game.table, Key });
const showing = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
/** Each way in which a transaction can be about an item, and have it tell something. */
const actions = {
  Put: (key) => ({ Put: { TableName: game.table, Item: { ...key, gold: 1 } } }),
  'Put on a condition': (key) => ({
    Put: {
      TableName: game.table,
      Item: { ...key, gold: 1 },
      ConditionExpression: 'attribute_not_exists(pk)',
      ...showing,
    },
  }),
  Update: (key) => ({
    Update: { ...at(key), UpdateExpression: 'ADD gold :one', ExpressionAttributeValues: { ':one': 1 } },
  }),
  Delete: (key) => ({ Delete: at(key) }),
  'Delete on a condition': (key) => ({
    Delete: { ...at(key), ConditionExpression: 'attribute_not_exists(pk)', ...showing },
  }),
  'Check that it is there': (key) => ({
    ConditionCheck: { ...at(key), ConditionExpression: 'attribute_exists(pk)', ...showing },
  }),
  'Check that it is not there': (key) => ({
    ConditionCheck: { ...at(key), ConditionExpression: 'attribute_not_exists(pk)', ...showing },
  }),
  'Check what it holds': (key) => ({
    ConditionCheck: {
      ...at(key),
      ConditionExpression: 'begins_with(secret, :start)',
      ExpressionAttributeValues: { ':start': 'r' },
      ...showing,
    },
  }),
} satisfies Readonly<Record<string, (key: Key) => Action>>;
const transact = ({ records }: Pick<Player, 'records'>, TransactItems: Action[], ClientRequestToken?: string) =>
  records.send(new TransactWriteCommand({ TransactItems, ClientRequestToken }));
const readAll = ({ records }: Pick<Player, 'records'>, ...keys: Key[]) =>
  records.send(new TransactGetCommand({ TransactItems: keys.map((key) => ({ Get: at(key) })) }));

/** Every record of the table. */
async function contents(): Promise<string> {
  const { Items = [] } = await backend(game).records.send(new ScanCommand({ TableName: game.table }));
  return JSON.stringify(Items.map((item) => JSON.stringify(item, Object.keys(item).sort())).sort());
}

const refusal = { name: 'AccessDeniedException', $metadata: expect.objectContaining({ httpStatusCode: 400 }) };

test('a player moves things between their own records, all at once', async () => {
  await transact(adele, [
    actions.Update(own('SAVE#1')),
    actions.Delete(own('SAVE#2')),
    actions['Put on a condition'](own('SAVE#3')),
    { ConditionCheck: { ...at(own('PROFILE')), ConditionExpression: 'attribute_not_exists(pk)' } },
  ]);
  const { Responses } = await readAll(adele, own('SAVE#3'), own('SAVE#2'), own('SAVE#1'));
  expect(Responses?.map(({ Item }) => Item?.gold)).toEqual([1, undefined, 11]);
});

test('what fails on a condition is told to whose record it is, and nothing was done', async () => {
  const before = await contents();
  const failing = transact(adele, [actions.Delete(own('SAVE#2')), actions['Put on a condition'](own('SAVE#1'))]);
  await expect(failing).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    message: expect.stringContaining('[None, ConditionalCheckFailed]'),
    CancellationReasons: [
      { Code: 'None' },
      { Code: 'ConditionalCheckFailed', Item: { secret: { S: 'ruby' }, gold: { N: '10' } } },
    ],
  });
  expect(await contents()).toBe(before);
});

const places: readonly (readonly [string, () => Key])[] = [
  ["another player's record", theirs],
  ['a record that another player has not', theirMissing],
  ["another player's ledger", theirLedger],
  ['their own ledger', ownLedger],
  ['a row of a board', row],
  ['a row that a board has not', missingRow],
];

describe.each(places)('%s in a transaction', (_place, key) => {
  test.each(Object.entries(actions))('is nothing that a player reaches by %s', async (name, action) => {
    const before = await contents();
    const attempt = [actions.Put(own('NEW')), action(key())];
    for (const player of [adele, visitor]) {
      for (const order of [attempt.slice(1), attempt, [...attempt].reverse()]) {
        const error = await transact(player, order).then(
          () => undefined,
          (thrown: Error & { CancellationReasons?: unknown }) => thrown,
        );
        expect(error).toMatchObject(refusal);
        expect(error?.CancellationReasons).toBeUndefined();
        expect(JSON.stringify(error)).not.toContain('ruby');
      }
    }
    expect(await contents()).toBe(before);
    // The same with a record of their own in that place: what is refused is whose it is.
    const mine = name.includes('not') || name.includes('condition') ? own('ABSENT') : own('SAVE#1');
    await expect(transact(adele, [actions.Put(own('NEW')), action(mine)])).resolves.toHaveProperty('$metadata');
  });
});

test.each(Object.entries(actions))(
  'whether a record is there is not told by how %s is refused',
  async (_name, action) => {
    const words = async (key: Key) =>
      transact(adele, [action(key)]).then(
        () => 'done',
        ({ name, message }: Error) => `${name}: ${message}`,
      );
    expect(await words(theirs())).toBe(await words(theirMissing()));
    expect(await words(row())).toBe(await words(missingRow()));
    expect(await words(theirs())).toContain('AccessDeniedException');
  },
);

test('a token that was used by somebody else opens nothing', async () => {
  await transact(berta, [actions.Update(theirs())], 'shared-token');
  await expect(transact(adele, [actions.Update(theirs())], 'shared-token')).rejects.toMatchObject(refusal);
  await expect(transact(berta, [actions.Update(theirs())], 'shared-token')).resolves.toBeDefined();
  const { Item } = await berta.records.send(new GetCommand(at(theirs())));
  expect(Item?.gold).toBe(11);
});

test.each<[string, () => Player, () => readonly Key[], boolean]>([
  ['their own records', () => adele, () => [own('SAVE#1'), own('SAVE#9')], true],
  ['their own records, ledger and a board', () => adele, () => [own('SAVE#1'), ownLedger(), row()], true],
  ["another player's record", () => adele, () => [theirs()], false],
  ["another player's record among their own", () => adele, () => [own('SAVE#1'), theirs()], false],
  ['a record that another player has not', () => adele, () => [own('SAVE#1'), theirMissing()], false],
  ["another player's ledger", () => adele, () => [theirLedger(), row()], false],
  ['a board, as a guest', () => visitor, () => [row(), missingRow()], true],
  ["a player's record, as a guest", () => visitor, () => [row(), theirs()], false],
])('in one transaction a player reads %s, if at all', async (_what, player, keys, allowed) => {
  const reading = readAll(player(), ...keys());
  if (!allowed) return expect(reading).rejects.toMatchObject(refusal);
  const { Responses } = await reading;
  expect(Responses?.[0]?.Item?.secret).toBe('ruby');
});
