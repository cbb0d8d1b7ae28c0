import { alignColumns } from '../../../../local/smoke-test/report/columns';
import { paintFor } from '../../../../local/smoke-test/report/paint';
import { printReport } from '../../../../local/smoke-test/report/print-report';
import { readSmokeReport } from '../../../../local/smoke-test/report/smoke-report';

const plain = paintFor({}, {});
const step = (name: string, expected: 'allowed' | 'refused', actual = expected) => ({
  name,
  expected,
  actual,
  milliseconds: 3,
  ok: expected === actual,
});
const report = (steps: object[]) =>
  readSmokeReport({
    schemaVersion: 1,
    ok: true,
    milliseconds: 900,
    backend: [],
    players: [
      { player: 'guest', flow: 'enhanced', status: 'exercised', steps },
      { player: 'guest', flow: 'basic', status: 'off', steps: [step('basic flow', 'refused')] },
      { player: 'signed-in', flow: 'enhanced', status: 'notExercised', reason: 'no token', steps: [] },
    ],
  });

test('a claim that holds is printed as what the player can or cannot do', () => {
  const printed = printReport(
    report([step('reads a public file', 'allowed'), step('scans the table', 'refused')]),
    plain,
  );
  expect(printed).toMatch(/reads a public file +can/);
  expect(printed).toMatch(/scans the table +cannot/);
  expect(printed).not.toContain('Not as it should be');
});

test('what one player can do and another cannot is one line', () => {
  const both = readSmokeReport({
    schemaVersion: 1,
    ok: true,
    milliseconds: 900,
    backend: [],
    players: [
      { player: 'guest', flow: 'basic', status: 'exercised', steps: [step('may not read a ledger', 'refused')] },
      { player: 'signed-in', flow: 'basic', status: 'exercised', steps: [step('may read a ledger', 'allowed')] },
    ],
  });
  expect(printReport(both, plain)).toMatch(/^read a ledger +cannot +can$/m);
});

test('a claim that does not hold is printed with what happened instead', () => {
  const printed = printReport(report([step('scans the table', 'refused', 'allowed')]), plain);
  expect(printed).toMatch(/scans the table +WRONG/);
  expect(printed).toContain('Not as it should be: 1 of 2 checks, for one reason.');
  expect(printed).toMatch(
    /^1\. Allowed, and must be refused: 1 check\n +what +scans the table\n +who +guest \(enhanced flow\)$/m,
  );
});

test('a run in a rollback says so first, another one does not', () => {
  const sentence = 'The stack is being rolled back: whatever stands here fails nothing.';
  expect(printReport({ ...report([]), rollback: true }, plain)).toMatch(new RegExp(`^${sentence}\n`));
  expect(printReport(report([]), plain)).not.toContain('rolled back');
});

test('what was not exercised is said loudly, with its reason', () => {
  expect(printReport(report([]), plain)).toMatch(/^signed-in .*NOT EXERCISED +-\nnot exercised: no token$/ms);
});

describe('of several players', () => {
  const held = step('may read a board', 'allowed');
  const refused = step('may not delete a row', 'refused');
  const moderator = { player: 'signed-in', source: 'event', provider: 'studio', role: 'moderator' };
  const player = { ...moderator, role: 'authenticated' };
  const off = { flow: 'basic', status: 'off', reason: 'No basic flow here.', steps: [refused] };
  const printed = printReport(
    readSmokeReport({
      schemaVersion: 1,
      ok: true,
      milliseconds: 900,
      backend: [],
      players: [
        { ...moderator, flow: 'enhanced', status: 'exercised', steps: [step('may delete a row', 'allowed')] },
        { ...moderator, ...off },
        { ...player, flow: 'enhanced', status: 'exercised', steps: [held, refused] },
        { ...player, ...off },
        { ...player, role: 'federated', flow: 'direct', status: 'exercised', steps: [held] },
        { ...player, role: 'none', flow: 'enhanced', status: 'exercised', reason: 'Denied.', steps: [refused] },
      ],
    }),
    plain,
  );

  test('each has a line with their role and what held by each flow', () => {
    expect(printed).toMatch(/^signed-in +event: studio +moderator +1 of 1 +off \(1 of 1\) +-$/m);
    expect(printed).toMatch(/^signed-in +event: studio +authenticated +2 of 2 +off \(1 of 1\) +1 of 1$/m);
    expect(printed).toMatch(/^signed-in +event: studio +none +1 of 1 +- +-$/m);
  });

  test('a reason is said once', () => {
    expect(printed.match(/No basic flow here\./g)).toHaveLength(1);
    expect(printed).toContain('note, studio, event: Denied.');
  });

  test('each role has a column', () => {
    expect(printed).toMatch(/^what +moderator +authenticated +federated +no role$/m);
    expect(printed).toMatch(/^delete a row +can +cannot +- +cannot$/m);
    expect(printed).toMatch(/^read a board +- +can +can +-$/m);
  });
});

test('colours go to a terminal only, and not against NO_COLOR', () => {
  expect(paintFor({}, {}).bad('x')).toBe('x');
  expect(paintFor({ isTTY: true }, { NO_COLOR: '1' }).bad('x')).toBe('x');
  expect(paintFor({ isTTY: true }, {}).bad('x')).not.toBe('x');
});

test('columns line up whether coloured or not', () => {
  const { good } = paintFor({ isTTY: true }, {});
  const [one, two] = alignColumns([
    [good('a'), 'x'],
    ['long', 'y'],
  ]);
  expect(one?.replace(good('a'), 'a').indexOf('x')).toBe(two?.indexOf('y'));
});

test('an answer that is not a report is refused with its place', () => {
  expect(() => readSmokeReport({ schemaVersion: 2 })).toThrow('schemaVersion');
});
