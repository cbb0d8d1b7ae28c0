import type { Service } from '../../../../../local/http/operation';
import { given, run, saves, statementService } from './harness';

let service: Service<object>;
beforeAll(async () => {
  service = statementService();
  await given(service, ...saves);
});

const malformed = "Statement wasn't well formed, can't be processed: ";
const leftOver = `${malformed}Unexpected token after expression`;
const overflow = 'Number overflow. Attempting to store a number with magnitude larger than supported range';
const underflow = 'Number underflow. Attempting to store a number with magnitude smaller than supported range';
const noKey = 'Where clause does not contain a mandatory equality on all key attributes';
const key = "pk = 'a' AND sk = '1'";
const where = (condition: string) => `SELECT * FROM saves WHERE ${condition}`;
const update = (clauses: string) => `UPDATE saves ${clauses} WHERE ${key}`;
const values = (count: number) => Array.from({ length: count }, (_, index) => `'v${index}'`).join(', ');

// DynamoDB's words, as they were observed: paritysuite/dynamodb-conformance and floci-io/floci#3798, which tried them at AWS.
test.each([
  ['no statement', 'DROP TABLE saves', `${malformed}Expected data manipulation`],
  ['a misspelt verb', 'SELECTT * FROM saves', `${malformed}Expected data manipulation`],
  ['two statements', "SELECT * FROM saves; DELETE FROM saves WHERE pk = 'a'", leftOver],
  ['a token left over', `${where(key)} foo`, leftOver],
  ['a parenthesis left over', `${where(key)})`, leftOver],
  ['a number apart from its exponent', where('n = 1 e5'), leftOver],
  ['ORDER BY of a DELETE', `DELETE FROM saves WHERE ${key} ORDER BY pk`, leftOver],
  ['ORDER BY before WHERE', `SELECT * FROM saves ORDER BY pk WHERE ${key}`, leftOver],
  ['an alias of an INSERT', "INSERT INTO saves t VALUE {'pk': 'x'}", leftOver],
  ['SQL’s INSERT', "INSERT INTO saves (pk) VALUES ('x')", leftOver],
  ['an alias', "SELECT * FROM saves t WHERE pk = 'x'", 'Aliasing is not supported'],
  ['an AS alias', "SELECT * FROM saves AS t WHERE pk = 'x'", 'Aliasing is not supported'],
  ['an alias of a DELETE', "DELETE FROM saves t WHERE pk = 'x'", 'Aliasing is not supported'],
  ['an alias of a column', "SELECT n AS m FROM saves WHERE pk = 'x'", 'Aliasing is not supported'],
  ['a column twice', 'SELECT n, n FROM saves', 'Duplicate identifiers in select clause: n'],
  ['an empty WHERE', 'SELECT * FROM saves WHERE', `${malformed}Unexpected term`],
  ['a WHERE of ORDER BY', 'SELECT * FROM saves WHERE ORDER BY pk', `${malformed}Unexpected keyword`],
  ['an AND of nothing', where("pk = 'a' AND"), `${malformed}Missing right-hand side expression of infix operator`],
  ['an operator for a term', where('IS NULL'), `${malformed}Unexpected operator`],
  ['no type', where('n IS FOO'), `${malformed}Expected type name`],
  ['no table', 'DELETE FROM', `${malformed}Expected identifier for simple path`],
  ['no table of a SELECT', 'SELECT * FROM', `${malformed}Unexpected term`],
  ['a reserved word', where("pad = 'x'"), `${malformed}Unexpected keyword`],
  ['a reserved word in a path', where('m.inner = 1'), `${malformed}Invalid path dot component`],
  ['a hash comment', `${where(key)} # note`, malformed],
  ['an open comment', `${where(key)} /* note`, malformed],
  ['an open string', where("pk = 'a"), malformed],
  ['an exponent beyond 32 bits', where('n = 1e2147483648'), malformed],
  ['an unknown function', where('EXISTS(n)'), 'Unrecognized function: exists at 1:27:6'],
  ['a function of updates', where('set_add(n, <<1>>) = n'), 'Unrecognized function: set_add at 1:27:7'],
  ['a function as a column', 'SELECT size(n) FROM saves', 'Unexpected path component at 1:8:4'],
  [
    'an operand too few',
    where('attribute_exists()'),
    'Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 0',
  ],
  [
    'no path',
    where("attribute_exists('n')"),
    'Operator or function requires a document path; operator or function: attribute_exists',
  ],
  [
    'an order of what has none',
    where(`${key} AND n < true`),
    'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL',
  ],
  [
    'too many operands',
    where(`${key} AND n IN [${values(101)}]`),
    'The IN operator is provided with too many operands; number of operands: 101',
  ],
  ['too many keys', where(`pk IN [${values(51)}]`), 'Too many decomposed read operations for a given query.'],
  [
    'too many keys times sort keys',
    where(`pk IN [${values(26)}] AND sk IN ['1', '2']`),
    'Too many decomposed read operations for a given query.',
  ],
  [
    'a key twice',
    where("pk IN ['a', 'a']"),
    'Overlapping conditions with range keys are not supported in where clause',
  ],
  [
    'overlapping ranges',
    where("pk = 'a' AND (sk > '0' OR sk < '5')"),
    'Overlapping conditions with range keys are not supported in where clause',
  ],
  [
    'a range and anything',
    where("pk = 'a' AND (sk = '1' OR n = 1)"),
    'Overlapping conditions with range keys are not supported in where clause',
  ],
  [
    'a key of another type',
    where("pk = 1 OR pk = 'a'"),
    "Key attribute's data type should match its data type in table's schema: Key pk",
  ],
  [
    'a sort key of another type',
    where("pk = 'a' AND sk IN ['1', 2]"),
    "Key attribute's data type should match its data type in table's schema: Key sk",
  ],
  [
    'ORDER BY without WHERE',
    'SELECT * FROM saves ORDER BY sk',
    'Must have WHERE clause in the statement when using ORDER BY clause.',
  ],
  [
    'ORDER BY without a key',
    'SELECT * FROM saves WHERE n = 1 ORDER BY sk',
    'Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.',
  ],
  [
    'ORDER BY another attribute',
    "SELECT * FROM saves WHERE pk = 'a' ORDER BY n",
    'Attribute n in ORDER BY clause must be part of the primary key',
  ],
  ['LIMIT', 'SELECT * FROM saves LIMIT 1', 'Unsupported clause: LIMIT at 1:21:5'],
  [
    'a list position below none',
    'SELECT l[-1] FROM saves',
    'List index is not within the allowable range; index: [-1] at 1:10:1',
  ],
  ['an index that is not there', 'SELECT * FROM saves."no"', 'The table does not have the specified index: no'],
  [
    'columns that an index lacks',
    'SELECT n, m, pk FROM saves."byClan"',
    'One or more parameter values were invalid: Global secondary index byClan does not project [n, m]',
  ],
  [
    'a filter that an index lacks',
    'SELECT pk FROM saves."byClan" WHERE clan = \'red\' AND n = 1',
    'One or more parameter values were invalid: Secondary index byClan does not project one or more filter attributes: [n]',
  ],
  ['a write without a key', 'DELETE FROM saves WHERE n = 1', noKey],
  ['a write by half a key', "UPDATE saves SET n = 1 WHERE pk = 'a'", noKey],
  ['a write by a list of keys', "DELETE FROM saves WHERE pk IN ['a'] AND sk = '1'", noKey],
  ['a write by either key', "DELETE FROM saves WHERE (pk = 'a' OR pk = 'b') AND sk = '1'", noKey],
  ['a write of all', 'DELETE FROM saves', noKey],
  ['FROM first without a key', 'FROM saves SET n = 1', noKey],
  [
    'a write of two keys',
    `DELETE FROM saves WHERE ${key} AND pk = 'b'`,
    'Multiple conditions on same key pk. Only single item Update/Insert/Delete are supported',
  ],
  [
    'a write of an index',
    `INSERT INTO "saves"."byClan" VALUE {'pk': 'a'}`,
    'This operation is not supported on an index',
  ],
  [
    'a key changed',
    update("SET pk = 'b'"),
    'One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key',
  ],
  [
    'a path that is not there',
    update("SET absent[0] = 'x'"),
    'The document path provided in the update expression is invalid for update',
  ],
  [
    'an INSERT without its key',
    "INSERT INTO saves VALUE {'pk': 'x'}",
    'One or more parameter values were invalid: Missing the key sk in the item',
  ],
  [
    'an INSERT with RETURNING',
    "INSERT INTO saves VALUE {'pk': 'x', 'sk': '1'} RETURNING ALL OLD *",
    'RETURNING is not supported in INSERT',
  ],
  [
    'a DELETE’s new item',
    `DELETE FROM saves WHERE ${key} RETURNING ALL NEW *`,
    'Invalid returning clause: RETURNING ALL NEW *. Only RETURNING ALL OLD * is allowed in DELETE statements.',
  ],
  [
    'set_add to another attribute',
    update("SET t = set_add(tags, <<'x'>>)"),
    'The first argument to SET_ADD must equal the assignment value at 1:22:7',
  ],
  ['set_add of one argument', update('SET tags = set_add(tags)'), 'SET_ADD must have exactly two arguments at 1:25:7'],
  [
    'set_delete of no set',
    update("SET tags = set_delete(tags, 'x')"),
    'The second argument to SET_DELETE must be a value with type SET at 1:36:4',
  ],
  [
    'an unknown function of updates',
    update('SET n = if_not_exists(n, 1)'),
    'Unrecognized function: if_not_exists at 1:22:13',
  ],
  ['an empty set', update('SET tags = <<>>'), 'Empty bags are not supported'],
  [
    'a set of two types',
    update("SET tags = <<'a', 1>>"),
    'Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags',
  ],
  [
    'a set with a member twice',
    update("SET tags = <<'a', 'a'>>"),
    'One or more parameter values were invalid: Input collection [a, a] contains duplicates.',
  ],
  [
    'a function as a value',
    "INSERT INTO saves VALUE {'pk': 'x', 'sk': set_add(<<'a'>>, <<'b'>>)}",
    'Unsupported data type: set_add under key root at 1:43:7',
  ],
  [
    'EXISTS by itself',
    `EXISTS(SELECT * FROM saves WHERE ${key} AND n = 1)`,
    'EXISTS can only be used in ExecuteTransaction write requests.',
  ],
  [
    'an attribute twice',
    "INSERT INTO saves VALUE {'pk': 'x', 'sk': '1', 'pk': 'y'}",
    `${malformed}An attribute is named twice`,
  ],
  [
    'a prototype',
    "INSERT INTO saves VALUE {'pk': 'x', 'sk': '1', '__proto__': {'a': 1}}",
    "The local DynamoDB takes no member named '__proto__'.",
  ],
  ['a number too large', where('n = 1e126'), `${overflow} under root`],
  ['a number too small', update('SET n = 1e-131'), `${underflow} under root`],
  [
    'too many digits',
    where(`n = ${'1234567890'.repeat(4)}`),
    'Attempting to store more than 38 significant digits in a Number under root',
  ],
  ['a number too large in a map', update("SET n = {'x': 1e126}"), `${overflow} under root.x`],
  ['a number too large in a list', update('SET n = [1, 1e126]'), `${overflow} under root[1]`],
])('%s is refused in DynamoDB’s words', async (_what, statement, message) => {
  expect((await run(service, statement)).body).toMatchObject({
    __type: 'com.amazon.coral.validate#ValidationException',
    message,
  });
});

test('and what is refused changes nothing', async () => {
  const { body } = await run(service, 'SELECT * FROM saves');
  expect(body.Items).toHaveLength(saves.length);
  const fresh = statementService();
  await given(fresh, ...saves);
  expect(body).toEqual((await run(fresh, 'SELECT * FROM saves')).body);
});

const S = (text: string) => ({ S: text });
describe('parameters', () => {
  const mismatch = "Number of parameters in request and statement don't match.";
  test.each([
    ['as many as there are ?s', "pk = ? AND note <> 'is it ?'", [S('a')], undefined],
    ['none', "pk = 'a'", undefined, undefined],
    ['null for none', "pk = 'a'", null, undefined],
    ['in a list of alternatives', 'pk IN [?, ?]', [S('a'), S('b')], undefined],
    ['one too few', 'pk = ? AND n = ?', [S('a')], mismatch],
    ['one too many', 'pk = ?', [S('a'), S('b')], mismatch],
    ['for a statement that takes none', "pk = 'a'", [S('b')], mismatch],
    ['an empty list', "pk = 'a'", [], expect.stringContaining("Value '[]' at 'parameters'")],
    ['of two types', 'pk = ?', [{ S: 'a', N: '1' }], expect.stringContaining('more than one datatypes')],
    ['of no type', 'pk = ?', [{}], expect.stringContaining('must contain exactly one of the supported datatypes')],
    ['that is no number', 'pk = ?', [{ N: 'abc' }], 'The parameter cannot be converted to a numeric value: abc'],
    [
      'that is wrong, of a statement that is none',
      'pk = ',
      [{ SS: ['a', 'a'] }],
      expect.stringContaining('contains duplicates'),
    ],
  ])('%s', async (_what, condition, Parameters, message) => {
    const { status, body } = await run(service, where(condition), { Parameters });
    expect([status, body.message]).toEqual(message === undefined ? [200, undefined] : [400, message]);
  });

  test.each([
    ['in a list', '[?]', 'root[0]', 23],
    ['in a map', "{'k': ?}", 'root.k', 28],
    ['in a set', '<<?>>', 'root[0]', 24],
  ])('none stands %s', async (_where, literal, place, column) => {
    const { body } = await run(service, update(`SET x = ${literal}`), { Parameters: [S('v')] });
    expect(body.message).toBe(`Unsupported data type: Parameter under key ${place} at 1:${column}:1`);
  });

  test('a parameter is a value and never more', async () => {
    const injected = "a' OR pk <> '";
    expect((await run(service, where('pk = ?'), { Parameters: [S(injected)] })).body.Items).toEqual([]);
    expect((await run(service, where(`pk = '${injected}'`))).body.Items.length).toBeGreaterThan(0);
  });
});

test.each([
  ['no statement', {}, /Value null at 'statement'/],
  ['an empty one', { Statement: '' }, /at 'statement'.*greater than or equal to 1/],
  [
    'one that is too long',
    { Statement: `SELECT * FROM saves${' '.repeat(8192)}` },
    /at 'statement'.*less than or equal to 8192/,
  ],
  ['a limit of none', { Statement: 'SELECT * FROM saves', Limit: 0 }, /Value '0' at 'limit'/],
  [
    'an unknown capacity',
    { Statement: 'SELECT * FROM saves', ReturnConsumedCapacity: 'SOME' },
    /at 'returnConsumedCapacity'/,
  ],
  [
    'an unknown return',
    { Statement: 'SELECT * FROM saves', ReturnValuesOnConditionCheckFailure: 'NEW' },
    /ALL_OLD, NONE/,
  ],
  [
    'a consistent read of a global index',
    { Statement: 'SELECT * FROM saves."byClan"', ConsistentRead: true },
    /not supported on global secondary indexes/,
  ],
])('%s is a ValidationException', async (_what, body, message) => {
  const answer = await run(service, 'SELECT * FROM saves', { Statement: undefined, ...body });
  expect(answer).toMatchObject({ error: 'ValidationException', body: { message: expect.stringMatching(message) } });
});

test('a table that is not there', async () => {
  for (const statement of ["SELECT * FROM none WHERE pk = 'a'", "INSERT INTO none VALUE {'pk': 'a'}"]) {
    expect(await run(service, statement)).toMatchObject({
      error: 'ResourceNotFoundException',
      body: { message: 'Requested resource not found' },
    });
  }
});

const most = 8192;
const filled = (start: string, unit: string, end = '') =>
  `${start}${unit.repeat(Math.floor((most - start.length - end.length) / unit.length))}${end}`;
test.each([
  ['NOTs', where(`${'NOT '.repeat(30)}n = 1`)],
  ['NOTs and parentheses', where(`${'NOT (n = 1 OR '.repeat(30)}n = 1${')'.repeat(30)}`)],
  ['parentheses', where(`${'('.repeat(31)}n = 1${')'.repeat(31)}`)],
  ['ANDs', filled(where("pk = 'a'"), ' AND n = 1')],
  ['ORs of keys', filled(where("pk = 'a'"), " OR pk = 'b'")],
  [
    'lists of keys times lists of keys',
    where(
      Array(5)
        .fill(`pk IN [${values(100)}]`)
        .join(' AND '),
    ),
  ],
  ['functions', filled(where('n = 1'), ' AND size(n) < size(m)')],
  ['columns', filled('SELECT a0', ', a.b[1]', ' FROM saves')],
  ['clauses', filled('UPDATE saves SET a = 1', ' SET b = b + 1', ` WHERE ${key}`)],
])('and none keeps the engine busy: many %s', async (_what, statement) => {
  const begun = performance.now();
  const { status, error } = await run(service, statement);
  expect(performance.now() - begun).toBeLessThan(3000);
  expect([status === 200 ? 'done' : error]).toEqual([expect.stringMatching(/^(done|ValidationException)$/)]);
});
