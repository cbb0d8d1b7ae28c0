import { causeLines } from '../../../../local/smoke-test/report/cause-text';
import { causesOf, type Evidence } from '../../../../local/smoke-test/report/causes';
import { type Check, checksOf } from '../../../../local/smoke-test/report/failures';
import { paintFor } from '../../../../local/smoke-test/report/paint';
import { readSmokeReport, type SmokeStep } from '../../../../local/smoke-test/report/smoke-report';

/** A step that failed, unless it says otherwise. */
const step = (name: string, members: Partial<SmokeStep> = {}): SmokeStep => ({
  name,
  expected: 'refused',
  actual: 'allowed',
  zone: 'private',
  milliseconds: 1,
  ok: false,
  ...members,
});
const refused = { expected: 'allowed', actual: 'refused', error: 'AccessDenied' } as const;
const tried = (...steps: readonly SmokeStep[]): readonly Check[] =>
  steps.map((one, index) => ({ who: 'guest', flow: 'basic', step: one, earlier: steps.slice(0, index) }));
const namesIn = (causes: ReturnType<typeof causesOf>) =>
  causes.map(({ checks }) => checks.map((check) => check.step.name));

describe('without anything known of decisions, as in AWS', () => {
  test.each([
    ['another zone', step('a', { zone: 'public' })],
    ['another outcome', step('a', { actual: 'failed', error: 'TimeoutError' })],
    ['another error', step('a', { actual: 'failed', error: 'InternalError' })],
    ['another check', step('b')],
  ])('%s is another cause, and the same once more is not', (_what, other) => {
    const one = step('a');
    expect(namesIn(causesOf(tried(one, one)))).toEqual([['a', 'a']]);
    expect(namesIn(causesOf(tried(one, one, other)))).toEqual([['a', 'a'], [other.name]]);
  });

  test('a cause has the answer, and a call to look for', () => {
    const call = { message: 'not authorized', requestIds: ['first', 'last'] };
    const [cause] = causesOf(tried(step('may put', { ...refused, ...call })));
    expect(cause?.ways).toEqual([
      {
        says: ['the answer was AccessDenied: not authorized', 'one of the calls is request last in CloudTrail'],
        writtenAt: [],
      },
    ]);
  });
});

describe('with what is known of decisions', () => {
  const evidence = (marks: readonly string[], more: Partial<Evidence> = {}): Evidence => ({
    marks,
    says: [marks.join(' and ')],
    writtenAt: [{ what: marks.join(' and '), lines: ['lib/a.ts:1'] }],
    ...more,
  });
  const causes = (...rows: readonly (readonly [SmokeStep, Evidence])[]) =>
    causesOf(tried(...rows.map(([one]) => one)), ({ step: { name } }) => rows.find(([one]) => one.name === name)?.[1]);

  test.each([
    ['the same mark', ['Own'], [['a', 'b']]],
    ['that mark beside another', ['Own', 'Read'], [['a', 'b']]],
    ['another mark', ['Read'], [['a'], ['b']]],
  ])('two checks of which the second has %s', (_what, marks, expected) => {
    expect(namesIn(causes([step('a'), evidence(['Own'])], [step('b'), evidence(marks)]))).toEqual(expected);
  });

  test('what is allowed and what is refused by one statement are two causes', () => {
    const own = evidence(['Own']);
    expect(namesIn(causes([step('a'), own], [step('b', refused), own]))).toEqual([['a'], ['b']]);
  });

  test('of two statements that let a check through, the one that lets others through alone is named', () => {
    const [cause] = causes([step('a'), evidence(['Own', 'Read'])], [step('b'), evidence(['Read'])]);
    expect(cause?.ways).toEqual([{ says: ['Read'], writtenAt: [{ what: 'Read', lines: ['lib/a.ts:1'] }] }]);
  });

  test('a check that finds nothing, as what was to be put there was refused, is counted with that', () => {
    const rows = [
      [step('may put', refused), evidence(['Own action'])],
      [step('may get', refused), evidence(['List prefix'], { letThrough: true })],
      [step('may get elsewhere', { ...refused, zone: 'public' }), evidence(['List prefix'], { letThrough: true })],
    ] as const;
    expect(namesIn(causes(...rows))).toEqual([['may put', 'may get'], ['may get elsewhere']]);
  });

  test('each way in which a cause shows is said, once', () => {
    const [cause] = causes(
      [step('a', refused), evidence(['nothing grants s3'], { way: 'Own', says: ['Own lacks it'] })],
      [step('b', refused), evidence(['nothing grants s3'], { way: 'Own', says: ['Own lacks it too'] })],
      [step('c', refused), evidence(['nothing grants s3'], { way: 'Read', says: ['Read lacks it'] })],
    );
    expect(cause?.ways.map(({ says }) => says)).toEqual([['Own lacks it'], ['Read lacks it']]);
  });
});

test('a list of many is cut to the most frequent, and the rest counted', () => {
  const many = ['a', 'b', 'b', 'c', 'd', 'd', 'd', 'e'].map((name) => step(name));
  const causes = causesOf(tried(...many), () => ({ marks: ['Own'], says: [], writtenAt: [] }));
  expect(causeLines(causes, 20, paintFor({}, {}))).toEqual([
    'Not as it should be: 8 of 20 checks, for one reason.',
    '',
    '1. Allowed, and must be refused: 8 checks',
    '   what     d (3), b (2), a (1), and 2 more',
    '   zones    private',
    '   who      guest (basic flow)',
  ]);
  expect(causeLines([], 20, paintFor({}, {}))).toEqual([]);
});

test('a report’s checks are those of each player, with what that player tried before, and the backend’s', () => {
  const [first, second, own] = [step('first'), step('second'), step('own')];
  const report = readSmokeReport({
    ...{ schemaVersion: 1, ok: false, milliseconds: 1, backend: [own] },
    players: [
      { player: 'guest', flow: 'basic', status: 'exercised', role: 'guest', steps: [first, second] },
      { player: 'signed-in', source: 'event', provider: 'google', flow: 'direct', status: 'exercised', steps: [first] },
    ],
  });
  expect(checksOf(report)).toEqual([
    { who: 'the smoke test itself', step: own, earlier: [] },
    { who: 'guest', flow: 'basic', role: 'guest', step: first, earlier: [] },
    { who: 'guest', flow: 'basic', role: 'guest', step: second, earlier: [first] },
    { who: 'signed-in, event: google', flow: 'direct', step: first, earlier: [] },
  ]);
});
