import type { Service } from '../../../../../local/http/operation';
import { policyOf } from '../harness';
import { given, run, saves, statementService } from './harness';

let service: Service<object>;
let now: number;
beforeEach(async () => {
  now = 1_700_000_000_000;
  service = statementService(() => now);
  await given(service, ...saves);
});

/** What each page holds, and how each ended. */
async function pages(statement: string, more: object = {}) {
  const found: string[][] = [];
  let NextToken: string | undefined;
  do {
    const { body } = await run(service, statement, { ...more, ...(NextToken && { NextToken }) });
    found.push(body.Items.map((item: Record<string, { S: string }>) => `${item.pk?.S}${item.sk?.S}`));
    NextToken = body.NextToken;
    if (found.length > 50) throw new Error('it does not end');
  } while (NextToken);
  return found;
}

test.each([
  ['SELECT pk, sk FROM saves', 2, [['b1', 'a1'], ['a2', 'a3'], []]],
  ["SELECT pk, sk FROM saves WHERE pk = 'a'", 2, [['a1', 'a2'], ['a3']]],
  ["SELECT pk, sk FROM saves WHERE pk = 'a' AND n = 3", 1, [[], [], ['a3'], []]],
  ["SELECT pk, sk FROM saves WHERE pk IN ['b', 'a'] ORDER BY pk DESC, sk DESC", 2, [['b1', 'a3'], ['a2', 'a1'], []]],
  ["SELECT pk, sk FROM saves WHERE pk = 'a' AND sk IN ['1', '3']", 1, [['a1'], ['a3'], []]],
])('%s, %j at a time', async (statement, Limit, expected) => {
  expect(await pages(statement, { Limit })).toEqual(expected);
});

test('several keys come in pages of ten (documented), one in as many as there are', async () => {
  for (let index = 0; index < 12; index += 1) {
    await given(service, `INSERT INTO saves VALUE {'pk': 'many', 'sk': '${String(index).padStart(2, '0')}'}`);
  }
  const sizes = async (where: string) =>
    (await pages(`SELECT pk, sk FROM saves WHERE ${where}`)).map(({ length }) => length);
  expect(await sizes("pk IN ['a', 'many']")).toEqual([10, 5]);
  expect(await sizes("pk = 'many'")).toEqual([12]);
});

test('a page ends at a megabyte of what is read', async () => {
  for (const sk of ['1', '2', '3', '4']) {
    await given(service, `INSERT INTO saves VALUE {'pk': 'big', 'sk': '${sk}'}`);
    const Parameters = [{ S: 'x'.repeat(390_000) }];
    await run(service, `UPDATE saves SET v = ? WHERE pk = 'big' AND sk = '${sk}'`, { Parameters });
  }
  expect(await pages("SELECT pk, sk FROM saves WHERE pk = 'big'")).toEqual([['big1', 'big2', 'big3'], ['big4']]);
});

describe('a NextToken', () => {
  const statement = 'SELECT pk, sk FROM saves WHERE pk = ?';
  const first = { Parameters: [{ S: 'a' }], Limit: 1 };
  const token = async () => (await run(service, statement, first)).body.NextToken as string;

  test('comes with the last key, and goes on from it', async () => {
    const { body } = await run(service, statement, first);
    expect(body.LastEvaluatedKey).toEqual({ pk: { S: 'a' }, sk: { S: '1' } });
    const next = await run(service, statement, { ...first, NextToken: body.NextToken, Limit: 5 });
    expect(next.body.Items.map(({ sk }: { sk: { S: string } }) => sk.S)).toEqual(['2', '3']);
    expect(next.body).not.toHaveProperty('NextToken');
  });

  test('tells nothing of what it holds', async () => {
    const opened = Buffer.from(await token(), 'base64').toString('latin1');
    for (const secret of ['pk', 'sk', 'position']) expect(opened).not.toContain(secret);
    expect(await token()).not.toBe(await token());
  });

  test.each([
    [
      'another statement',
      async () => ({ statement: `${statement} AND sk > '0'`, more: first, NextToken: await token() }),
    ],
    ['other parameters', async () => ({ statement, more: { Parameters: [{ S: 'b' }] }, NextToken: await token() })],
    [
      'a write',
      async () => ({ statement: "DELETE FROM saves WHERE pk = 'a' AND sk = '1'", more: {}, NextToken: await token() }),
    ],
    [
      'another service’s',
      async () => {
        const other = statementService();
        await given(other, ...saves);
        return { statement, more: first, NextToken: (await run(other, statement, first)).body.NextToken as string };
      },
    ],
    [
      'a changed one',
      async () => {
        const bytes = Buffer.from(await token(), 'base64');
        bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
        return { statement, more: first, NextToken: bytes.toString('base64') };
      },
    ],
    ['a cut one', async () => ({ statement, more: first, NextToken: (await token()).slice(0, 20) })],
    ['none', async () => ({ statement, more: first, NextToken: 'garbage' })],
  ])('of %s is invalid', async (_what, of) => {
    const { statement: asked, more, NextToken } = await of();
    const { error, body } = await run(service, asked, { ...more, NextToken });
    expect([error, body.message]).toEqual(['ValidationException', 'Invalid NextToken']);
    expect((await run(service, statement, { ...first, NextToken: await token() })).status).toBe(200);
  });

  test('holds for an hour', async () => {
    const NextToken = await token();
    now += 60 * 60 * 1000 - 1;
    expect((await run(service, statement, { ...first, NextToken })).status).toBe(200);
    now += 1;
    expect((await run(service, statement, { ...first, NextToken })).body.message).toBe(
      'Given NextToken has already expired',
    );
  });

  test('is no permission: each page is judged', async () => {
    const nothing = policyOf({ Effect: 'Allow', Action: 'dynamodb:PartiQLInsert', Resource: '*' });
    const NextToken = await token();
    expect((await run(service, statement, { ...first, NextToken }, nothing)).error).toBe('AccessDeniedException');
    expect((await run(service, statement, { ...first, NextToken })).status).toBe(200);
  });
});

test.each([
  ['TOTAL', "SELECT * FROM saves WHERE pk = 'a'", { TableName: 'saves', CapacityUnits: 0.5 }],
  ['INDEXES', "SELECT * FROM saves WHERE pk = 'a'", { CapacityUnits: 0.5, Table: { CapacityUnits: 0.5 } }],
  ['TOTAL', "SELECT * FROM saves WHERE pk IN ['a', 'b']", { TableName: 'saves', CapacityUnits: 1 }],
  ['TOTAL', "INSERT INTO flags VALUE {'pk': 'x'}", { TableName: 'flags', CapacityUnits: 1 }],
])('ReturnConsumedCapacity %s of %s', async (ReturnConsumedCapacity, statement, capacity) => {
  const { body } = await run(service, statement, { ReturnConsumedCapacity });
  expect(body.ConsumedCapacity).toMatchObject(capacity);
});

test('capacity is not told where nobody asks', async () => {
  expect((await run(service, 'SELECT * FROM saves')).body).not.toHaveProperty('ConsumedCapacity');
});

describe('ReturnValuesOnConditionCheckFailure', () => {
  const update = "UPDATE saves SET n = 9 WHERE pk = 'a' AND sk = '1' AND n = 7";
  const asked = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
  const only = (...actions: string[]) =>
    policyOf({ Effect: 'Allow', Action: actions.map((one) => `dynamodb:${one}`), Resource: '*' });

  test.each([
    ['whoever may read it', asked, only('PartiQLUpdate', 'PartiQLSelect'), true],
    ['nobody who may only write it', asked, only('PartiQLUpdate'), false],
    ['nobody who may read it by other means', asked, only('PartiQLUpdate', 'GetItem'), false],
    ['nobody who has not asked', {}, only('PartiQLUpdate', 'PartiQLSelect'), false],
  ])('shows the item to %s', async (_who, more, policy, isShown) => {
    const { error, body } = await run(service, update, more, policy);
    expect(error).toBe('ConditionalCheckFailedException');
    expect(body.Item).toEqual(isShown ? expect.objectContaining({ n: { N: '1' }, clan: { S: 'red' } }) : undefined);
  });
});
