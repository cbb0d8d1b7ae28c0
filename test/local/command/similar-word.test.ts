import { similarWord } from '../../../local/command/similar-word';

const names = ['amazon', 'facebook', 'google', 'apple', 'all'];

test.each([
  ['gogle', 'google'],
  ['Google', 'google'],
  ['amazone', 'amazon'],
  ['appel', 'apple'],
  ['al', 'all'],
])('%s may be meant for %s', (word, meant) => {
  expect(similarWord(word, names)).toBe(meant);
});

test.each(['', 'my-studio', 'https://google.example', 'xx', 'studio'])('%j is like none of them', (word) => {
  expect(similarWord(word, names)).toBeUndefined();
});
