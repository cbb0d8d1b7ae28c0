import { tokensOf } from '../../../../../local/services/dynamodb/partiql/syntax/lexer';
import { parseStatement } from '../../../../../local/services/dynamodb/partiql/syntax/statements';

/** What a statement of any length is made of: how it begins, what is repeated in it, how it ends. */
const shapes: readonly (readonly [of: string, begin: string, unit: string, end: string])[] = [
  ['lines', 'SELECT * FROM saves WHERE a = [', '\n1,', '1]'],
  ['empty lines', 'SELECT * FROM saves WHERE a = 1', '\n', ''],
  ['comments', 'SELECT * FROM saves', '/**/', ''],
  ['comments of a line', 'SELECT * FROM saves', '--\n', ''],
  ['values', 'SELECT * FROM saves WHERE a = [', '1,', '1]'],
  ['names', 'SELECT a', '.b', ' FROM saves'],
  ['positions', 'SELECT a', '[0]', ' FROM saves'],
  ['conditions', 'SELECT * FROM saves WHERE a = 1', ' OR a = 1', ''],
  ['partitions', "SELECT * FROM saves WHERE pk = '1'", " AND (pk = '1' OR pk = '2')", ''],
  ['assignments', 'UPDATE saves', ' SET a = 1', " WHERE pk = '1'"],
  ['signs', 'SELECT * FROM saves WHERE a = ', '+-', '1'],
  ['digits', 'SELECT * FROM saves WHERE a = ', '1', ''],
  ['quotes', "SELECT * FROM saves WHERE a = '", "''", "'"],
  ['quotes in names', 'SELECT "', '""', '" FROM saves'],
  ['terms of an order', "SELECT * FROM saves WHERE pk = '1' ORDER BY pk", ',pk', ''],
];

const longest = 8192;
const filled = (length: number, begin: string, unit: string, end: string) =>
  begin + unit.repeat(Math.floor((length - begin.length - end.length) / unit.length)) + end;

/** The shortest of several runs: what else the machine does makes one longer, never shorter. */
function milliseconds(run: () => void): number {
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}

// A transaction has a hundred statements, which are read before IAM is asked: reading one must take time by its length alone.
test.each(shapes)(
  'a statement of many %s takes no longer than several short ones of the same length together',
  (_of, ...shape) => {
    const [long, short] = [filled(longest, ...shape), filled(longest / 8, ...shape)];
    for (let warm = 0; warm < 5; warm += 1) parseStatement(long);
    const whole = milliseconds(() => {
      for (let time = 0; time < 4; time += 1) parseStatement(long);
    });
    const parts = milliseconds(() => {
      for (let time = 0; time < 32; time += 1) parseStatement(short);
    });
    expect(whole).toBeLessThan(4 * parts + 1);
  },
);

test.each([
  ['a\nb', ['1:1:1', '2:1:1', '2:2:0']],
  ['\n\n a\n\n', ['3:2:1', '5:1:0']],
  ["'x\ny' b", ['1:1:5', '2:4:1', '2:5:0']],
  ['a /* \n */ "b\n" c', ['1:1:1', '2:5:4', '3:3:1', '3:4:0']],
  ['', ['1:1:0']],
])('tokens of %j stand at %j', (statement, places) => {
  expect(tokensOf(statement).map(({ at }) => at)).toEqual(places);
});
