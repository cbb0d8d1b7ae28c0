import type { SmokeTestReport } from '../../../lambda/smoke-test/report';
import type { Asked } from './asked';
import { run } from './smoke-run';

/** What the guest tried by the enhanced flow, their sign-in left out. */
const tried = (report: SmokeTestReport) =>
  report.players
    .find(({ player, flow }) => player === 'guest' && flow === 'enhanced')
    ?.steps.map(({ name }) => name)
    .slice(3);

const board = [
  'may get a row of a board',
  'may query a board',
  'may not put a row on a board',
  'may not update a row on a board',
  'may not delete a row from a board',
];

describe('a run of the claims around a certain one', () => {
  test.each(['may not put a row on a board', 'may query a board'])('tries the table of it, whole: %s', async (only) => {
    const { report } = await run({ only });
    expect(tried(report)).toEqual(board);
    expect(report.ok).toBe(true);
  });

  test('tries a claim that is about no zone', async () => {
    const { report } = await run({ only: 'may not scan the table' });
    expect(tried(report)).toEqual(['may not scan the table']);
  });

  test('finds what a run of all claims finds there', async () => {
    const opened = { bend: ({ action }: Asked) => action === 'dynamodb:PutItem' || undefined };
    const { report: all } = await run(opened);
    const { report: some } = await run({ ...opened, only: 'may not put a row on a board' });
    const failed = ({ players }: SmokeTestReport) => players.flatMap(({ steps }) => steps.filter(({ ok }) => !ok));
    expect(failed(some)).toHaveLength(2);
    expect(failed(some).map(({ name }) => name)).toEqual(
      failed(all)
        .map(({ name }) => name)
        .filter((name) => board.includes(name)),
    );
  });

  test('is one of all where none is named', async () => {
    const { report } = await run();
    expect(tried(report)).toEqual(expect.arrayContaining([...board, 'may not scan the table']));
  });
});
