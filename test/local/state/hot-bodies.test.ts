import { HotBodies } from '../../../local/state/hot-bodies';

const body = (size: number) => Buffer.alloc(size, 'x');

test.each<[string, (hot: HotBodies) => void, string[], number]>([
  ['all, where there is room', () => {}, ['a', 'b', 'c'], 60],
  ['what was added last', (hot) => hot.add('d', body(20)), ['a', 'b', 'c', 'd'], 80],
  [
    'not what was read longest ago, where there is no room',
    (hot) => fill(hot, 'd', 'e', 'f'),
    ['b', 'c', 'd', 'e', 'f'],
    100,
  ],
  [
    'what was read again',
    (hot) => {
      hot.get('a');
      fill(hot, 'd', 'e', 'f');
    },
    ['a', 'c', 'd', 'e', 'f'],
    100,
  ],
  ['one of a name once', (hot) => hot.add('a', body(10)), ['a', 'b', 'c'], 50],
  ['not what would push out many', (hot) => hot.add('d', body(26)), ['a', 'b', 'c'], 60],
  ['not what was deleted', (hot) => hot.delete('b'), ['a', 'c'], 40],
  ['what it has when another is deleted', (hot) => hot.delete('z'), ['a', 'b', 'c'], 60],
])('of 100 bytes it has %s', (_what, change, expected, size) => {
  const hot = new HotBodies(100);
  fill(hot, 'a', 'b', 'c');
  change(hot);
  expect(['a', 'b', 'c', 'd', 'e', 'f'].filter((hash) => hot.get(hash) !== undefined)).toEqual(expected);
  expect(hot.size).toBe(size);
});

function fill(hot: HotBodies, ...hashes: readonly string[]): void {
  for (const hash of hashes) hot.add(hash, body(20));
}
