import { type Things, template, things } from './things';

let on: Things;
beforeEach(() => {
  on = things();
});
afterEach(() => expect(on.defects).toEqual([]));

const ref = (id: string) => ({ Ref: id });
/** Values of what there is, by logical ID; a logical ID stands as often as there are things of it. */
const values = () => [...on.there].map(([id, { value }]) => `${id.split('-')[0]} ${value}`).sort();
const halfway = { disableRollback: true };
const status = () => on.stacks.view('one')?.status;
async function rollBack() {
  on.stacks.rollback('one', {});
  await on.stacks.settled();
  return status();
}

const good = (value: string) => template({ A: { Value: value, Fixed: '1' }, B: { Value: value, On: [ref('A')] } });
/** Replaces A, makes a C that stands on it, and stops at B. */
const stops = (value: string, fixed: string) =>
  template({
    A: { Value: value, Fixed: fixed },
    C: { Value: value, On: [ref('A')] },
    B: { Value: value, On: [ref('A')], FailUpdate: 'No.', $on: 'C' },
  });

describe('a stack that stopped halfway through an update', () => {
  beforeEach(async () => {
    await on.deploy('one', good('1'));
    expect(await on.deploy('one', stops('2', '2'), halfway)).toBe('UPDATE_FAILED');
    expect(values()).toEqual(['A 1', 'A 2', 'B 1', 'C 2']);
  });

  test.each<[string, () => Promise<unknown>, string, readonly string[]]>([
    ['is rolled back to what it was', rollBack, 'UPDATE_ROLLBACK_COMPLETE', ['A 1', 'B 1']],
    [
      'goes on with a better template, and loses what the first attempt replaced',
      () => on.deploy('one', good('3')),
      'UPDATE_COMPLETE',
      ['A 3', 'B 3'],
    ],
    [
      'fails again and is rolled back over both attempts',
      () => on.deploy('one', stops('3', '3')),
      'UPDATE_ROLLBACK_COMPLETE',
      ['A 1', 'B 1'],
    ],
    [
      'stops again and is rolled back over both attempts',
      async () => {
        expect(await on.deploy('one', stops('3', '2'), halfway)).toBe('UPDATE_FAILED');
        return rollBack();
      },
      'UPDATE_ROLLBACK_COMPLETE',
      ['A 1', 'B 1'],
    ],
    ['is made what it was by its own template', () => on.deploy('one', good('1')), 'UPDATE_COMPLETE', ['A 1', 'B 1']],
    ['is deleted, with all that it left', () => on.remove('one'), 'DELETE_COMPLETE', []],
  ])('%s', async (_how, act, expected, left) => {
    await act();
    expect(on.deployments.all().at(-1)?.status).toBe(expected);
    expect(values()).toEqual(left);
    expect(on.history('one').filter((line) => line.includes('DELETE_FAILED'))).toEqual([]);
    if (status() === undefined) return;
    // Nothing of the attempts is left to be undone once more.
    expect(await on.deploy('one', stops('5', '9'))).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(values()).toEqual(left);
    expect(await on.remove('one')).toBe('DELETE_COMPLETE');
    expect(values()).toEqual([]);
  });
});

test('a rollback that is continued asks nobody again who has answered', async () => {
  const first = template({ A: { Value: '1' }, B: { Value: '1', On: [ref('A')], FailUpdate: 'Never.' } });
  await on.deploy('one', first);
  const second = template({ A: { Value: '2' }, B: { Value: '2', On: [ref('A')] }, C: { FailCreate: 'No.', $on: 'B' } });
  expect(await on.deploy('one', second)).toBe('UPDATE_ROLLBACK_FAILED');
  const { length } = on.done;
  on.stacks.continueRollback('one', { skip: ['B'] });
  await on.stacks.settled();
  expect([status(), on.done.slice(length)]).toEqual(['UPDATE_ROLLBACK_COMPLETE', []]);
});

test.each([
  ['was refused', { FailUpdate: 'No.' }],
  ['was not understood', { Misread: 'is not known here' }],
])('a resource that %s is not changed back, and its history tells of it', async (_why, wrong) => {
  await on.deploy('one', good('1'));
  const refused = template({ A: { Value: '1', Fixed: '1' }, B: { Value: '2', On: [ref('A')], ...wrong } });
  const { length } = on.done;
  expect(await on.deploy('one', refused)).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(on.done.slice(length)).toEqual([]);
  expect(
    on
      .history('one', 'B')
      .slice(-4)
      .map((line) => line.split(':')[0]),
  ).toEqual([...['UPDATE_IN_PROGRESS', 'UPDATE_FAILED', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE']]);
});

describe('what is wrong before a resource is begun is in its history:', () => {
  const wrong: [string, object, RegExp][] = [
    ['an attribute that a resource has not', { Value: { 'Fn::GetAtt': ['A', 'Nothing'] } }, /no attribute Nothing/],
    ['an export that is not there', { Value: { 'Fn::ImportValue': 'nothing' } }, /No export named nothing found\./],
    ['a property that nobody knows', { Valeu: '1' }, /Valeu/],
  ];
  test.each(wrong)('%s', async (_what, properties, reason) => {
    expect(await on.deploy('one', template({ A: {}, B: { ...properties } }))).toBe('ROLLBACK_COMPLETE');
    expect(on.history('one', 'B').find((line) => line.startsWith('CREATE_FAILED: '))).toMatch(reason);
    expect(on.history('one', 'one').join()).toContain('The following resource(s) failed to create: [B]. Rollback');
    await on.remove('one');
    expect(await on.deploy('one', template({ A: {}, B: {} }))).toBe('CREATE_COMPLETE');
    expect(await on.deploy('one', template({ A: {}, B: { ...properties } }))).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(on.history('one', 'B').find((line) => line.startsWith('UPDATE_FAILED: '))).toMatch(reason);
    expect(on.history('one', 'one').join()).toContain('The following resource(s) failed to update: [B]. ');
  });
});
