import { call, policyOf } from '../harness';
import { given, statementService } from './harness';

/** All but one attribute, as the developer guide has such policies written. */
const allButSecret = policyOf({
  Effect: 'Allow',
  Action: 'dynamodb:PartiQL*',
  Resource: '*',
  Condition: {
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'n'] },
    Null: { 'dynamodb:Attributes': 'false' },
    StringEqualsIfExists: {
      'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
      'dynamodb:ReturnValues': ['NONE', 'UPDATED_NEW'],
    },
  },
});

const key = "pk = 'a' AND sk = '1'";

/** A statement that would tell of the hidden attribute, and its like that tells of another. */
const rows: readonly (readonly [statement: string, control: string])[] = [
  [`SELECT * FROM saves WHERE ${key}`, `SELECT pk, sk, n FROM saves WHERE ${key}`],
  [`SELECT secret FROM saves WHERE ${key}`, `SELECT n FROM saves WHERE ${key}`],
  [`SELECT secret.pk FROM saves WHERE ${key}`, `SELECT n.pk FROM saves WHERE ${key}`],
  [`SELECT n FROM saves WHERE ${key} AND secret = 'AAAA'`, `SELECT n FROM saves WHERE ${key} AND n = 1`],
  [`SELECT n FROM saves WHERE ${key} AND 'AAAA' = secret`, `SELECT n FROM saves WHERE ${key} AND 1 = n`],
  [`SELECT n FROM saves WHERE ${key} AND size(secret) > 4`, `SELECT n FROM saves WHERE ${key} AND NOT size(sk) > 4`],
  [`SELECT n FROM saves WHERE ${key} AND sk IN ['1', secret]`, `SELECT n FROM saves WHERE ${key} AND n IN [1, sk]`],
  [`SELECT n FROM saves WHERE ${key} AND NOT n < secret`, `SELECT n FROM saves WHERE ${key} AND NOT n < sk`],
  [`UPDATE saves SET n = secret WHERE ${key}`, `UPDATE saves SET n = sk WHERE ${key}`],
  [`UPDATE saves SET n = 2 WHERE ${key} AND contains(secret, 'A')`, `UPDATE saves SET n = 2 WHERE ${key} AND n = 1`],
  [
    `UPDATE saves SET n = 2 WHERE ${key} RETURNING ALL OLD *`,
    `UPDATE saves SET n = 2 WHERE ${key} RETURNING MODIFIED NEW *`,
  ],
  [`DELETE FROM saves WHERE ${key} AND secret >= 'B'`, `DELETE FROM saves WHERE ${key} AND n = 1`],
  [`DELETE FROM saves WHERE ${key} RETURNING ALL OLD *`, `DELETE FROM saves WHERE ${key}`],
];

async function answers(statement: string) {
  return Promise.all(
    ["'AAAA'", "'BBBBB'"].map(async (secret) => {
      const service = statementService();
      await given(service, `INSERT INTO saves VALUE {'pk': 'a', 'sk': '1', 'n': 1, 'secret': ${secret}}`);
      const shown = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
      return [
        await call(
          service,
          'ExecuteTransaction',
          { TransactStatements: [{ Statement: statement, ...shown }] },
          allButSecret,
        ),
        await call(
          service,
          'BatchExecuteStatement',
          { Statements: [{ Statement: statement, ...shown }] },
          allButSecret,
        ),
        await call(service, 'ExecuteStatement', { Statement: statement, ...shown }, allButSecret),
      ];
    }),
  );
}

test.each(rows)('%s says the same whatever the hidden attribute holds; %s is let in', async (statement, control) => {
  const [one, other] = await answers(statement);
  expect(one).toEqual(other);
  expect(one?.at(-1)).toMatchObject({ error: 'AccessDeniedException' });
  // A batch and a transaction take none but SELECTs of one item by its key: of what they cannot perform nothing is known, so they are denied.
  const [allowed] = await answers(control);
  expect(allowed?.at(-1)?.error).not.toBe('AccessDeniedException');
});
