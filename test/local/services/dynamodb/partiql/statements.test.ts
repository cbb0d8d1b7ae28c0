import type { Service } from '../../../../../local/http/operation';
import { given, run, saves, statementService } from './harness';

let service: Service<object>;
beforeEach(async () => {
  service = statementService();
  await given(service, ...saves);
});

const S = (text: string) => ({ S: text });
const N = (text: string) => ({ N: text });

test.each([
  ['no WHERE', '', ['b1', 'a1', 'a2', 'a3']],
  ['the partition key', "WHERE pk = 'a'", ['a1', 'a2', 'a3']],
  ['the whole key', "WHERE sk = '2' AND pk = 'a'", ['a2']],
  ['a key on the right', "WHERE 'a' = pk AND '2' <= sk", ['a2', 'a3']],
  ['a range of sort keys', "WHERE pk = 'a' AND sk BETWEEN '2' AND '9'", ['a2', 'a3']],
  ['the beginning of sort keys', "WHERE pk = 'a' AND begins_with(sk, '3')", ['a3']],
  ['two conditions on the sort key', "WHERE pk = 'a' AND sk > '1' AND sk < '3'", ['a2']],
  ['a sort key that is not', "WHERE pk = 'a' AND sk <> '2'", ['a1', 'a3']],
  ['a sort key negated', "WHERE pk = 'a' AND NOT (sk = '2' OR sk = '3')", ['a1']],
  ['sort keys one by one', "WHERE pk = 'a' AND sk IN ['3', '1']", ['a3', 'a1']],
  ['disjoint ranges', "WHERE pk = 'a' AND (sk < '2' OR sk > '2')", ['a1', 'a3']],
  ['partition keys one by one', "WHERE pk IN ['b', 'a', 'none']", ['b1', 'a1', 'a2', 'a3']],
  ['partition keys by OR', "WHERE pk = 'b' OR pk = 'a' AND sk = '2'", ['b1', 'a2']],
  ['two partition keys at once: the first is read', "WHERE pk = 'a' AND pk = 'b'", []],
  ['another attribute', 'WHERE n > 2', ['b1', 'a3']],
  ['a filter within a partition', "WHERE pk = 'a' AND n IN [1, 3, 4]", ['a1', 'a3']],
  ['not in a list', "WHERE pk = 'a' AND n NOT IN (1, 3)", ['a2']],
  ['not between', "WHERE pk = 'a' AND n NOT BETWEEN 2 AND 3", ['a1']],
  ['a nested path', "WHERE m.k[1] = 'b'", ['a1']],
  ['a quoted path', 'WHERE "m"."k"[0] = 1', ['a1']],
  ['missing', "WHERE pk = 'a' AND clan IS MISSING", ['a2']],
  ['not missing', "WHERE pk = 'a' AND clan IS NOT MISSING", ['a1', 'a3']],
  ['null', 'WHERE none IS NULL', ['a2']],
  ['a type', 'WHERE flag IS BOOLEAN AND NOT (flag IS STRING)', ['a2']],
  ['attribute_type', "WHERE attribute_type(tags, 'SS')", ['a2']],
  ['attribute_exists in any case', 'WHERE ATTRIBUTE_EXISTS(tags)', ['a2']],
  ['attribute_not_exists', "WHERE pk = 'a' AND attribute_not_exists(rank)", ['a2']],
  ['contains', "WHERE contains(tags, 'q')", ['a2']],
  ['size', 'WHERE SIZE(tags) = 2', ['a2']],
  ['true', 'WHERE flag = true', ['a2']],
  ['a condition that is true', "WHERE contains(tags, 'q') = true", ['a2']],
  ['a condition that is false', "WHERE pk = 'a' AND attribute_exists(clan) = false", ['a2']],
  ['a condition that is not true', "WHERE pk = 'a' AND (n = 1 OR n = 3) <> true", ['a2']],
  ['a list', "WHERE m.k = [1.0, 'b']", ['a1']],
  ['a map', "WHERE m = {'k': [1, 'b']} OR m = {'k': ['b', 1]}", ['a1']],
  ['a set in any order', "WHERE tags = <<'q', 'p'>>", ['a2']],
  ['numbers however they are written', 'WHERE n = 20e-1 OR n = .4E1 OR n = - -3', ['b1', 'a2', 'a3']],
  ['AND before OR', "WHERE n = 1 OR n = 2 AND clan = 'red'", ['a1']],
  ['comments', "-- first\nWHERE/* second */pk = 'a' AND n = 2 -- last", ['a2']],
  ['a semicolon', "WHERE pk = 'a' AND n = 2 ;", ['a2']],
  ['backwards', "WHERE pk = 'a' ORDER BY sk DESC", ['a3', 'a2', 'a1']],
  ['forwards', "WHERE pk = 'a' AND sk IN ['3', '1'] ORDER BY sk", ['a1', 'a3']],
  ['partitions backwards', "WHERE pk IN ['a', 'b'] ORDER BY pk DESC, sk DESC", ['b1', 'a3', 'a2', 'a1']],
])('SELECT by %s', async (_what, where, expected) => {
  const { status, body } = await run(service, `SELECT pk, sk FROM saves ${where}`);
  expect([status, body.message]).toEqual([200, undefined]);
  expect(body.Items.map((item: Record<string, { S: string }>) => `${item.pk?.S}${item.sk?.S}`)).toEqual(expected);
});

test.each([
  ['SELECT n FROM saves', { n: N('1') }],
  ['SELECT m.k[1], m."k", "n" FROM saves', { 'k[1]': S('b'), k: { L: [N('1'), S('b')] }, n: N('1') }],
  ['SELECT missing_, m.k[7] FROM saves', {}],
  ['select clan from "saves"', { clan: S('red') }],
])('%s answers the columns', async (select, item) => {
  expect((await run(service, `${select} WHERE pk = 'a' AND sk = '1'`)).body.Items).toEqual([item]);
});

test.each([
  ["byClan\" WHERE clan = 'red' ORDER BY rank DESC", ['10', '5']],
  ["byClan\" WHERE clan = 'red' AND shown = 'x'", ['10']],
  ['byClan" WHERE rank < 8', ['5', '7']],
  ["byRank\" WHERE pk = 'a' AND rank >= 5", ['5', '10']],
])('an index: "%s', async (index, ranks) => {
  const { body } = await run(service, `SELECT rank FROM "saves"."${index}`);
  expect(body.Items.map(({ rank }: { rank: { N: string } }) => rank.N)).toEqual(expect.arrayContaining(ranks));
  expect(body.Items).toHaveLength(ranks.length);
});

test('a local index has what its table has', async () => {
  const { body } = await run(service, 'SELECT n FROM saves."byRank" WHERE pk = \'a\' AND rank = 5');
  expect(body.Items).toEqual([{ n: N('3') }]);
});

test.each([
  ['SET n = 7', '', { n: N('7') }, undefined],
  ['SET n = n + 1, other = n', '', { n: N('2'), other: N('1') }, { n: N('1') }],
  ["SET n = 10 - n SET clan = 'blue'", '', { n: N('9'), clan: S('blue') }, { n: N('1'), clan: S('red') }],
  ['SET m.k[0] = 5', '', { m: { M: { k: { L: [N('5')] } } } }, { m: { M: { k: { L: [N('1')] } } } }],
  ["SET m.k = list_append(m.k, ['c'])", '', { m: { M: { k: { L: [N('1'), S('b'), S('c')] } } } }, undefined],
  ["SET tags = set_add(tags, <<'r'>>)", '', { tags: { SS: ['r'] } }, undefined],
  ['SET ns = <<1, 2.50>>', '', { ns: { NS: ['1', '2.5'] } }, undefined],
  [
    "SET e = {'a': [true, null], 'it''s': 'q'}",
    '',
    { e: { M: { a: { L: [{ BOOL: true }, { NULL: true }] }, "it's": S('q') } } },
    undefined,
  ],
  ['REMOVE n', ' AND n = 1', undefined, { n: N('1') }],
  ['REMOVE n, m SET a = 1', '', { a: N('1') }, undefined],
])('UPDATE … %s', async (clauses, condition, after, before) => {
  const update = `UPDATE saves ${clauses} WHERE pk = 'a' AND sk = '1'${condition} RETURNING`;
  if (before !== undefined) {
    const other = statementService();
    await given(other, ...saves);
    expect((await run(other, `${update} MODIFIED OLD *`)).body.Items).toEqual([before]);
  }
  expect((await run(service, `${update} MODIFIED NEW *`)).body.Items).toEqual(after === undefined ? [] : [after]);
});

test('set_delete takes members away, and the last one takes the attribute', async () => {
  const update = (set: string) =>
    run(service, `UPDATE saves SET tags = set_delete(tags, ${set}) WHERE pk = 'a' AND sk = '2' RETURNING ALL NEW *`);
  expect((await update("<<'p'>>")).body.Items[0].tags).toEqual({ SS: ['q'] });
  expect((await update("<<'q'>>")).body.Items[0]).not.toHaveProperty('tags');
});

test('FROM first is an update too', async () => {
  const { body } = await run(service, "FROM saves WHERE pk = ? AND sk = '1' SET n = ? RETURNING ALL NEW *", {
    Parameters: [S('a'), N('8')],
  });
  expect(body.Items[0]).toMatchObject({ pk: S('a'), n: N('8'), clan: S('red') });
});

test.each([
  ['holds', 'n = 1', 200, undefined],
  ['does not hold', 'n = 2', 400, 'ConditionalCheckFailedException'],
  ['is not there', 'absent = 2', 400, 'ConditionalCheckFailedException'],
])('a write whose further condition %s', async (_what, condition, status, error) => {
  for (const verb of ['UPDATE saves SET n = 9', 'DELETE FROM saves']) {
    const where = `WHERE pk = 'a' AND sk = '1' AND ${condition.replace('n = 1', verb.startsWith('D') ? 'n = 9' : 'n = 1')}`;
    const answer = await run(service, `${verb} ${where}`);
    expect([answer.status, answer.error]).toEqual([status, error]);
  }
  const { body } = await run(service, "SELECT n FROM saves WHERE pk = 'a' AND sk = '1'");
  expect(body.Items).toEqual(status === 200 ? [] : [{ n: N('1') }]);
});

test('an item that is not there: an UPDATE fails and creates none, a DELETE does nothing', async () => {
  const none = "WHERE pk = 'none' AND sk = '1'";
  expect((await run(service, `UPDATE saves SET n = 1 ${none}`)).error).toBe('ConditionalCheckFailedException');
  expect((await run(service, `DELETE FROM saves ${none} AND n = 1 RETURNING ALL OLD *`)).body.Items).toEqual([]);
  expect((await run(service, `SELECT * FROM saves ${none}`)).body.Items).toEqual([]);
});

test('an INSERT writes no item that is there', async () => {
  const insert = "INSERT INTO flags VALUE {'pk': ?, 'v': 1}";
  expect((await run(service, insert, { Parameters: [S('x')] })).body).toEqual({ Items: [] });
  expect(await run(service, insert, { Parameters: [S('x')] })).toMatchObject({
    error: 'DuplicateItemException',
    body: { message: 'Duplicate primary key exists in table' },
  });
  expect((await run(service, "DELETE FROM flags WHERE pk = 'x' RETURNING ALL OLD *")).body.Items).toEqual([
    { pk: S('x'), v: N('1') },
  ]);
});
