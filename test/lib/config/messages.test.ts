import { problemsOf } from './cases';

/** A list that holds itself, which JSON can't write. */
const endless: unknown[] = [];
endless.push(endless);

describe('a value of another type is refused in words', () => {
  const google = (clientId: unknown) => ({ google: { clientIds: [clientId], allowUnusualId: true } });
  const cases: [what: string, refused: object, problem: string, corrected: object][] = [
    ['a list for an object', { guests: [] }, 'guests: must be an object, got []', { guests: { enabled: true } }],
    ['nothing for an object', { guests: null }, 'guests: must be an object, got null', { guests: { enabled: true } }],
    ['a list for a table', { roles: [] }, 'roles: must be an object, got []', { roles: {} }],
    ['an object for a list', { oidc: {} }, 'oidc: must be a list, got {}', { oidc: [] }],
    ['a text for a list', { saml: 'x' }, 'saml: must be a list, got "x"', { saml: [] }],
    [
      'NaN',
      { table: { maxReadRequestUnits: Number.NaN } },
      'table.maxReadRequestUnits: must be a number, got NaN',
      { table: { maxReadRequestUnits: 1 } },
    ],
    [
      'Infinity',
      { smokeTest: { logRetentionDays: Infinity } },
      'smokeTest.logRetentionDays: must be a number, got Infinity',
      { smokeTest: { logRetentionDays: 1 } },
    ],
    [
      'a number for a text',
      { account: 123456789012 },
      'account: must be a string, got 123456789012',
      { account: '123456789012' },
    ],
    ['a text for a switch', { retainData: 'yes' }, 'retainData: must be a boolean, got "yes"', { retainData: false }],
    [
      'a switch that is missing',
      { retainData: undefined },
      'retainData: is missing; set it to a boolean',
      { retainData: false },
    ],
    ['a bigint', google(10n), 'google.clientIds[0]: must be a string, got 10n', google('10')],
    ['a function', google(() => 'id'), 'google.clientIds[0]: must be a string, got a function', google('id')],
    ['a symbol', google(Symbol('id')), 'google.clientIds[0]: must be a string, got Symbol(id)', google('id')],
    [
      'what holds itself',
      google(endless),
      'google.clientIds[0]: must be a string, got an object that JSON can not write',
      google('id'),
    ],
    ['a hole in a list', google(undefined), 'google.clientIds[0]: is missing; set it to a string', google('id')],
    [
      'what would fill the screen',
      { saml: 'x'.repeat(1000) },
      `saml: must be a list, got "${'x'.repeat(119)}…`,
      { saml: [] },
    ],
  ];

  test.each(cases)('%s', (_, refused, problem, corrected) => {
    expect(problemsOf(refused)).toEqual([problem]);
    expect(problemsOf(corrected)).toEqual([]);
  });

  test('where there are several forms too', () => {
    const page = (domainPrefix: unknown) => ({
      userPool: { domainPrefix, apps: { game: { ios: { callbackUrls: ['starharvest://in'] } } } },
    });
    for (const [prefix, got] of [
      [{}, '{}'],
      [Number.NaN, 'NaN'],
    ] as const) {
      expect(problemsOf(page(prefix))).toEqual([expect.stringContaining(` or false, got ${got}`)]);
    }
    expect(problemsOf(page('star'))).toEqual([]);
  });
});
