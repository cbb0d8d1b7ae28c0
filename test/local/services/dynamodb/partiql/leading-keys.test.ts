import fc from 'fast-check';
import type { Service } from '../../../../../local/http/operation';
import { patience, runs } from '../../../hostile/runs';
import { call, me, policyOf, stranger } from '../harness';
import { given, run, statementService } from './harness';

jest.setTimeout(Math.max(60_000, patience));

const mine = `PLAYER#${me}`;
const theirs = `PLAYER#${stranger}`;
const table = 'arn:aws:dynamodb:eu-central-1:123456789012:table/saves';

/** A role that some game might make: PartiQL on whatever is under the player's own leading key. */
const guarded = policyOf({
  Effect: 'Allow',
  Action: 'dynamodb:PartiQL*',
  Resource: [table, `${table}/index/*`],
  Condition: {
    'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'PLAYER#${cognito-identity.amazonaws.com:sub}' },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  },
});

let service: Service<object>;
beforeEach(async () => {
  service = statementService();
  for (const pk of [mine, theirs]) {
    for (const sk of ['1', '2']) {
      await given(
        service,
        `INSERT INTO saves VALUE {'pk': '${pk}', 'sk': '${sk}', 'clan': '${pk}', 'rank': ${sk}, 'n': 1}`,
      );
    }
  }
});

const denied = { status: 400, error: 'AccessDeniedException' };

describe('a SELECT', () => {
  test.each([
    ['their partition', `pk = '${mine}'`, 2],
    ['their partition, on the right', `'${mine}' = pk AND n = 1`, 2],
    ['one of their items', `pk = '${mine}' AND sk = '1'`, 1],
    ['their partition in a list', `pk IN ['${mine}']`, 2],
    ['their partition by parts', `pk = '${mine}' AND (sk < '2' OR sk > '2')`, 1],
    ["their partition and another's at once", `pk = '${mine}' AND pk = '${theirs}'`, 0],
    ["their partition, with another's in a filter", `pk = '${mine}' AND (n = 1 OR n = 2) AND NOT pk = '${theirs}'`, 2],
  ])('of %s is let in', async (_what, where, count) => {
    const { status, body } = await run(service, `SELECT * FROM saves WHERE ${where}`, {}, guarded);
    expect([status, body.Items?.length]).toEqual([200, count]);
    expect(body.Items.every((item: { pk: { S: string } }) => item.pk.S === mine)).toBe(true);
  });

  test.each([
    ['no partition', ''],
    ["another's partition", `WHERE pk = '${theirs}'`],
    ["another's partition behind a comment", `WHERE pk = /* '${mine}' */ '${theirs}' -- pk = '${mine}'`],
    ["another's partition before their own", `WHERE pk = '${theirs}' AND pk = '${mine}'`],
    ["a list that has another's", `WHERE pk IN ['${mine}', '${theirs}']`],
    ['an OR of two partitions', `WHERE pk = '${mine}' OR pk = '${theirs}'`],
    ['an OR with another attribute', `WHERE pk = '${mine}' OR n = 1`],
    ['an OR with a sort key', `WHERE pk = '${mine}' OR sk = '1'`],
    ['a range of partitions', `WHERE pk >= '${mine}' AND pk <= '${mine}'`],
    ['between partitions', `WHERE pk BETWEEN '${mine}' AND '${mine}'`],
    ['the beginning of partitions', `WHERE begins_with(pk, '${mine}')`],
    ['a negated partition', `WHERE NOT pk <> '${mine}'`],
    ['a nested path', `WHERE pk.pk = '${mine}'`],
    ['a list position', `WHERE pk[0] = '${mine}'`],
    ['another attribute', `WHERE n = 1`],
    ['the partition of another name', `WHERE "PK" = '${mine}'`],
    ['two attributes that are equal', 'WHERE pk = clan'],
    ['a string that is no attribute', `WHERE 'pk' = '${mine}' OR 'a' = 'a'`],
    ['their partition of another type', 'WHERE pk = 1'],
    ['their partition of an index by sort key', `WHERE pk = '${mine}' OR clan IN ['${mine}']`],
  ])('of %s is refused', async (_what, where) => {
    const select = `SELECT * FROM saves ${where}`;
    expect(await run(service, select, {}, guarded)).toMatchObject(denied);
    // The control: whoever may do everything is told nothing of a refusal.
    expect((await run(service, select)).error).not.toBe('AccessDeniedException');
  });

  test.each([
    ['whose key is their own', `byClan" WHERE clan = '${mine}'`, true],
    ["whose key is another's", `byClan" WHERE clan = '${theirs}'`, false],
    ['by the key of its table', `byClan" WHERE pk = '${mine}'`, false],
    ['that is not there', `nowhere" WHERE clan = '${mine}'`, false],
  ])('of an index %s goes by the index’s own leading key', async (_what, index, isLetIn) => {
    const answer = await run(service, `SELECT pk FROM "saves"."${index}`, {}, guarded);
    expect(answer).toMatchObject(isLetIn ? { status: 200 } : denied);
  });

  test('of the table is none of an index', async () => {
    const onTable = policyOf({ Effect: 'Allow', Action: 'dynamodb:PartiQLSelect', Resource: table });
    expect(await run(service, 'SELECT * FROM "saves"."byClan"', {}, onTable)).toMatchObject(denied);
    expect((await run(service, 'SELECT * FROM saves', {}, onTable)).status).toBe(200);
  });
});

describe('a write', () => {
  test.each([
    ['INSERT', (pk: string) => `INSERT INTO saves VALUE {'pk': '${pk}', 'sk': 'new'}`],
    ['UPDATE', (pk: string) => `UPDATE saves SET n = 2 WHERE pk = '${pk}' AND sk = '1'`],
    ['FROM first', (pk: string) => `FROM saves WHERE pk = '${pk}' AND sk = '1' REMOVE n`],
    ['DELETE', (pk: string) => `DELETE FROM saves WHERE sk = '1' AND pk = '${pk}'`],
  ])('%s reaches the own partition, and no other', async (_verb, of) => {
    expect(await run(service, of(theirs), {}, guarded)).toMatchObject(denied);
    expect(await run(service, of(mine), {}, guarded)).toMatchObject({ status: 200 });
    expect(await run(service, of(theirs))).toMatchObject({ status: 200 });
  });

  test.each([
    ['no sort key', `UPDATE saves SET n = 2 WHERE pk = '${mine}'`],
    ['two partitions', `DELETE FROM saves WHERE pk = '${mine}' AND pk = '${theirs}' AND sk = '1'`],
    ['no key', 'DELETE FROM saves WHERE n = 1'],
    ['no WHERE', 'UPDATE saves SET n = 2'],
    ['an index', `INSERT INTO "saves"."byClan" VALUE {'pk': '${mine}', 'sk': '9'}`],
  ])('that names no one item (%s) tells whoever may write by key alone nothing but that', async (_what, statement) => {
    expect(await run(service, statement, {}, guarded)).toMatchObject(denied);
    expect(await run(service, statement)).toMatchObject({ error: 'ValidationException' });
  });

  test('one verb is none of the others', async () => {
    const only = policyOf({ Effect: 'Allow', Action: 'dynamodb:PartiQLUpdate', Resource: table });
    const where = `WHERE pk = '${mine}' AND sk = '1'`;
    expect(await run(service, `UPDATE saves SET n = 2 ${where}`, {}, only)).toMatchObject({ status: 200 });
    for (const other of [`DELETE FROM saves ${where}`, `SELECT * FROM saves ${where}`]) {
      expect(await run(service, other, {}, only)).toMatchObject(denied);
    }
  });
});

test('the actions on items are none on statements, nor the other way round', async () => {
  const items = policyOf({
    Effect: 'Allow',
    Action: ['dynamodb:*Item', 'dynamodb:Query', 'dynamodb:Scan'],
    Resource: table,
  });
  const where = `WHERE pk = '${mine}' AND sk = '1'`;
  for (const statement of [`SELECT * FROM saves ${where}`, `DELETE FROM saves ${where}`]) {
    expect(await run(service, statement, {}, items)).toMatchObject(denied);
    expect(await run(service, statement, {}, guarded)).toMatchObject({ status: 200 });
  }
  const get = { TableName: 'saves', Key: { pk: { S: mine }, sk: { S: '2' } } };
  expect(await call(service, 'GetItem', get, guarded)).toMatchObject(denied);
  expect(await call(service, 'GetItem', get, items)).toMatchObject({ status: 200 });
});

test.each([
  [
    'FullTableScan',
    { Bool: { 'dynamodb:FullTableScan': 'false' } },
    `SELECT * FROM saves WHERE pk = '${mine}'`,
    'SELECT * FROM saves',
  ],
  [
    'Attributes',
    {
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'n'] },
      StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
    },
    `SELECT n FROM saves WHERE pk = '${mine}'`,
    `SELECT n FROM saves WHERE pk = '${mine}' AND clan = 'x'`,
  ],
  [
    'Select',
    { StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' } },
    `SELECT n FROM saves WHERE pk = '${mine}'`,
    `SELECT * FROM saves WHERE pk = '${mine}'`,
  ],
  [
    'ReturnValues',
    { StringEquals: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_NEW'] } },
    `UPDATE saves SET n = 2 WHERE pk = '${mine}' AND sk = '1' RETURNING MODIFIED NEW *`,
    `UPDATE saves SET n = 2 WHERE pk = '${mine}' AND sk = '1' RETURNING ALL OLD *`,
  ],
])('a condition on dynamodb:%s lets in and keeps out', async (_key, Condition, allowed, refused) => {
  const policy = policyOf({ Effect: 'Allow', Action: 'dynamodb:PartiQL*', Resource: table, Condition });
  expect(await run(service, allowed, {}, policy)).toMatchObject({ status: 200 });
  expect(await run(service, refused, {}, policy)).toMatchObject(denied);
});

// **Documented**: "Select statements", which WHERE clauses are full scans, and "IAM security policies with PartiQL", how they are denied.
test.each([
  ['', true],
  ["WHERE pk > 'a'", true],
  ["WHERE clan = 'red'", true],
  [`WHERE pk = '${mine}' OR clan = 'red'`, true],
  [`WHERE pk = '${mine}'`, false],
  [`WHERE pk = '${mine}' AND clan = 'red'`, false],
  [`WHERE pk = '${mine}' OR pk = '${theirs}'`, false],
  [`WHERE pk IN ['${mine}', '${theirs}', 'other']`, false],
])('SELECT * FROM saves %s is a full table scan: %j', async (where, isScan) => {
  const noScans = policyOf(
    { Effect: 'Allow', Action: 'dynamodb:PartiQLSelect', Resource: table },
    {
      Effect: 'Deny',
      Action: 'dynamodb:PartiQLSelect',
      Resource: table,
      Condition: { Bool: { 'dynamodb:FullTableScan': 'true' } },
    },
  );
  const answer = await run(service, `SELECT * FROM saves ${where}`, {}, noScans);
  expect(answer).toMatchObject(isScan ? denied : { status: 200 });
});

test('whatever a WHERE clause says, who is let in reads their own items only, and reads what anybody would', async () => {
  const leaf = fc.constantFrom(
    `pk = '${mine}'`,
    `pk = '${mine}'`,
    `pk = '${theirs}'`,
    `pk IN ['${mine}']`,
    `pk IN ['${mine}', '${theirs}']`,
    `pk <> '${theirs}'`,
    "sk = '1'",
    "sk > '1'",
    "sk IN ['1', '2']",
    'n = 1',
    "begins_with(pk, 'P')",
    'attribute_exists(pk)',
  );
  const { where } = fc.letrec<{ where: string }>((tie) => ({
    where: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc
        .tuple(tie('where'), fc.constantFrom('AND', 'AND', 'OR'), tie('where'))
        .map(([a, and, b]) => `(${a} ${and} ${b})`),
      tie('where').map((one) => `NOT ${one}`),
    ),
  }));
  let letIn = 0;
  await fc.assert(
    fc.asyncProperty(where, async (condition) => {
      const select = `SELECT * FROM saves WHERE ${condition}`;
      const answer = await run(service, select, {}, guarded);
      if (answer.status !== 200)
        return expect(['AccessDeniedException', 'ValidationException']).toContain(answer.error);
      letIn += 1;
      expect(answer.body.Items.filter((item: { pk: { S: string } }) => item.pk.S !== mine)).toEqual([]);
      expect(answer.body).toEqual((await run(service, select)).body);
    }),
    runs(300),
  );
  expect(letIn).toBeGreaterThan(10);
});
