import { rankOf } from '../../../lambda/shared/rank';
import { boardOrder } from '../../../lambda/smoke-test/checks/score-rows';
import { scoreClaims } from '../../../lambda/smoke-test/checks/scores';
import type { ScoresFacts } from '../../../lambda/smoke-test/facts';
import { parseConfig } from '../../../lib/config/parse';
import { smokeTestBoard } from '../../../lib/config/scores';
import { boardsOf } from '../../../lib/scores/facts';
import { localScores } from '../../stages/local-scores';
import { awsException } from './aws-exception';
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
const userPool = { id: 'eu-central-1_AAAAAAAAA', clientId: 'smoke-test-client', appClientId: 'app-client' };
const tokenOf = (claims: object) =>
  `MARKER-pool.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
/** What the run before this one left in the secret. */
const earlier = { expiringIdToken: tokenOf({ iss: 'pool', aud: 'app-client', exp: Date.UTC(2026, 10, 19) / 1000 }) };

interface Differently extends Pick<RunOptions, 'bend'> {
  readonly scores?: Partial<ScoresFacts>;
  readonly secret?: object;
  readonly userPool?: Partial<typeof userPool>;
  /** Sort keys of other players' rows on the board. */
  readonly rows?: readonly string[];
  readonly event?: object;
  readonly ownData?: boolean;
}

const runWith = ({ bend, secret = earlier, rows = [], event = {}, ownData = false, ...changes }: Differently = {}) => {
  const guests = { enabled: true, ownData };
  const whole = { ...facts, guests, userPool: { name: 'user-pool' }, scores: { ...scores, ...changes.scores } };
  const { id, clientId, appClientId } = { ...userPool, ...changes.userPool };
  const cloud = new FakeCloud(whole, secret);
  for (const sk of rows) cloud.items.set(`${scores.boardKey}|${sk}`, { sk: { S: sk }, playerId: { S: 'another' } });
  return run({
    facts: whole,
    cloud,
    environment: {
      ...environment,
      scoresUrl: 'https://api.example/v1',
      userPool: { id, clientId, ...(appClientId && { appClientId }) },
      loginsKeys: { 'user-pool': `cognito-idp.eu-central-1.amazonaws.com/${id}` },
    },
    event: { ...token, ...event },
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
  const { report } = await runWith({ scores: { guests: false, deletesGuests: false } });
  expect(differences(report)).toEqual([]);
  const names = entry(report, 'guest', 'enhanced')?.steps.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'may not submit a score, which stands on the board under a public ID',
      'may not ask to be deleted, which deletes nothing yet',
    ]),
  );
});

describe('the account of a user pool', () => {
  const stepsOf = (report: Parameters<typeof entry>[0]) =>
    report.players
      .find(({ source, flow }) => source === 'userPool' && flow === 'enhanced')
      ?.steps.map(({ name }) => name)
      .filter((name) => name.includes('token')) ?? [];
  const byApp = [
    'may send the same score again with the ID token of an app, which counts once',
    "may not submit a score with the ID token of the smoke test's own client",
    'may not submit a score with an access token',
  ];
  const expired = 'may not submit a score with an ID token that has expired';

  test('tries each kind of token', async () => {
    const { report } = await runWith();
    expect(stepsOf(report)).toEqual(expect.arrayContaining([...byApp, expired]));
  });

  test.each<[what: string, secret: object]>([
    ['there is none yet', {}],
    ['the one that is kept is good still', { expiringIdToken: tokenOf({ iss: 'pool', aud: 'app-client', exp: 4e9 }) }],
    [
      'it may be good still for a clock that is behind',
      { expiringIdToken: tokenOf({ iss: 'pool', aud: 'app-client', exp: Date.UTC(2026, 10, 20) / 1000 - 60 }) },
    ],
    ['the one that is kept is of another client', { expiringIdToken: tokenOf({ iss: 'pool', aud: 'gone', exp: 1 }) }],
    [
      'the one that is kept is of another pool',
      { expiringIdToken: tokenOf({ iss: 'gone', aud: 'app-client', exp: 1 }) },
    ],
  ])('tries no expired one where %s', async (_, secret) => {
    const { report } = await runWith({ secret });
    expect(differences(report)).toEqual([]);
    expect(stepsOf(report)).toEqual(expect.arrayContaining(byApp));
    expect(stepsOf(report)).not.toContain(expired);
  });

  test('leaves a token for a later run, in which it has expired, and then leaves the secret alone', async () => {
    const { cloud } = await runWith({ secret: { other: 1 } });
    const kept = cloud.secret.content as typeof earlier;
    expect(kept).toMatchObject({ other: 1, expiringIdToken: expect.stringContaining('MARKER-pool.') });
    const { exp } = JSON.parse(Buffer.from(kept.expiringIdToken.split('.')[1] ?? '', 'base64url').toString());
    expect(exp).toBe(Date.UTC(2026, 10, 20, 1) / 1000);
    const again = await runWith({ secret: kept });
    expect((again.cloud.secret.content as typeof earlier).expiringIdToken).toBe(kept.expiringIdToken);
  });

  test('without a client of an app tries what its own client gets', async () => {
    const { report, cloud } = await runWith({ userPool: { appClientId: '' } });
    expect(differences(report)).toEqual([]);
    expect(stepsOf(report)).toEqual(expect.arrayContaining(byApp.slice(1)));
    expect(stepsOf(report)).not.toEqual(expect.arrayContaining(byApp.slice(0, 1)));
    expect(cloud.secret.content).toMatchObject(earlier);
  });

  test('tries nothing by a route that is not there', async () => {
    const { report } = await runWith({ scores: { takesIdTokens: false }, userPool: { appClientId: '' } });
    expect(stepsOf(report).filter((name) => name.includes('ID token') || name.includes('access'))).toEqual([]);
  });

  test('whom the pool signs in by no app fails the run', async () => {
    const whole = { ...facts, userPool: { name: 'user-pool' }, scores };
    const cloud = new FakeCloud(whole, earlier);
    cloud.users.failures.set('RespondToAuthChallengeCommand', awsException('NotAuthorizedException'));
    const { report } = await run({
      ...{ facts: whole, cloud, event: token },
      environment: {
        ...environment,
        scoresUrl: 'https://api.example/v1',
        userPool,
        loginsKeys: { 'user-pool': 'pool' },
      },
    });
    expect(differences(report)).toEqual(['backend may sign the throwaway user in as an app does']);
  });
});

test('a board that other players filled fails nothing, and they keep their rows', async () => {
  const rows = Array.from({ length: 150 }, (_, at) => [
    rankOf(scores.max, { order: 'highest' }, at, 'another'),
    rankOf(Date.UTC(2026, 10, 20) / 1000, { order: 'highest' }, at, 'another'),
  ]).flat();
  const { report, cloud } = await runWith({ rows });
  expect(differences(report)).toEqual([]);
  const left = [...cloud.items.keys()].flatMap((key) => (key.startsWith('BOARD#') ? [key.split('|')[1]] : []));
  expect(left.sort()).toEqual(rows.sort());
});

describe('an answer that says nothing of who may do what', () => {
  const answers = ['TooManyRequestsException', 'InternalServerErrorException', 'InternalError', 'Busy'];
  const event = { propagationSeconds: 60 };
  /** Answers so to the first calls. */
  const atFirst = (name: string, times: number) => {
    let left = times;
    return ({ target }: { readonly target?: string | undefined }) => {
      if (target !== 'AccessDeniedException' || left === 0) return undefined;
      left -= 1;
      return Object.assign(new Error(name), { name });
    };
  };

  test.each(answers)('%s, is asked for again until there is one', async (name) => {
    const { report } = await runWith({ bend: atFirst(name, 8), event });
    expect(differences(report)).toEqual([]);
    const { report: never } = await runWith({ bend: atFirst(name, Number.POSITIVE_INFINITY), event });
    expect(differences(never)).not.toEqual([]);
  });

  test('and any other one is a difference at once', async () => {
    expect(differences((await runWith({ bend: atFirst('ScoreRefused', 1), event })).report)).not.toEqual([]);
  });
});

test('the board is read by the order that it has', () => {
  const { scores: config } = parseConfig(localScores);
  expect(config && boardsOf(config)[smokeTestBoard]?.order).toBe(boardOrder);
});

/** What lets something pass that it must not, and the check that says so. */
const mistakes: [mistake: string, passes: string, check: string][] = [
  ['bounds are not looked at', 'ScoreOutOfBounds', 'may not submit a score out of bounds'],
  ['the pause is not looked at', 'ScoreTooSoon', 'may not submit two scores at once'],
  ['there is no least score', 'a negative score', 'may not submit a score below the bounds'],
  ['a score may be any number', '1e308 as score', 'may not submit a score of 1e308'],
  ['a score may be a text', 'a string as score', 'may not submit a score that is a string'],
  ['a body may be anything', 'a body that is no JSON', 'may not submit a score that is no number'],
  [
    'more is read than is known',
    'an identity in the body',
    "may not submit a score with another player's identity in it",
  ],
  ['a body may be of any length', 'TooLarge', 'may not submit a score with a megabyte of details'],
  ['IAM lets any call pass', 'AccessDeniedException', 'may not submit a score to a board that is none'],
  ['a token takes any score', 'TokenUsed', 'may not send the token of a score with another score'],
  ['a method is open', 'MissingAuthenticationTokenException', 'may not submit a score without a signature'],
  ['the authorizer takes any token', 'token of nobody', 'may not submit a score with a token that no user pool made'],
  [
    'the authorizer names no app',
    'token of another client',
    "may not submit a score with the ID token of the smoke test's own client",
  ],
  ['the authorizer takes access tokens', 'access token', 'may not submit a score with an access token'],
  ['the authorizer keeps what it decided', 'expired token', 'may not submit a score with an ID token that has expired'],
  ['a wish is not asked for twice', 'NotConfirmed', 'may not be deleted with a confirmation that was made up'],
  ...['identity', 'files', 'records', 'rows', 'all'].map((what): [string, string, string] => [
    `of a player who is deleted ${what} stay`,
    `${what} stay`,
    what === 'identity' || what === 'all'
      ? 'with all that is theirs'
      : 'may be deleted as a guest, with all that is theirs',
  ]),
  ['the function takes anybody', 'NotAPlayer', 'may not submit a score, being no player'],
  [
    'the board shows who somebody is',
    'identity ID as public ID',
    'may submit a score, which stands on the board under a public ID',
  ],
];

test.each(mistakes)('where %s, a check fails', async (_, passes, check) => {
  const { report } = await runWith({ bend: ({ target }) => target === passes || undefined, ownData: true });
  const failed = differences(report);
  expect(failed.length).toBeGreaterThan(0);
  for (const name of failed) expect(name).toContain(check);
});

test.each([
  ['their data is theirs and a board is open to them', { ownData: true }, 1],
  ['a board is open to them', {}, 1],
  ['their data is theirs', { ownData: true, scores: { guests: false } }, 1],
  ['they have nothing to call it for', { scores: { guests: false, deletesGuests: false } }, 0],
])('a guest is deleted where %s, and stays nowhere', async (_, changes, times) => {
  const { report, cloud } = await runWith(changes);
  const steps = report.backend.filter(({ name }) => name.includes('deleted as a guest'));
  expect(steps.map(({ ok }) => ok)).toEqual(Array(times).fill(true));
  expect([...cloud.objects.keys()].filter((key) => key.endsWith('smoke-test.txt'))).toEqual([]);
  // The one of the secret, who is kept from run to run.
  expect(cloud.identities.identities.filter(({ login }) => login === undefined)).toHaveLength(1);
});

const again = 'may send the same score again with the ID token of an app, which counts once';

test('where the authorizer lets no app in, a check fails', async () => {
  const { report } = await runWith({ bend: ({ target }) => (target === 'ID token of an app' ? false : undefined) });
  expect(differences(report)).toEqual([`signed-in enhanced ${again}`]);
});

test('each claim has its mistake', () => {
  const claims = scoreClaims(scores).flatMap((table) => table.claims.map(({ does }) => does));
  expect(claims.length).toBeGreaterThan(15);
  const caught = [...mistakes.map(([, , check]) => check), again].join('\n');
  // What a mistake of refusing would break is tried by whoever signs in.
  const allowed = ['ask to be deleted, which deletes nothing yet'];
  expect(claims.filter((does) => !caught.includes(does) && !allowed.includes(does))).toEqual([]);
});
