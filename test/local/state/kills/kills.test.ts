import { inMemory } from '../../../../local/state/in-memory';
import type { BodyReference } from '../../../../local/state/persisted';
import { bodyOf, KillAccount } from './kill-account';
import { killRounds } from './kill-rounds';

test('a process that is killed while it writes loses nothing that was flushed', async () => {
  const { faults, written } = await killRounds(8);
  expect(faults).toEqual([]);
  expect(written).toBeGreaterThan(8);
});

test.each<[string, (account: KillAccount) => void, RegExp | undefined]>([
  ['nothing, of what was written', () => {}, undefined],
  [
    'a number that was acknowledged and is not there',
    ({ batch }) => setAll(batch.records, 9),
    /10 was acknowledged, 9 is there/,
  ],
  ['a part of a batch', ({ batch }) => batch.records.set('7', 9), /written together with 10 there is \[\["7",9\]\]/],
  ['a batch that lacks a record', ({ batch }) => batch.records.delete('7'), /written together with 10/],
  ['a record that is not there', ({ numbers }) => numbers.records.delete('3'), /number 3 is undefined/],
  ['a record that is another', ({ numbers }) => numbers.records.set('3', { number: 4, text: '' }), /number 3 is/],
  ['a body that is not there', ({ bodies }) => bodies.records.delete('3'), /body 3 is not there/],
  ['a body that is another', ({ bodies }) => bodies.records.set('3', { hash: '4', size: 1 }), /body 3 is another/],
])('what is looked for is found: %s', (_what, change, fault) => {
  const account = new KillAccount(inMemory);
  for (let number = 1; number <= 10; number += 1) {
    account.write(number, { hash: `${number}`, size: 1, read: () => bodyOf(number) });
  }
  change(account);
  const found = account.faults(10, ({ hash }: BodyReference) => bodyOf(Number(hash))).join();
  if (fault === undefined) expect(found).toBe('');
  else expect(found).toMatch(fault);
});

function setAll(batch: Map<string, number>, number: number): void {
  for (const key of batch.keys()) batch.set(key, number);
}
