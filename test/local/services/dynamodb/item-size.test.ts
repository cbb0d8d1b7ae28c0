import type { Service } from '../../../../local/http/operation';
import { type Answer, call, newService } from './harness';

const players = { TableName: 'players' };
const key = { pk: { S: 'a' }, sk: { S: '1' } };
/** What the key takes: names and values. */
const keyBytes = 6;
const most = 400 * 1024;

let service: Service<object>;
beforeEach(() => {
  service = newService();
});

/** So many bytes of a letter that takes several, and as many of one that takes one as are left. */
function wide(letter: string, bytes: number): string {
  const each = Buffer.byteLength(letter);
  return letter.repeat(Math.floor(bytes / each)) + 'x'.repeat(bytes % each);
}

type Write = (attributes: Readonly<Record<string, object>>) => Promise<Answer>;
const updated = (attributes: Readonly<Record<string, object>>) => {
  const entries = Object.entries(attributes).map(([name, value], index) => ({ name, value, index }));
  return {
    ...players,
    Key: key,
    UpdateExpression: `SET ${entries.map(({ index }) => `#n${index} = :v${index}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(entries.map(({ name, index }) => [`#n${index}`, name])),
    ExpressionAttributeValues: Object.fromEntries(entries.map(({ value, index }) => [`:v${index}`, value])),
  };
};
const item = (attributes: Readonly<Record<string, object>>) => ({ ...key, ...attributes });
const batch = (Item: object) => ({ RequestItems: { players: [{ PutRequest: { Item } }] } });
const transact = (member: object) => ({ TransactItems: [member] });

// Observed (dynamodb-conformance, "Item size limit by surface"): what can be told from the request is refused, an update cancelled.
describe.each<[string, Write, string]>([
  ['PutItem', (attributes) => call(service, 'PutItem', { ...players, Item: item(attributes) }), 'ValidationException'],
  ['UpdateItem', (attributes) => call(service, 'UpdateItem', updated(attributes)), 'ValidationException'],
  ['BatchWriteItem', (attributes) => call(service, 'BatchWriteItem', batch(item(attributes))), 'ValidationException'],
  [
    'a Put of a transaction',
    (attributes) => call(service, 'TransactWriteItems', transact({ Put: { ...players, Item: item(attributes) } })),
    'ValidationException',
  ],
  [
    'an Update of a transaction',
    (attributes) => call(service, 'TransactWriteItems', transact({ Update: updated(attributes) })),
    'TransactionCanceledException',
  ],
])('%s takes 400 KB and not a byte more', (_write, write, error) => {
  test.each<[string, (bytes: number) => Readonly<Record<string, object>>]>([
    ['letters', (bytes) => ({ x: { S: 'x'.repeat(bytes - 1) } })],
    ['letters of two bytes', (bytes) => ({ x: { S: `x${wide('é', bytes - 2)}` } })],
    ['letters of four bytes', (bytes) => ({ x: { S: wide('😀', bytes - 1) } })],
    ['a name of two bytes', (bytes) => ({ é: { S: 'x'.repeat(bytes - 2) } })],
    ['a set', (bytes) => ({ x: { SS: ['é', 'x'.repeat(bytes - 3)] } })],
    ['a list', (bytes) => ({ x: { L: [{ S: wide('é', bytes - 5) }] } })],
    ['a map', (bytes) => ({ x: { M: { é: { S: 'x'.repeat(bytes - 7) } } } })],
    ['binary', (bytes) => ({ x: { B: Buffer.alloc(bytes - 1).toString('base64') } })],
  ])('of %s', async (_what, attributes) => {
    expect((await write(attributes(most - keyBytes))).status).toBe(200);
    expect(await write(attributes(most - keyBytes + 1))).toMatchObject({ status: 400, error });
  });
});
