import type { Service } from '../../../../../local/http/operation';
import { call, me, policyOf, stranger } from '../harness';
import { given, run, saves, statementService } from './harness';

let service: Service<object>;
beforeEach(async () => {
  service = statementService();
  await given(service, ...saves);
});

const S = (text: string) => ({ S: text });
const N = (text: string) => ({ N: text });
const of = (statements: readonly string[]) => statements.map((Statement) => ({ Statement }));
const batch = (...statements: readonly string[]) =>
  call(service, 'BatchExecuteStatement', { Statements: of(statements) });
const transaction = (statements: readonly string[], more: object = {}) =>
  call(service, 'ExecuteTransaction', { TransactStatements: of(statements), ...more });
const key = (pk: string, sk = '1') => `WHERE pk = '${pk}' AND sk = '${sk}'`;
const stored = async (pk: string, sk = '1') => (await run(service, `SELECT * FROM saves ${key(pk, sk)}`)).body.Items[0];

describe('a batch', () => {
  test('of reads answers each in its place', async () => {
    const { body } = await batch(`SELECT n, m.k[1] FROM saves ${key('a')}`, `SELECT * FROM saves ${key('none')}`);
    expect(body.Responses).toEqual([
      { TableName: 'saves', Item: { n: N('1'), 'k[1]': S('b') } },
      { TableName: 'saves' },
    ]);
  });

  test.each([
    ['no table', 'SELECT * FROM none', { Code: 'ResourceNotFound', Message: 'Requested resource not found' }],
    [
      'half a key',
      "SELECT * FROM saves WHERE pk = 'a'",
      {
        Code: 'ValidationError',
        Message: expect.stringMatching(/within BatchExecuteStatement must specify the primary key/),
      },
    ],
    ['more than the key', `SELECT * FROM saves ${key('a')} AND n = 1`, { Code: 'ValidationError' }],
    ['two keys', "SELECT * FROM saves WHERE pk IN ['a', 'b'] AND sk = '1'", { Code: 'ValidationError' }],
    ['an index', 'SELECT * FROM saves."byClan" WHERE clan = \'red\'', { Code: 'ValidationError' }],
    [
      'no statement',
      'SELEC',
      {
        Code: 'ValidationError',
        Message: "Statement wasn't well formed, can't be processed: Expected data manipulation",
      },
    ],
    [
      'a ? too many',
      `SELECT * FROM saves ${key('a')} AND n = ?`,
      { Code: 'ValidationError', Message: "Number of parameters in request and statement don't match." },
    ],
  ])('of reads with one of %s answers the others', async (_what, statement, error) => {
    const { status, body } = await batch(statement, `SELECT n FROM saves ${key('a')}`);
    expect(status).toBe(200);
    expect(body.Responses[0].Error).toMatchObject(error);
    expect(body.Responses[1].Item).toEqual({ n: N('1') });
  });

  test('of writes does each by itself', async () => {
    const { body } = await batch(
      "INSERT INTO saves VALUE {'pk': 'a', 'sk': '1'}",
      "INSERT INTO saves VALUE {'pk': 'new', 'sk': '1'}",
      `UPDATE saves SET n = 9 ${key('a')} AND n = 7`,
      `UPDATE saves SET n = 9 ${key('b')} RETURNING ALL NEW *`,
      `DELETE FROM saves ${key('a', '2')}`,
    );
    expect(body.Responses).toEqual([
      { TableName: 'saves', Error: { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' } },
      { TableName: 'saves' },
      { TableName: 'saves', Error: { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' } },
      { TableName: 'saves', Item: expect.objectContaining({ n: N('9') }) },
      { TableName: 'saves' },
    ]);
    expect([await stored('new'), await stored('a', '2')]).toEqual([{ pk: S('new'), sk: S('1') }, undefined]);
  });

  test('shows the item of a failed condition to whoever asks and may read it', async () => {
    const Statement = `UPDATE saves SET n = 9 ${key('a')} AND n = 7`;
    const Statements = [{ Statement, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }, { Statement }];
    const { body } = await call(service, 'BatchExecuteStatement', { Statements });
    expect(body.Responses[0].Error.Item).toMatchObject({ n: N('1') });
    expect(body.Responses[1].Error).not.toHaveProperty('Item');
  });

  test('tells the capacity of each where it is asked for', async () => {
    const Statements = of([`SELECT n FROM saves ${key('a')}`, `SELECT n FROM saves ${key('b')}`]);
    const { body } = await call(service, 'BatchExecuteStatement', { Statements, ReturnConsumedCapacity: 'TOTAL' });
    expect(body.ConsumedCapacity).toEqual(Array(2).fill({ TableName: 'saves', CapacityUnits: 0.5 }));
  });
});

describe('a transaction', () => {
  test('of reads answers each in its place', async () => {
    const { body } = await transaction([`SELECT n FROM saves ${key('a')}`, `SELECT * FROM saves ${key('none')}`]);
    expect(body.Responses).toEqual([{ Item: { n: N('1') } }, {}]);
  });

  test('of writes does all, and answers nothing', async () => {
    const { body } = await transaction([
      "INSERT INTO saves VALUE {'pk': 'new', 'sk': '1'}",
      `UPDATE saves SET n = n + 1 ${key('a')} AND n = 1`,
      `DELETE FROM saves ${key('b')}`,
      `EXISTS(SELECT * FROM saves ${key('a', '2')} AND n = 2)`,
    ]);
    expect(body).toEqual({ Responses: [] });
    expect([await stored('new'), (await stored('a')).n, await stored('b')]).toEqual([
      { pk: S('new'), sk: S('1') },
      N('2'),
      undefined,
    ]);
  });

  const insert = "INSERT INTO saves VALUE {'pk': 'new', 'sk': '1'}";
  const failed = { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' };
  const unnamed = { Code: 'ValidationError', Message: 'The provided key element does not match the schema' };
  test.each([
    ['a condition that does not hold', `UPDATE saves SET n = 9 ${key('a')} AND n = 7`, failed],
    ['an item that is not there', `UPDATE saves SET n = 9 ${key('none')}`, failed],
    ['an EXISTS that does not hold', `EXISTS(SELECT * FROM saves ${key('a')} AND n = 7)`, failed],
    ['an EXISTS of no item', `EXISTS(SELECT * FROM saves ${key('none')} AND n IS MISSING)`, failed],
    [
      'an item that is there',
      "INSERT INTO saves VALUE {'pk': 'a', 'sk': '1'}",
      { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' },
    ],
    ['half a key', "DELETE FROM saves WHERE pk = 'a'", unnamed],
    ['two keys', `DELETE FROM saves ${key('a')} AND pk = 'b'`, unnamed],
    ['a key of another type', "DELETE FROM saves WHERE pk = 'a' AND sk = 1", unnamed],
    [
      'no table',
      "DELETE FROM none WHERE pk = 'a'",
      { Code: 'ResourceNotFound', Message: 'Requested resource not found' },
    ],
    [
      'an item without its key',
      "INSERT INTO saves VALUE {'pk': 'x'}",
      { Code: 'ValidationError', Message: 'One or more parameter values were invalid: Missing the key sk in the item' },
    ],
  ])('with %s is cancelled, and nothing is done', async (_what, statement, reason) => {
    const { error, body } = await transaction([insert, statement]);
    expect(error).toBe('TransactionCanceledException');
    expect(body.CancellationReasons).toEqual([{ Code: 'None' }, reason]);
    expect(body.Message).toContain(`[None, ${reason.Code}]`);
    expect(await stored('new')).toBeUndefined();
    expect((await transaction([insert])).status).toBe(200);
  });

  test.each([
    ['no statement', ['SELEC'], /^Validation failed in TransactStatements\[0\]: Statement wasn't well formed/],
    [
      'RETURNING',
      [insert, `DELETE FROM saves ${key('a')} RETURNING ALL OLD *`],
      /^Validation failed in TransactStatements\[1\]: RETURNING clause is not supported in ExecuteTransaction\.$/,
    ],
    [
      'more than a key read',
      [`SELECT * FROM saves ${key('a')} AND n = 1`],
      /^Validation failed in TransactStatements\[0\]: Select statements within ExecuteTransaction must specify the primary key/,
    ],
    [
      'an EXISTS without a condition',
      [insert, `EXISTS(SELECT * FROM saves ${key('a')})`],
      /TransactStatements\[1\]: EXISTS\(\) must contain a single item read with additional condition$/,
    ],
    [
      'reads and writes',
      [insert, `SELECT * FROM saves ${key('a')}`],
      /^ExecuteTransaction API does not support both read and write operations/,
    ],
    [
      'two writes of one item',
      [insert, `DELETE FROM saves ${key('new')}`],
      /cannot include multiple operations on one item/,
    ],
    [
      'two reads of one item',
      [`SELECT * FROM saves ${key('a')}`, `SELECT n FROM saves ${key('a')}`],
      /cannot include multiple operations on one item/,
    ],
    ['no statements', [], /at 'transactStatements'/],
    ['101 statements', Array(101).fill(insert), /at 'transactStatements'.*less than or equal to 100/],
  ])('with %s is refused', async (_what, statements, message) => {
    const { error, body } = await transaction(statements);
    expect([error, body.message]).toEqual(['ValidationException', expect.stringMatching(message)]);
    expect(await stored('new')).toBeUndefined();
  });

  test('is done once under one token, which is for no other statements', async () => {
    const more = { ClientRequestToken: 'once' };
    const add = [`UPDATE saves SET n = n + 1 ${key('a')}`];
    expect((await transaction(add, more)).body).toEqual({ Responses: [] });
    expect((await transaction(add, more)).body).toEqual({ Responses: [] });
    expect((await stored('a')).n).toEqual(N('2'));
    expect((await transaction([insert], more)).error).toBe('IdempotentParameterMismatchException');
    expect((await transaction(add)).status).toBe(200);
    expect((await stored('a')).n).toEqual(N('3'));
  });

  test('tells what it took', async () => {
    const capacity = async (...statements: string[]) =>
      (await transaction(statements, { ReturnConsumedCapacity: 'TOTAL' })).body.ConsumedCapacity;
    expect(await capacity(`SELECT n FROM saves ${key('a')}`)).toEqual([
      { TableName: 'saves', CapacityUnits: 2, ReadCapacityUnits: 2 },
    ]);
    expect(await capacity(insert)).toEqual([{ TableName: 'saves', CapacityUnits: 2, WriteCapacityUnits: 2 }]);
  });

  test('shows the item of a failed condition to whoever asks and may read it', async () => {
    const Statement = `UPDATE saves SET n = 9 ${key('a')} AND n = 7`;
    const TransactStatements = [{ Statement, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }];
    const writer = policyOf({ Effect: 'Allow', Action: 'dynamodb:PartiQLUpdate', Resource: '*' });
    const item = async (...policy: (typeof writer)[]) =>
      (await call(service, 'ExecuteTransaction', { TransactStatements }, ...policy)).body.CancellationReasons[0].Item;
    expect(await item()).toMatchObject({ n: N('1') });
    expect(await item(writer)).toBeUndefined();
  });
});

describe('several statements of which one is refused', () => {
  const mine = `PLAYER#${me}`;
  const theirs = `PLAYER#${stranger}`;
  const guarded = (more: object = {}) =>
    policyOf({
      Effect: 'Allow',
      Action: 'dynamodb:PartiQL*',
      Resource: '*',
      Condition: {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': mine },
        Null: { 'dynamodb:LeadingKeys': 'false' },
        ...more,
      },
    });
  const insert = (pk: string) => `INSERT INTO saves VALUE {'pk': '${pk}', 'sk': '1'}`;
  const other: readonly (readonly [string, string])[] = [
    ['INSERT', insert(theirs)],
    ['UPDATE', `UPDATE saves SET n = 1 ${key(theirs)}`],
    ['DELETE', `DELETE FROM saves ${key(theirs)}`],
  ];

  test.each(other)('a batch does the others: %s', async (_verb, statement) => {
    const { status, body } = await call(
      service,
      'BatchExecuteStatement',
      { Statements: of([insert(mine), statement]) },
      guarded(),
    );
    expect(status).toBe(200);
    expect(body.Responses).toEqual([
      { TableName: 'saves' },
      {
        TableName: 'saves',
        Error: {
          Code: 'AccessDenied',
          Message: expect.stringMatching(/is not authorized to perform: dynamodb:PartiQL/),
        },
      },
    ]);
    expect([await stored(mine), await stored(theirs)]).toEqual([{ pk: S(mine), sk: S('1') }, undefined]);
  });

  test.each([...other, ['EXISTS', `EXISTS(SELECT * FROM saves ${key(theirs)} AND n = 1)`] as const])(
    'a transaction does nothing: %s',
    async (_verb, statement) => {
      const asked = { TransactStatements: of([insert(mine), statement]) };
      expect((await call(service, 'ExecuteTransaction', asked, guarded())).error).toBe('AccessDeniedException');
      expect(await stored(mine)).toBeUndefined();
      const own = { TransactStatements: of([insert(mine)]) };
      expect((await call(service, 'ExecuteTransaction', own, guarded())).status).toBe(200);
    },
  );

  test('a policy can single out what runs in a transaction', async () => {
    const only = guarded({ StringEquals: { 'dynamodb:EnclosingOperation': 'ExecuteTransaction' } });
    const statements = of([insert(mine)]);
    expect((await run(service, insert(mine), {}, only)).error).toBe('AccessDeniedException');
    const { body } = await call(service, 'BatchExecuteStatement', { Statements: statements }, only);
    expect(body.Responses[0].Error.Code).toBe('AccessDenied');
    expect((await call(service, 'ExecuteTransaction', { TransactStatements: statements }, only)).status).toBe(200);
  });
});

test.each([
  ['BatchExecuteStatement', 'Statements', 25],
  ['ExecuteTransaction', 'TransactStatements', 100],
])('%s takes at least one statement and at most so many', async (operation, member, most) => {
  const reads = Array.from({ length: most }, (_, index) => ({ Statement: `SELECT * FROM saves ${key(`k${index}`)}` }));
  expect((await call(service, operation, { [member]: reads })).status).toBe(200);
  for (const statements of [undefined, [], [...reads, { Statement: `SELECT * FROM saves ${key('a')}` }]]) {
    expect((await call(service, operation, { [member]: statements })).error).toBe('ValidationException');
  }
  expect((await call(service, operation, { [member]: [7] })).error).toBe('SerializationException');
  expect((await call(service, operation, { [member]: 'x' })).error).toBe('SerializationException');
});

test('a batch is of reads or of writes', async () => {
  const read = `SELECT * FROM saves ${key('a')}`;
  const write = `DELETE FROM saves ${key('a')}`;
  expect((await batch(read, write)).error).toBe('ValidationException');
  expect(await stored('a')).toBeDefined();
  expect((await batch(write)).status).toBe(200);
});
