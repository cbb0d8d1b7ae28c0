import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { jsonLog } from '../../../lambda/smoke-test/log';
import { createMask } from '../../../lambda/smoke-test/mask';
import { tellingRequestIds } from '../../../lambda/smoke-test/request-ids';
import { createTry } from '../../../lambda/smoke-test/step';

/** A client whose calls are answered as their table's name says, under an ID made of it. */
const client = tellingRequestIds(
  new DynamoDBClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: {
      async handle({ body }: { body: string }) {
        const { TableName } = JSON.parse(body);
        // Others get their turn while this one waits.
        await new Promise((resolve) => setTimeout(resolve, TableName.startsWith('slow') ? 20 : 1));
        const isRefused = TableName.endsWith('refused');
        const answer = isRefused ? { __type: 'AccessDeniedException', message: 'not authorized' } : {};
        return {
          response: {
            statusCode: isRefused ? 400 : 200,
            headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': `id-of-${TableName}` },
            body: new Uint8Array(Buffer.from(JSON.stringify(answer))),
          },
        };
      },
    },
  }),
);
const get = (TableName: string) => client.send(new GetItemCommand({ TableName, Key: { pk: { S: 'a' } } }));

const time = { now: () => 0, sleep: async () => {} };
const mask = createMask();
const tryWith = (allRequestIds?: boolean) =>
  createTry({
    ...{ time, mask, log: jsonLog(mask, time, () => {}), where: {} },
    ...(allRequestIds !== undefined && { allRequestIds }),
  });

const refusedBy = ['AccessDeniedException'];
const stepOf = async (expected: 'allowed' | 'refused', tables: readonly string[], all?: boolean) => {
  const run = async () => {
    for (const table of tables) await get(table);
  };
  return (await tryWith(all)({ name: 'may get', expected, refusedBy, run })).step;
};

test.each([
  ['an answer that should be a refusal', 'refused', ['free'], ['id-of-free']],
  ['a refusal that should be an answer', 'allowed', ['refused'], ['id-of-refused']],
  ['each call of a step', 'allowed', ['free', 'refused', 'never'], ['id-of-free', 'id-of-refused']],
] as const)('%s is named by its request', async (_what, expected, tables, ids) => {
  expect(await stepOf(expected, tables)).toMatchObject({ ok: false, requestIds: ids });
});

test('a step that comes out as expected names its requests where all are asked for, and nowhere else', async () => {
  expect(await stepOf('allowed', ['free'])).not.toHaveProperty('requestIds');
  expect(await stepOf('allowed', ['free'], true)).toMatchObject({ ok: true, requestIds: ['id-of-free'] });
});

test('steps that are tried at once name their own requests', async () => {
  const steps = await Promise.all([stepOf('refused', ['slow', 'slow-too']), stepOf('refused', ['free'])]);
  expect(steps.map(({ requestIds }) => requestIds)).toEqual([['id-of-slow', 'id-of-slow-too'], ['id-of-free']]);
});

test('a call outside of any step is nobody’s', async () => {
  await expect(get('free')).resolves.toHaveProperty('$metadata');
});
