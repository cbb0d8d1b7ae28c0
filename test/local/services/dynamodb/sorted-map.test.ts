import fc from 'fast-check';
import { SortedMap } from '../../../../local/services/dynamodb/engine/sorted-map';

const someKey = fc.string({ unit: fc.constantFrom('0', '7', 'a', '/', '~'), maxLength: 3 });
const range = fc.record(
  { gt: someKey, gte: someKey, lt: someKey, lte: someKey, reverse: fc.boolean() },
  { requiredKeys: [] },
);

test('it answers every range as sorting and filtering would', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(someKey, fc.boolean())), range, (writes, { gt, gte, lt, lte, reverse }) => {
      const map = new SortedMap<string>();
      const model = new Map<string, string>();
      for (const [key, keep] of writes) {
        if (keep) map.set(key, key);
        else map.delete(key);
        if (keep) model.set(key, key);
        else model.delete(key);
      }
      // As the engine uses them: one lower and one upper bound at most.
      const lower = gte !== undefined ? { gte } : { gt };
      const upper = lte !== undefined ? { lte } : { lt };
      const expected = [...model.keys()]
        .sort()
        .filter((key) => (gte !== undefined ? key >= gte : gt === undefined || key > gt))
        .filter((key) => (lte !== undefined ? key <= lte : lt === undefined || key < lt));
      const bounds = { ...lower, ...upper, reverse };
      expect([...map.values(bounds)]).toEqual(reverse ? expected.reverse() : expected);
      expect(map.size).toBe(model.size);
    }),
  );
});
