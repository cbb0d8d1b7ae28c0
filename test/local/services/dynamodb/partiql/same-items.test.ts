import fc from 'fast-check';
import type { Service } from '../../../../../local/http/operation';
import { patience, runs } from '../../../hostile/runs';
import { given, run, statementService } from './harness';

jest.setTimeout(Math.max(60_000, patience));

let service: Service<object>;
beforeAll(async () => {
  service = statementService();
  for (const pk of ['a', 'b', 'c']) {
    for (const sk of ['1', '2', '3']) {
      await given(service, `INSERT INTO saves VALUE {'pk': '${pk}', 'sk': '${sk}', 'n': ${sk}, '${pk}': true}`);
    }
  }
});

const leaf = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("pk = 'a'", "'b' = pk", "pk IN ['a', 'c']", "pk IN ['b']") },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "sk = '1'",
      "sk < '2'",
      "sk >= '2'",
      "'2' > sk",
      "sk BETWEEN '1' AND '2'",
      "begins_with(sk, '3')",
      "sk IN ['1', '3']",
      "sk <> '2'",
    ),
  },
  fc.constantFrom('n = 1', 'n > 1', 'a IS MISSING', 'attribute_exists(b)', "pk <> 'c'", "pk > 'a'", 'pk = sk'),
);
const { where } = fc.letrec<{ where: string }>((tie) => ({
  where: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.tuple(tie('where'), tie('where')).map(([a, b]) => `(${a} AND ${b})`),
    fc.tuple(tie('where'), tie('where')).map(([a, b]) => `(${a} OR ${b})`),
    tie('where').map((one) => `NOT ${one}`),
  ),
}));

/** Every page's items, in an order of their own. */
async function itemsOf(statement: string): Promise<readonly string[] | undefined> {
  const items: string[] = [];
  let NextToken: string | undefined;
  do {
    const { status, body } = await run(service, statement, NextToken === undefined ? {} : { NextToken });
    if (status !== 200) return undefined;
    items.push(...body.Items.map((item: object) => JSON.stringify(item)));
    NextToken = body.NextToken;
  } while (NextToken !== undefined);
  return items.sort();
}

test('a SELECT reads the same items by its keys as a scan that filters by all that it says', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(where, async (condition) => {
      const byKeys = await itemsOf(`SELECT * FROM saves WHERE ${condition}`);
      // What may hold anywhere makes it a scan, and holds nowhere.
      const byScan = await itemsOf(`SELECT * FROM saves WHERE ${condition} OR n = -1`);
      expect(byScan).toBeDefined();
      if (byKeys === undefined) return;
      expect(byKeys).toEqual(byScan);
      compared += 1;
    }),
    runs(400),
  );
  expect(compared).toBeGreaterThan(150);
});
