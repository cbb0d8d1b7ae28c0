import fc from 'fast-check';
import { parseStatement } from '../../../../../local/services/dynamodb/partiql/syntax/statements';
import { ServiceError } from '../../../../../local/shared/service-error';
import { patience, runs } from '../../../hostile/runs';
import { statements } from './arbitrary-statements';
import { print } from './print';

jest.setTimeout(Math.max(60_000, patience));

/** The code of what is wrong with a statement; undefined where nothing is. Anything but a {@link ServiceError} fails the test. */
function refusal(statement: string): string | undefined {
  try {
    parseStatement(statement);
    return undefined;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return error.code;
  }
}

const validation = 'com.amazon.coral.validate#ValidationException';

test('what is printed from a syntax tree is read as that tree', () => {
  fc.assert(
    fc.property(statements, (statement) => {
      expect(parseStatement(print(statement)).statement).toEqual(statement);
    }),
    runs(400),
  );
});

describe('a malformed statement is a ValidationException, whatever is wrong with it', () => {
  test('cut off anywhere', () => {
    fc.assert(
      fc.property(statements, fc.double({ min: 0, max: 1, noNaN: true }), (statement, part) => {
        const text = print(statement);
        expect([undefined, validation]).toContain(refusal(text.slice(0, Math.floor(text.length * part))));
      }),
      runs(400),
    );
  });

  test('with a character too many, too few or another one', () => {
    const edit = fc.tuple(
      statements,
      fc.nat(),
      fc.nat(1),
      fc.constantFrom('', "'", '"', '(', ')', '?', '<<', '-', ',', '\u0000', '/*'),
    );
    fc.assert(
      fc.property(edit, ([statement, place, removed, added]) => {
        const text = print(statement);
        const at = place % text.length;
        expect([undefined, validation]).toContain(refusal(text.slice(0, at) + added + text.slice(at + removed)));
      }),
      runs(400),
    );
  });

  test('of any characters', () => {
    const any = fc.oneof(fc.string({ maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 }));
    fc.assert(
      fc.property(
        any,
        fc.constantFrom('', 'SELECT ', "SELECT * FROM t WHERE a = '", 'INSERT INTO t VALUE {', 'UPDATE t SET '),
        (text, start) => {
          const found = refusal(start + text);
          expect([undefined, validation]).toContain(found);
          if (start === '') expect(found).toBe(validation);
        },
      ),
      runs(400),
    );
  });

  const most = 8192;
  const filled = (start: string, unit: string, end = '') =>
    `${start}${unit.repeat(Math.floor((most - start.length - end.length) / unit.length))}${end}`;
  test.each([
    ['parentheses', filled('SELECT * FROM t WHERE ', '(')],
    ['balanced parentheses', `SELECT * FROM t WHERE ${'('.repeat(4000)}a = 1${')'.repeat(4000)}`],
    ['NOTs', filled('SELECT * FROM t WHERE ', 'NOT ', 'a = 1')],
    ['lists', filled('UPDATE t SET a = ', '[')],
    ['maps', filled('UPDATE t SET a = ', "{'a':")],
    ['sets', filled('UPDATE t SET a = ', '<<')],
    ['quotes', filled("SELECT * FROM t WHERE a = '", "''")],
    ['open comments', filled('SELECT * FROM t ', '/*')],
    ['stars of a comment', filled('SELECT * FROM t /*', '*')],
    ['signs', filled('SELECT * FROM t WHERE a = ', '-+ ')],
    ['spaces', filled('SELECT', ' ')],
    ['dots', filled('SELECT a', '.')],
    ['an exponent', filled('SELECT * FROM t WHERE a = 1e', '9')],
  ])('and none takes long: %s', (_what, statement) => {
    const begun = performance.now();
    expect(refusal(statement)).toBe(validation);
    expect(performance.now() - begun).toBeLessThan(3000);
  });

  test.each([
    ['31 parentheses', `SELECT * FROM t WHERE ${'('.repeat(31)}a = 1${')'.repeat(31)}`],
    ['31 lists', `UPDATE t SET a = ${'['.repeat(31)}1${']'.repeat(31)} WHERE a = 1`],
    ['many ANDs', filled('SELECT * FROM t WHERE a = 1', ' AND a = 1')],
    ['a long string', filled("SELECT * FROM t WHERE a = '", "''", "'")],
  ])('what is deep or long and well formed is read: %s', (_what, statement) => {
    expect(refusal(statement)).toBeUndefined();
  });
});
