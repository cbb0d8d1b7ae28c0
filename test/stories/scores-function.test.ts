import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Game, startGame } from './deployment';
import { backend, guest, type Player, signedIn } from './players';
import { bodyOf, newToken, type ScoresHere, scoresHere } from './scores-here';

const sub = '11111111-2222-4333-8444-555555555555';
const userPoolId = 'eu-west-1_a1B2c3D4e';
const clientId = '1example23456789';

let game: Game;
let adele: Player;
let berta: Player;
let visitor: Player;
let here: ScoresHere;
beforeAll(async () => {
  game = await startGame();
  here = scoresHere(game, { userPoolId, clientId });
  adele = await signedIn(game, 'Adele');
  berta = await signedIn(game, 'Berta');
  visitor = await guest(game);
});
afterAll(() => game.stop());
// Each test is a round later than any pause.
beforeEach(() => here.pass(3600));

const submit = async (player: Player, board: string, body: object, guests = false) => {
  const caller = { identityId: player.identityId, guest: guests };
  const answer = await here.scores(here.events.signed(caller, board, { token: newToken(), ...body }));
  return { status: answer.statusCode, headers: answer.headers, ...bodyOf(answer) };
};
/** A board as a guest's app reads it: the best first. */
const rowsOf = async (board: string) => {
  const { Items = [] } = await visitor.records.send(
    new QueryCommand({
      TableName: game.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `BOARD#${board}` },
    }),
  );
  return Items.map(({ score, name, playerId }) => ({ score, name, playerId }));
};

describe('a score', () => {
  test('stands on the board under a public ID, a row a player, the best first', async () => {
    const first = await submit(adele, 'weekly', { score: 70, name: 'Ace' });
    const visitors = await submit(visitor, 'weekly', { score: 80 }, true);
    here.pass(60);
    const worse = await submit(adele, 'weekly', { score: 60, name: 'Worse' });
    here.pass(60);
    const better = await submit(adele, 'weekly', { score: 90, name: 'Àce of 🂡' });
    expect([first, visitors, worse, better]).toMatchObject([
      { status: 200, score: 70, best: 70 },
      { status: 200, best: 80 },
      { status: 200, score: 60, best: 70 },
      { status: 200, best: 90 },
    ]);
    const { playerId } = better as { playerId?: string };
    expect(playerId).toBe((first as { playerId?: string }).playerId);
    expect(playerId).not.toBe(adele.identityId);
    const rows = await rowsOf('weekly');
    expect(rows).toMatchObject([{ score: 90, name: 'Àce of 🂡', playerId }, { score: 80 }]);
    expect(JSON.stringify(rows)).not.toContain(visitor.identityId);
  });

  test('is the better one the lower it is, where the board says so; of equal ones the earlier', async () => {
    await submit(adele, 'lap', { score: 41_000, name: 'A' });
    here.pass(60);
    await submit(berta, 'lap', { score: 41_000, name: 'B' });
    expect((await rowsOf('lap')).map(({ name }) => name)).toEqual(['A', 'B']);
    here.pass(60);
    await submit(berta, 'lap', { score: 9_000, name: 'B' });
    expect((await rowsOf('lap')).map(({ name, score }) => [name, score])).toEqual([
      ['B', 9_000],
      ['A', 41_000],
    ]);
  });

  test('below zero stands below the others', async () => {
    await submit(berta, 'weekly', { score: -3, name: 'Below' });
    expect((await rowsOf('weekly')).at(-1)).toMatchObject({ score: -3 });
  });
});

describe('the rules', () => {
  test.each([
    ['above the bounds', 1001, 1000],
    ['below the bounds', -11, -10],
  ])('refuse a score %s, and take the bound itself', async (_, out, bound) => {
    expect(await submit(adele, 'weekly', { score: out })).toMatchObject({ status: 422, error: 'ScoreOutOfBounds' });
    expect(await submit(adele, 'weekly', { score: bound })).toMatchObject({ status: 200 });
  });

  test('refuse a score too soon and say when, and take it then', async () => {
    expect(await submit(berta, 'weekly', { score: 5 })).toMatchObject({ status: 200 });
    here.pass(10);
    expect(await submit(berta, 'weekly', { score: 6 })).toMatchObject({
      status: 429,
      error: 'ScoreTooSoon',
      headers: { 'Retry-After': '20' },
    });
    here.pass(20);
    expect(await submit(berta, 'weekly', { score: 6 })).toMatchObject({ status: 200 });
  });

  test('let guests submit where the board says so, and nowhere else', async () => {
    expect(await submit(visitor, 'lap', { score: 5 }, true)).toMatchObject({ status: 403, error: 'NotForGuests' });
    expect(await submit(visitor, 'weekly', { score: 5 }, true)).toMatchObject({ status: 200 });
  });
});

describe('a token', () => {
  test('sent again is answered as it was, and counts once', async () => {
    const token = newToken();
    const first = await submit(adele, 'lap', { score: 500, token });
    here.pass(7 * 24 * 3600);
    await submit(adele, 'lap', { score: 400 });
    expect(await submit(adele, 'lap', { score: 500, token })).toEqual(first);
  });

  test.each([
    ['score', { score: 501 }, 'lap'],
    ['board', { score: 500 }, 'weekly'],
  ])('sent with another %s is refused', async (_, body, board) => {
    const token = newToken();
    expect(await submit(adele, 'lap', { score: 500, token })).toMatchObject({ status: 200 });
    expect(await submit(adele, board, { ...body, token })).toMatchObject({ status: 409, error: 'TokenUsed' });
  });

  test("is its player's own: another one's of the same name is another", async () => {
    const token = newToken();
    expect(await submit(adele, 'lap', { score: 500, token })).toMatchObject({ status: 200 });
    expect(await submit(berta, 'lap', { score: 600, token })).toMatchObject({ status: 200, score: 600 });
  });

  test('sent many times at once is one submission', async () => {
    const token = newToken();
    const answers = await Promise.all(Array.from({ length: 8 }, () => submit(berta, 'weekly', { score: 77, token })));
    // Who lost each race to write may be told to come again; nobody is told anything else.
    const taken = answers.filter(({ status }) => status === 200);
    expect(taken.length).toBeGreaterThan(0);
    for (const { headers: _, ...answer } of taken) expect(answer).toMatchObject({ score: 77 });
    expect(answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
  });

  test('of its own for each of many scores at once lets one of them pass', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, (_, score) => submit(berta, 'weekly', { score })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => ![200, 429, 503].includes(status))).toEqual([]);
  });
});

describe('a request that another one of the same player comes between', () => {
  const canceled = (Code: string) =>
    Object.assign(new Error('canceled'), { name: 'TransactionCanceledException', CancellationReasons: [{ Code }] });
  /** Answers so to this many of the writes to items whose keys hold this. */
  const failing = (key: string, error: Error, times: number) => {
    let left = times;
    here.dynamodb.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const meant = commandName === 'TransactWriteItemsCommand' && JSON.stringify(args.input).includes(key);
          if (!meant || left === 0) return next(args);
          left -= 1;
          throw error;
        },
      { step: 'initialize', name: 'failing' },
    );
  };
  afterEach(() => here.dynamodb.middlewareStack.remove('failing'));

  let accounts = 0;
  /** A score of a player who comes with this account for the first time. */
  const first = async () => {
    accounts += 1;
    const caller = { identityId: berta.identityId, sub: sub.replace(/.{4}$/, String(7000 + accounts)) };
    const answer = await here.scores(here.events.signed(caller, 'lap', { score: 50, token: newToken() }));
    return { status: answer.statusCode, ...bodyOf(answer) };
  };

  test.each([
    ['the way from an account', '"LOGIN#', 'TransactionConflict'],
    ['a score', '"RANK#', 'TransactionConflict'],
    ['a score, on top of other ones', '"SCORE#', 'ConditionalCheckFailed'],
  ])('and writes %s is done anew, or answered as busy', async (_, key, code) => {
    failing(key, canceled(code), 2);
    expect(await first()).toMatchObject({ status: 200, score: 50 });
    here.pass(60);
    here.dynamodb.middlewareStack.remove('failing');
    failing(key, canceled(code), Number.POSITIVE_INFINITY);
    expect(await first()).toMatchObject({ status: 503, error: 'Busy' });
  });

  test('and one that failed otherwise is answered as failed, at once', async () => {
    failing('"LOGIN#', canceled('ProvisionedThroughputExceeded'), 1);
    expect(await first()).toMatchObject({ status: 500, error: 'InternalError' });
    expect(await first()).toMatchObject({ status: 200 });
  });
});

const score = 10;
const token = 'a-token-of-the-table';
/** What a client may send, and how it is refused. */
const bad: [what: string, body: unknown, status: number, error: string][] = [
  ['a string as score', { score: '10', token }, 400, 'BadRequest'],
  ['NaN', '{"score":NaN,"token":"a-token-of-the-table"}', 400, 'BadRequest'],
  ['infinity', '{"score":1e999,"token":"a-token-of-the-table"}', 400, 'BadRequest'],
  ['1e308', { score: 1e308, token }, 400, 'BadRequest'],
  ['a fraction', { score: 1.5, token }, 400, 'BadRequest'],
  ['null as score', { score: null, token }, 400, 'BadRequest'],
  ['a list as score', { score: [10], token }, 400, 'BadRequest'],
  ['a negative score out of bounds', { score: -1000, token }, 422, 'ScoreOutOfBounds'],
  ['1 MB', { score, token, details: { replay: 'x'.repeat(2 ** 20) } }, 413, 'TooLarge'],
  ['another’s identity', { score, token, identityId: 'eu-west-1:someone' }, 400, 'BadRequest'],
  ['a prototype', '{"score":10,"token":"a-token-of-the-table","__proto__":{}}', 400, 'BadRequest'],
  ['no token', { score }, 400, 'BadRequest'],
  ['a short token', { score, token: 'short' }, 400, 'BadRequest'],
  ['a token that is part of a key', { score, token: 'SCORE#1234567890123' }, 400, 'BadRequest'],
  ['a number as token', { score, token: 123_456_789_012 }, 400, 'BadRequest'],
  ['no JSON', 'score=10', 400, 'BadRequest'],
  ['a list', [score, token], 400, 'BadRequest'],
  ['nothing', '', 400, 'BadRequest'],
  ['an empty name', { score, token, name: ' ' }, 400, 'BadRequest'],
  ['a long name', { score, token, name: 'x'.repeat(25) }, 400, 'BadRequest'],
  ['a name of a thousand marks', { score, token, name: `x${'\u0301'.repeat(1000)}` }, 400, 'BadRequest'],
  ['a name with a line feed', { score, token, name: 'a\nb' }, 400, 'BadRequest'],
  ['a name that turns the text', { score, token, name: 'a\u202eb' }, 400, 'BadRequest'],
  ['a name with a zero byte', { score, token, name: 'a\0b' }, 400, 'BadRequest'],
  ['a name that is none', { score, token, name: {} }, 400, 'BadRequest'],
  ['a name of a filler', { score, token, name: '\u3164' }, 400, 'BadRequest'],
  ['a name with a filler', { score, token, name: 'a\u115fb' }, 400, 'BadRequest'],
  ['a name of blank Braille', { score, token, name: '\u2800\u2800' }, 400, 'BadRequest'],
  ['a name of marks alone', { score, token, name: '\u0301\ufe0f' }, 400, 'BadRequest'],
  ['a name with a heap of marks', { score, token, name: `a${'\u0335'.repeat(5)}` }, 400, 'BadRequest'],
];

test.each(bad)('%s is refused, and nothing is written', async (_, body, status, error) => {
  const caller = { identityId: adele.identityId };
  const before = await rowsOf('weekly');
  const answer = await here.scores(here.events.signed(caller, 'weekly', body));
  expect({ status: answer.statusCode, ...bodyOf(answer) }).toMatchObject({ status, error });
  expect(await rowsOf('weekly')).toEqual(before);
});

test.each(['❤️ Ace', 'Đặng Thị', 'नमस्ते', 'ᄒ', '名', '🂡', '!'])('a name as %s is taken', async (name) => {
  const player = await signedIn(game, `Named ${name}`);
  const event = here.events.signed({ identityId: player.identityId }, 'lap', { score: 7, token: newToken(), name });
  expect((await here.scores(event)).statusCode).toBe(200);
  expect((await rowsOf('lap')).map((row) => row.name)).toContain(name.normalize('NFC'));
});

test('the same without a fault is taken', async () => {
  const whole = { score, token, name: 'Ace', details: { replay: 'x'.repeat(1000) } };
  const answer = await here.scores(here.events.signed({ identityId: adele.identityId }, 'weekly', whole));
  expect(answer.statusCode).toBe(200);
});

test.each([
  ['no such board', 'monthly'],
  ["the board of every object's prototype", 'constructor'],
  ['no board', ''],
])('%s is refused', async (_, board) => {
  expect(await submit(adele, board, { score: 1 })).toMatchObject({ status: 404, error: 'NoSuchBoard' });
});

test.each([
  ['text/plain', 415],
  ['application/json; charset=utf-8', 200],
])('a body as %s is answered with %i', async (type, status) => {
  const event = here.events.signed({ identityId: berta.identityId }, 'lap', { score: 5, token: newToken() });
  expect((await here.scores({ ...event, headers: { 'content-type': type } })).statusCode).toBe(status);
});

test('a body in base64 is read as any', async () => {
  const event = here.events.signed({ identityId: berta.identityId }, 'lap', { score: 5, token: newToken() });
  const body = Buffer.from(event.body ?? '').toString('base64');
  expect((await here.scores({ ...event, body, isBase64Encoded: true })).statusCode).toBe(200);
});

describe('whoever is no player of the pool is refused', () => {
  const identities: [who: string, identity: Record<string, unknown>][] = [
    ['an administrator', { cognitoIdentityPoolId: null, cognitoIdentityId: null, cognitoAuthenticationType: null }],
    ['a player of another pool', { cognitoIdentityPoolId: 'eu-west-1:00000000-0000-4000-8000-000000000000' }],
    ['a session without identity', { cognitoIdentityId: null }],
    ['an identity that is none', { cognitoIdentityId: '../../etc' }],
    ['a kind of login that is none', { cognitoAuthenticationType: 'AUTHENTICATED' }],
    ['nobody', {}],
  ];
  test.each(identities)('%s', async (who, identity) => {
    const caller = { identityId: adele.identityId };
    const event = here.events.signed(caller, 'lap', { score: 5, token: newToken() });
    const whole = event.requestContext?.identity;
    const changed = who === 'nobody' ? {} : { identity: { ...whole, ...identity } };
    const refused = await here.scores({ ...event, requestContext: changed });
    expect({ status: refused.statusCode, ...bodyOf(refused) }).toMatchObject({ status: 403, error: 'NotAPlayer' });
    expect((await here.scores(event)).statusCode).toBe(200);
  });
});

describe('by the token of a user pool', () => {
  const send = async (claims: object = {}, account = sub) => {
    const body = { score: 5, token: newToken() };
    const answer = await here.scores(here.events.withToken(account, 'lap', body, claims));
    return { status: answer.statusCode, ...bodyOf(answer) };
  };

  test('a player without record gets credentials first; the score is then that identity’s', async () => {
    expect(await send()).toMatchObject({ status: 409, error: 'GetCredentialsFirst' });
    const caller = { identityId: adele.identityId, sub };
    const own = await here.scores(here.events.signed(caller, 'lap', { score: 6, token: newToken() }));
    expect(own.statusCode).toBe(200);
    here.pass(60);
    expect(await send()).toMatchObject({ status: 200, playerId: bodyOf(own).playerId });
  });

  test.each([
    ['an access token', { token_use: 'access' }],
    ["another client's token", { aud: '2example' }],
    ["another pool's token", { iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_other' }],
    ['a token without subject', { sub: undefined }],
    ['a subject that is none', { sub: `${sub}#x` }],
  ])('%s is refused', async (_, claims) => {
    expect(await send(claims)).toMatchObject({ status: 401, error: 'NotAnIdToken' });
  });

  test('a login of another provider leads to no account', async () => {
    const other = '22222222-2222-4333-8444-555555555555';
    const event = here.events.signed({ identityId: berta.identityId }, 'lap', { score: 6, token: newToken() });
    const identity = {
      ...event.requestContext?.identity,
      cognitoAuthenticationProvider: `cognito-idp.eu-west-1.amazonaws.com/eu-west-1_other:CognitoSignIn:${other}`,
    };
    await here.scores({ ...event, requestContext: { identity } });
    expect(await send({}, other)).toMatchObject({ status: 409 });
  });
});

test('a page of a configured origin reads the answer, and no other one', async () => {
  const event = here.events.signed({ identityId: berta.identityId }, 'nowhere', { score: 6, token: newToken() });
  const allowed = async (origin: string) => {
    const { headers } = await here.scores({ ...event, headers: { ...event.headers, origin } });
    return headers['Access-Control-Allow-Origin'];
  };
  expect(await allowed('http://localhost:5173')).toBe('http://localhost:5173');
  expect(await allowed('https://elsewhere.example')).toBeUndefined();
});

test('a log tells nobody who somebody is', async () => {
  const lines = here.log.join('');
  expect(lines).toContain('"error":"ScoreTooSoon"');
  for (const secret of [adele.identityId, visitor.identityId, sub, 'Ace']) expect(lines).not.toContain(secret);
  for (const row of await rowsOf('weekly')) expect(lines).not.toContain(String(row.playerId));
});

test('records of scores are forgotten after a month, what players stand by is not', async () => {
  const { records } = backend(game);
  const { Items = [] } = await records.send(
    new QueryCommand({
      TableName: game.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `LEDGER#${adele.identityId}` },
    }),
  );
  const forgotten = Items.filter((item) => item.forgottenByTheBackendAt !== undefined).map(({ sk }) => String(sk));
  expect(forgotten.length).toBeGreaterThan(0);
  for (const sk of forgotten) expect(sk).toMatch(/^SCORE#/);
});
