import { renamed } from '../../../bin/adopt/names';

const text = (before: string, game = 'moon-garden') => renamed(before, game).text;

test.each([
  ['star-harvest-dev-data', 'moon-garden-dev-data'],
  ['https://players.star-harvest.example', 'https://players.moon-garden.example'],
  ['UserPoolClientIdStarHarvestWeb', 'UserPoolClientIdMoonGardenWeb'],
  ['starharvest://signed-in', 'moongarden://signed-in'],
  ['Star Harvest is a game', 'Moon Garden is a game'],
  ['star-market-local and <StarMarket>', 'moon-garden-market-local and <MoonGardenMarket>'],
  ["'star-quest': {}", "'moon-garden-quest': {}"],
  ['a star is no harvest', 'a star is no harvest'],
])('%p becomes %p', (before, after) => {
  expect(text(before)).toBe(after);
});

test('what is new is not renamed again, and counted once', () => {
  expect(renamed('star-harvest, star-market', 'star-market')).toEqual({
    text: 'star-market, star-market-market',
    count: 2,
  });
  expect(text('star-harvest', 'star-harvest-2')).toBe('star-harvest-2');
});

test('columns stay in line as far as there is room', () => {
  expect(text('star-harvest      | 1', 'moon')).toBe('moon              | 1');
  expect(text('star-harvest      | 1', 'moon-orchards')).toBe('moon-orchards     | 1');
  expect(text('star-harvest   | 1', 'the-moon-orchards')).toBe('the-moon-orchards  | 1');
  expect(text('star-harvest | 1', 'moon')).toBe('moon | 1');
});
