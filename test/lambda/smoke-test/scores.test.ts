import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScoresFacts } from '../../../lambda/smoke-test/facts';
import { environment, FakeCloud, facts } from './fake-cloud';
import { differences, entry, type RunOptions, run, token } from './smoke-run';

const scores: ScoresFacts = {
  board: 'probe',
  boardKey: 'BOARD#probe',
  max: 4_102_444_800,
  secondsBetween: 3,
  guests: true,
  deletesGuests: true,
  takesIdTokens: true,
};
const runWith = (bend?: RunOptions['bend'], changes: Partial<ScoresFacts> = {}) => {
  const whole = { ...facts, scores: { ...scores, ...changes } };
  return run({
    facts: whole,
    cloud: new FakeCloud(whole),
    environment: { ...environment, scoresUrl: 'https://api.example/v1' },
    event: token,
    ...(bend && { bend }),
  });
};

test('all holds where the API is right, and no row is left on the board', async () => {
  const { report, cloud } = await runWith();
  expect(differences(report)).toEqual([]);
  expect([...cloud.items.keys()].filter((key) => key.startsWith('BOARD#'))).toEqual([]);
});

test('a stage without scores claims nothing about them', async () => {
  const { report } = await run({ event: token });
  expect(JSON.stringify(report)).not.toMatch(/score|deleted/);
});

test('nothing is claimed of credentials that the player got from STS by the basic flow', async () => {
  const { report } = await runWith();
  const names = (flow: 'enhanced' | 'basic') => JSON.stringify(entry(report, 'signed-in', flow)?.steps);
  expect(names('enhanced')).toContain('may submit a score');
  expect(names('basic')).not.toContain('score');
});

test('guests are refused where neither the board nor their data is open to them', async () => {
  const { report } = await runWith(undefined, { guests: false, deletesGuests: false });
  expect(differences(report)).toEqual([]);
  const names = entry(report, 'guest', 'enhanced')?.steps.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'may not submit a score, which stands on the board under a public ID',
      'may not ask to be deleted, which deletes nothing yet',
    ]),
  );
});

/** What lets something pass that it must not, and the check that says so. */
const mistakes: [mistake: string, passes: string, check: string][] = [
  ['bounds are not looked at', 'ScoreOutOfBounds', 'may not submit a score out of bounds'],
  ['the pause is not looked at', 'ScoreTooSoon', 'may not submit two scores at once'],
  ['a body is not looked at', 'BadRequestException', "may not submit a score with another player's identity in it"],
  ['IAM lets any call pass', 'AccessDeniedException', 'may not submit a score to a board that is none'],
  ['a token takes any score', 'TokenUsed', 'may not send the token of a score with another score'],
  ['a method is open', 'MissingAuthenticationTokenException', 'may not submit a score without a signature'],
  [
    'the authorizer takes any token',
    'UnauthorizedException',
    'may not submit a score with a token that no user pool made',
  ],
  ['a wish is not asked for twice', 'NotConfirmed', 'may not be deleted with a confirmation that was made up'],
  ['the function takes anybody', 'NotAPlayer', 'may not submit a score, being no player'],
  [
    'the board shows who somebody is',
    'identity ID as public ID',
    'may submit a score, which stands on the board under a public ID',
  ],
];

test.each(mistakes)('where %s, a check fails', async (_, passes, check) => {
  const { report } = await runWith(({ target }) => target === passes || undefined);
  const failed = differences(report);
  expect(failed.length).toBeGreaterThan(0);
  for (const name of failed) expect(name).toContain(check);
});

test('each claim has its mistake', () => {
  const text = readFileSync(join(__dirname, '../../../lambda/smoke-test/checks/scores.ts'), 'utf8');
  const claims = [...text.matchAll(/does: (?:'([^']+)'|"([^"]+)")/g)].map(([, one, other]) => one ?? other ?? '');
  expect(claims.length).toBeGreaterThan(8);
  const found = mistakes.map(([, , check]) => check).join('\n');
  // What a mistake of refusing would break is tried by whoever signs in.
  const allowed = ['ask to be deleted, which deletes nothing yet'];
  expect(claims.filter((does) => !found.includes(does) && !allowed.includes(does))).toEqual([]);
});
