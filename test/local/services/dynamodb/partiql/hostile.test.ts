import fc from 'fast-check';
import type { Service } from '../../../../../local/http/operation';
import type { Statement, Target } from '../../../../../local/services/dynamodb/partiql/syntax/tree';
import { patience, runs } from '../../../hostile/runs';
import { call } from '../harness';
import { statements } from './arbitrary-statements';
import { given, run, saves, statementService } from './harness';
import { print } from './print';

jest.setTimeout(Math.max(60_000, patience));

let service: Service<object>;
beforeEach(async () => {
  service = statementService();
  await given(service, ...saves);
});

const parameter = fc.oneof(
  fc.constantFrom('a', 'b', '1', '').map((S) => ({ S })),
  fc.constantFrom('1', '1e5', '-0', 'x', '').map((N) => ({ N })),
  fc.constantFrom<object>(
    { B: 'AQ==' },
    { SS: ['a'] },
    { NS: ['1', '1.0'] },
    { L: [{ M: { a: { NULL: true } } }] },
    { S: 'a', N: '1' },
    {},
  ),
);

/** Statements of every kind on a table that is there. */
const onSaves = fc
  .tuple(
    statements,
    fc.constantFrom<Target>({ table: 'saves' }, { table: 'saves' }, { table: 'saves', index: 'byClan' }),
  )
  .map(
    ([statement, target]): Statement =>
      statement.kind === 'exists'
        ? { ...statement, select: { ...statement.select, target } }
        : { ...statement, target },
  );

/** With the key that a write needs, in half of the cases. */
const text = fc
  .tuple(onSaves, fc.boolean())
  .map(([statement, isKeyed]) =>
    isKeyed ? print(statement).replace(' WHERE ', " WHERE pk = 'a' AND sk = '1' AND ") : print(statement),
  );
const parameters = (statement: string) =>
  fc.array(parameter, { minLength: statement.split('?').length - 1, maxLength: statement.split('?').length - 1 });
const requests = text.chain((Statement) =>
  parameters(Statement).map((Parameters) => ({ Statement, ...(Parameters.length === 0 ? {} : { Parameters }) })),
);

const expected = new Set([
  undefined,
  'ValidationException',
  'SerializationException',
  'ConditionalCheckFailedException',
  'DuplicateItemException',
  'ResourceNotFoundException',
  'TransactionCanceledException',
]);

test('whatever a statement says, it is done or refused, and the next one is served', async () => {
  let done = 0;
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const { status, error } = await call(service, 'ExecuteStatement', request);
      expect(expected).toContain(error);
      done += Number(status === 200);
    }),
    runs(500),
  );
  expect(done).toBeGreaterThan(10);
  expect((await run(service, 'SELECT * FROM saves')).status).toBe(200);
});

test.each([
  ['BatchExecuteStatement', 'Statements'],
  ['ExecuteTransaction', 'TransactStatements'],
])('nor does it matter to %s', async (operation, member) => {
  await fc.assert(
    fc.asyncProperty(fc.array(requests, { maxLength: 4 }), async (several) => {
      const { error, body } = await call(service, operation, { [member]: several });
      expect(expected).toContain(error);
      for (const response of body.Responses ?? []) expect(response.Error?.Code).not.toBe('InternalServerError');
    }),
    runs(500),
  );
});

test('nor what stands in place of anything', async () => {
  const any = fc.jsonValue({ maxDepth: 3 });
  const members = fc.record(
    {
      Statement: fc.oneof(text, any),
      Parameters: any,
      Limit: any,
      NextToken: any,
      ConsistentRead: any,
      ReturnConsumedCapacity: any,
      ReturnValuesOnConditionCheckFailure: any,
      Statements: fc.oneof(any, fc.array(fc.record({ Statement: fc.oneof(text, any), Parameters: any }))),
      TransactStatements: fc.oneof(any, fc.array(fc.record({ Statement: fc.oneof(text, any), Parameters: any }))),
      ClientRequestToken: any,
    },
    { requiredKeys: [] },
  );
  const operations = fc.constantFrom('ExecuteStatement', 'BatchExecuteStatement', 'ExecuteTransaction');
  await fc.assert(
    fc.asyncProperty(operations, members, async (operation, body) => {
      expect(expected).toContain((await call(service, operation, body)).error);
    }),
    runs(500),
  );
});
