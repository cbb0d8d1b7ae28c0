import type { Service } from '../../../../../local/http/operation';
import type { CompiledPolicy } from '../../../../../policy/compile';
import { type Answer, call, newService, stackOf, tableResource } from '../harness';

const strings = (...names: string[]) =>
  names.map((AttributeName) => ({ AttributeName, AttributeType: AttributeName === 'rank' ? 'N' : 'S' }));
const schema = (partition: string, sort?: string) => [
  { AttributeName: partition, KeyType: 'HASH' },
  ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' }]),
];

/** `saves`: with a global index of some attributes, and a local one; `flags`: with a partition key alone. */
const stack = stackOf([
  tableResource('saves', {
    AttributeDefinitions: strings('pk', 'sk', 'clan', 'rank'),
    KeySchema: schema('pk', 'sk'),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byClan',
        KeySchema: schema('clan', 'rank'),
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['shown'] },
      },
    ],
    LocalSecondaryIndexes: [
      { IndexName: 'byRank', KeySchema: schema('pk', 'rank'), Projection: { ProjectionType: 'ALL' } },
    ],
  }),
  tableResource('flags', { AttributeDefinitions: strings('pk'), KeySchema: schema('pk') }),
]);

export function statementService(now = () => 1_700_000_000_000): Service<object> {
  return newService([stack], { now });
}

/** A statement, run. */
export function run(
  service: Service<object>,
  Statement: string,
  more: object = {},
  policy?: CompiledPolicy,
): Promise<Answer> {
  return call(service, 'ExecuteStatement', { Statement, ...more }, policy);
}

/** Runs statements that must succeed. */
export async function given(service: Service<object>, ...statements: readonly string[]): Promise<void> {
  for (const statement of statements) {
    const { status, body } = await run(service, statement);
    if (status !== 200) throw new Error(`${statement}: ${body.message}`);
  }
}

/** Three saves of one player and one of another. */
export const saves = [
  "INSERT INTO saves VALUE {'pk': 'a', 'sk': '1', 'n': 1, 'clan': 'red', 'rank': 10, 'shown': 'x', 'm': {'k': [1, 'b']}}",
  "INSERT INTO saves VALUE {'pk': 'a', 'sk': '2', 'n': 2, 'tags': <<'p', 'q'>>, 'none': null, 'flag': true}",
  "INSERT INTO saves VALUE {'pk': 'a', 'sk': '3', 'n': 3, 'clan': 'red', 'rank': 5}",
  "INSERT INTO saves VALUE {'pk': 'b', 'sk': '1', 'n': 4, 'clan': 'blue', 'rank': 7}",
];
