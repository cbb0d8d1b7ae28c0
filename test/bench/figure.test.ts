import { atLeast, atMost, figure, isMet, ratioOf } from '../../bench/figure';
import { table } from '../../bench/table';

test('the median is the middle one, or the mean of the two in the middle', () => {
  expect(figure('start', 'ms', [90, 10, 20]).median).toBe(20);
  expect(figure('start', 'ms', [10, 90, 20, 30]).median).toBe(25);
  expect(() => figure('start', 'ms', [])).toThrow('no median of nothing');
});

test.each([
  ['a time at its goal', atMost(300), 300, true, 1],
  ['a time above it', atMost(300), 330, false, 1.1],
  ['a rate at its goal', atLeast(2000), 2000, true, 1],
  ['a rate below it', atLeast(2000), 1000, false, 0.5],
])('%s is judged by the side that its goal bounds', (_what, goal, value, met, ratio) => {
  const judged = figure('something', '', [value], goal);
  expect(isMet(judged)).toBe(met);
  expect(ratioOf(judged)).toBeCloseTo(ratio);
});

test('the table says which goals are met, and nothing of a figure without one', () => {
  const figures = [figure('GetId', 'requests/s', [1500], atLeast(3000)), figure('  client CPU', 'µs', [280])];
  expect(table(figures)).toBe(
    [
      'what                    median     goal  ratio  met?',
      'GetId         1,500 requests/s  ≥ 3,000   0.50    NO',
      '  client CPU            280 µs                      ',
    ].join('\n'),
  );
});
