import { ConfigError } from '../../../lib/config/config-error';
import { parseConfig } from '../../../lib/config/parse';
import type { GameFederationInput } from '../../../lib/config/schema';
import { oneIssuer } from '../one-issuer';

const board = { order: 'highest', min: 0, max: 1000, secondsBetween: 30 } as const;
const weekly = { boards: { weekly: board } };

/** What is wrong with a stage that has these scores; nothing where it is taken. */
function problemsOf(scores: unknown, changes: Partial<GameFederationInput> = {}): readonly string[] {
  try {
    parseConfig({ ...oneIssuer, ...changes, scores } as GameFederationInput);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

test('what is left out has a default', () => {
  expect(parseConfig({ ...oneIssuer, scores: weekly }).scores).toEqual({
    boards: { weekly: { ...board, guests: false } },
    throttle: { requestsPerSecond: 50, burst: 100 },
    accessLogs: false,
  });
  expect(parseConfig(oneIssuer)).not.toHaveProperty('scores');
});

const twentyOne = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`board-${index}`, board]));
const imported = (userPoolId: string) => ({
  userPool: { imported: { userPoolId, clientIds: ['1example'], smokeTestClientId: '2example' } },
});

/** Each is refused, and the same beside it is taken. */
const rows: [what: string, refused: unknown, message: RegExp, taken: unknown][] = [
  ['no board', { boards: {} }, /must hold at least one board/, weekly],
  ['too many boards', { boards: twentyOne }, /20 boards at most/, { boards: { ...twentyOne, 'board-20': undefined } }],
  [
    "the smoke test's board",
    { boards: { 'smoke-test': board } },
    /choose another/,
    { boards: { 'smoke-tests': board } },
  ],
  ['a name that is no word', { boards: { 'Week 1': board } }, /its name must be lower-case words/, weekly],
  ['a name that ends a key', { boards: { 'a#b': board } }, /its name must be lower-case words/, weekly],
  ['no order', { boards: { weekly: { ...board, order: 'best' } } }, /must be highest or lowest/, weekly],
  ['bounds that are none', { boards: { weekly: { ...board, max: 0 } } }, /max: must be greater than min/, weekly],
  ['a fraction', { boards: { weekly: { ...board, max: 0.5 } } }, /must be a whole number/, weekly],
  ['what no number holds exactly', { boards: { weekly: { ...board, max: 2 ** 53 } } }, /whole number/, weekly],
  ['no pause', { boards: { weekly: { ...board, secondsBetween: 0 } } }, /from 1 to 86400 seconds/, weekly],
  ['a field that is none', { boards: { weekly: { ...board, best: 1 } } }, /is not a setting/, weekly],
  ['no throttle', { ...weekly, throttle: { requestsPerSecond: 0 } }, /from 1 to 10000/, { ...weekly, throttle: {} }],
];

test.each(rows)('%s is refused, with what to do', (_, refused, message, taken) => {
  expect(problemsOf(refused).join('\n')).toMatch(message);
  const defined = JSON.parse(JSON.stringify(taken));
  expect(problemsOf(defined)).toEqual([]);
});

test('a board for guests is refused where there are none', () => {
  const open = { boards: { weekly: { ...board, guests: true } } };
  expect(problemsOf(open, { guests: { enabled: false } })).toEqual([
    'scores.boards.weekly.guests: has no effect while guests are off; turn guests.enabled on or this off',
  ]);
  expect(problemsOf(open, { guests: { enabled: true } })).toEqual([]);
});

test.each(['1.*', '1example|2example', 'replace-me', '(1example)', '^1example$', '1'.repeat(129)])(
  'an app client of an imported user pool is called as app clients are, and not %s',
  (clientId) => {
    const withClient = (id: string) => {
      const pool = { userPoolId: 'eu-west-1_a1B2c3D4e', clientIds: [id] };
      return problemsOf(weekly, { region: 'eu-west-1', userPool: { imported: pool } });
    };
    expect(withClient(clientId)).toEqual([
      expect.stringMatching(/^userPool\.imported\.clientIds: with scores each must be an app client ID/),
    ]);
    for (const good of ['1example', '1ex+ample_', '1'.repeat(128)]) expect(withClient(good)).toEqual([]);
  },
);

test("an imported user pool is one of the stage's own region", () => {
  const region = 'eu-west-1';
  expect(problemsOf(weekly, { region, ...imported('us-east-1_a1B2c3D4e') }).join()).toMatch(/is in us-east-1/);
  expect(problemsOf(weekly, { region, ...imported('eu-west-1_a1B2c3D4e') })).toEqual([]);
});
