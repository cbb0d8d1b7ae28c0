import { Registry } from '../registry';
import { WatchingKeeper } from './watching-keeper';

const silent = (change: (registry: Registry) => void) => {
  const keeper = new WatchingKeeper();
  const registry = new Registry('players').keptBy(keeper);
  registry.set('ana', { level: 1 });
  keeper.check([registry]);
  change(registry);
  return () => keeper.check([registry]);
};

test.each<[string, (registry: Registry) => void]>([
  ['a record that is made', ({ records }) => records.set('ben', 1)],
  ['one that is changed', ({ records }) => records.set('ana', { level: 2 })],
  ['one that is removed', ({ records }) => records.delete('ana')],
  ['what is no plain JSON', (registry) => registry.set('ana', new Map())],
  ['a member that JSON has not', (registry) => registry.set('ana', { level: undefined })],
])('the watching keeper finds %s without a word', (_what, change) => {
  expect(silent(change)).toThrow('players ');
});

test.each<[string, (registry: Registry) => void]>([
  ['made', (registry) => registry.set('ben', 1)],
  ['changed', (registry) => registry.set('ana', { level: 2 })],
  ['removed', (registry) => registry.delete('ana')],
  ['announced for nothing', (registry) => registry.set('ana', { level: 1 })],
])('and takes one that is %s with one', (_what, change) => {
  expect(silent(change)).not.toThrow();
});
