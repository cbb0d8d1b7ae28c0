import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withDefaults } from './defaults';
import { costsDocument } from './document';
import { cost, costRows, count, dollars } from './figures';
import { prices } from './prices';

test('docs/costs.md is what would be written now: npm run costs', () => {
  expect(readFileSync(join(__dirname, '..', '..', 'docs', 'costs.md'), 'utf8')).toBe(costsDocument(withDefaults));
});

test.each([
  [1_000_000, prices.readUnits, 0.125],
  [1_000_000, prices.writeUnits, 0.625],
  [1000, prices.puts, 0.005],
  [450, prices.sentOut, 40.5],
  [0, prices.files, 0],
])('%p at a price of %j is %p', (amount, price, expected) => {
  expect(cost(amount, price)).toBeCloseTo(expected, 10);
});

test.each([
  [0, '0', '$0.00'],
  [1.25, '1.3', '$1.25'],
  [3_600_000, '3,600,000', '$3,600,000'],
])('%p is written %p, and as money %p', (value, text, money) => {
  expect([count(value), dollars(value)]).toEqual([text, money]);
});

test('what the table’s ceilings bound costs half where they are half', () => {
  const bounded = (maxReadRequestUnits: number, maxWriteRequestUnits: number) =>
    costRows({ table: { maxReadRequestUnits, maxWriteRequestUnits } })
      .filter(({ bound }) => bound.startsWith('`table.'))
      .map(({ dollarsAnHour }) => dollarsAnHour);
  expect(bounded(500, 250)).toEqual(bounded(1000, 500).map((amount) => amount / 2));
  expect(bounded(500, 250)).toHaveLength(2);
});
