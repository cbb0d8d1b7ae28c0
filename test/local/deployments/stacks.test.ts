import { type Things, template, things } from './things';

let on: Things;
beforeEach(() => {
  on = things();
});
afterEach(() => expect(on.defects).toEqual([]));

/** Values of what there is, by logical ID. */
const values = () => Object.fromEntries([...on.there].map(([id, { value }]) => [id.split('-')[0], value]).sort());
const ref = (id: string) => ({ Ref: id });
const two = (value: string, more: object = {}) =>
  template({ A: { Value: value }, B: { Value: value, On: [ref('A')], ...more } });

describe('a stack', () => {
  test('is created in order, updated in place where something differs, and deleted in reverse', async () => {
    expect(await on.deploy('one', two('1'))).toBe('CREATE_COMPLETE');
    expect(await on.deploy('one', template({ A: { Value: '1' }, B: { Value: '2', On: [ref('A')] } }))).toBe(
      'UPDATE_COMPLETE',
    );
    expect(values()).toEqual({ A: '1', B: '2' });
    expect(await on.remove('one')).toBe('DELETE_COMPLETE');
    expect(on.done).toEqual(['create A', 'create B', 'update B', 'remove B', 'remove A']);
    expect(on.stacks.view('one')).toBeUndefined();
    expect(on.history('one', 'B')).toEqual([
      ...['CREATE_IN_PROGRESS', 'CREATE_IN_PROGRESS: Resource creation Initiated', 'CREATE_COMPLETE'],
      ...['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE', 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE'],
    ]);
    expect(on.history('one', 'one')).toEqual([
      ...['CREATE_IN_PROGRESS: User Initiated', 'CREATE_COMPLETE', 'UPDATE_IN_PROGRESS: User Initiated'],
      ...['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE', 'DELETE_IN_PROGRESS: User Initiated'],
      'DELETE_COMPLETE',
    ]);
  });

  test('whose creation fails takes away what it made; the retry is another stack', async () => {
    expect(await on.deploy('one', two('1', { FailCreate: 'No.' }))).toBe('ROLLBACK_COMPLETE');
    expect(values()).toEqual({});
    const [failed] = on.history('one', 'B').filter((line) => line.startsWith('CREATE_FAILED'));
    expect(failed).toContain('No.');
    expect(on.history('one', 'one').at(-2)).toBe(
      'ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [B]. Rollback requested by user.',
    );
    await expect(on.deploy('one', two('1'))).rejects.toThrow(/is in ROLLBACK_COMPLETE state and can not be updated\.$/);
    expect(await on.remove('one')).toBe('DELETE_COMPLETE');
    expect(await on.deploy('one', two('1'))).toBe('CREATE_COMPLETE');
  });

  test('whose update fails is what it was, in order, and what was new is gone', async () => {
    await on.deploy('one', two('1'));
    const broken = template({
      A: { Value: '2' },
      B: { Value: '2', On: [ref('A')], FailUpdate: 'No.' },
      C: { $on: 'A' },
    });
    expect(await on.deploy('one', broken)).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(values()).toEqual({ A: '1', B: '1' });
    expect(on.history('one', 'one').slice(2)).toEqual([
      'UPDATE_IN_PROGRESS: User Initiated',
      'UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to update: [B]. ',
      'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_ROLLBACK_COMPLETE',
    ]);
    expect(await on.deploy('one', two('3'))).toBe('UPDATE_COMPLETE');
    expect(values()).toEqual({ A: '3', B: '3' });
  });

  test('with a change that replaces has the new one first, and loses the old one last', async () => {
    await on.deploy('one', two('1'));
    const before = [...on.there.keys()];
    expect(await on.deploy('one', template({ A: { Value: '1', Fixed: 'x' }, B: { Value: '1', On: [ref('A')] } }))).toBe(
      'UPDATE_COMPLETE',
    );
    expect(on.done.slice(2)).toEqual(['create A', 'update B', 'remove A']);
    expect([...on.there.keys()].filter((id) => id.startsWith('A'))).not.toEqual(
      before.filter((id) => id.startsWith('A')),
    );
    const failing = template({ A: { Value: '1', Fixed: 'y' }, B: { Value: '2', On: [ref('A')], FailUpdate: 'No.' } });
    const standing = [...on.there.keys()].sort();
    expect(await on.deploy('one', failing)).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect([...on.there.keys()].sort()).toEqual(standing);
  });

  test('without rollback stays where it is, and can be rolled back or changed', async () => {
    expect(await on.deploy('one', two('1', { FailCreate: 'No.' }), { disableRollback: true })).toBe('CREATE_FAILED');
    expect(values()).toEqual({ A: '1' });
    on.stacks.rollback('one', {});
    await on.stacks.settled();
    expect(on.stacks.view('one')?.status).toBe('ROLLBACK_COMPLETE');
    await on.remove('one');
    await on.deploy('one', two('1'));
    expect(await on.deploy('one', two('2', { FailUpdate: 'No.' }), { disableRollback: true })).toBe('UPDATE_FAILED');
    expect(values()).toEqual({ A: '2', B: '1' });
    on.stacks.rollback('one', {});
    await on.stacks.settled();
    expect([on.stacks.view('one')?.status, values()]).toEqual(['UPDATE_ROLLBACK_COMPLETE', { A: '1', B: '1' }]);
  });

  test('whose rollback fails can be continued, without what fails', async () => {
    await on.deploy('one', template({ A: { Value: '1', FailUpdate: 'Never.' }, B: { Value: '1', On: [ref('A')] } }));
    const broken = template({ A: { Value: '2' }, B: { Value: '2', On: [ref('A')], FailUpdate: 'No.' } });
    expect(await on.deploy('one', broken)).toBe('UPDATE_ROLLBACK_FAILED');
    await expect(on.deploy('one', two('3'))).rejects.toThrow(/UPDATE_ROLLBACK_FAILED state and can not be updated/);
    // B failed too, and has what it had.
    for (const skip of [['B'], ['A', 'B'], ['C'], ['one']]) {
      expect(() => on.stacks.continueRollback('one', { skip })).toThrow(
        expect.objectContaining({ code: 'ValidationError', message: expect.stringContaining('can not be skipped') }),
      );
    }
    on.stacks.continueRollback('one', { skip: ['A'] });
    await on.stacks.settled();
    expect([on.stacks.view('one')?.status, values()]).toEqual(['UPDATE_ROLLBACK_COMPLETE', { A: '2', B: '1' }]);
    expect(on.history('one', 'A').at(-1)).toBe('UPDATE_COMPLETE: Resource skipped during UpdateRollback');
  });

  test('tells of each operation which events are its own, a rollback apart from what it undoes', async () => {
    await on.deploy('one', two('1'));
    await on.deploy('one', two('2', { FailUpdate: 'No.' }));
    const { id = '' } = on.stacks.view('one') ?? {};
    await on.remove('one');
    const operations = new Map<string, string[]>();
    for (const { operation, logicalId, status } of on.stacks.view(id)?.events.toReversed() ?? []) {
      operations.set(operation, [...(operations.get(operation) ?? []), `${logicalId} ${status}`]);
    }
    const ends = [...operations.values()].map((lines) => [lines[0], lines.at(-1)]);
    expect(ends).toEqual([
      ['one CREATE_IN_PROGRESS', 'one CREATE_COMPLETE'],
      ['one UPDATE_IN_PROGRESS', 'B UPDATE_FAILED'],
      ['one UPDATE_ROLLBACK_IN_PROGRESS', 'one UPDATE_ROLLBACK_COMPLETE'],
      ['one DELETE_IN_PROGRESS', 'one DELETE_COMPLETE'],
    ]);
  });

  test.each<[string, string, string, string]>([
    ['is not written by a deployment of something else', '1', '3', '2'],
    ['is written by a deployment that changes it', '4', '1', '4'],
  ])('that was skipped %s', async (_what, a, b, left) => {
    const both = (one: string, two: string, more = {}, other = {}) =>
      template({ A: { Value: one, ...more }, B: { Value: two, On: [ref('A')], ...other } });
    await on.deploy('one', both('1', '1', { FailUpdate: 'Never.' }));
    expect(await on.deploy('one', both('2', '2', {}, { FailUpdate: 'No.' }))).toBe('UPDATE_ROLLBACK_FAILED');
    on.stacks.continueRollback('one', { skip: ['A'] });
    await on.stacks.settled();
    expect(values()).toEqual({ A: '2', B: '1' });
    const more = a === '1' ? { FailUpdate: 'Never.' } : {};
    expect(await on.deploy('one', both(a, b, more))).toBe('UPDATE_COMPLETE');
    expect(values()).toEqual({ A: left, B: b });
  });

  test('that can’t be deleted can be, without what can’t', async () => {
    await on.deploy('one', template({ A: { Value: '1', FailRemove: 'No.' }, B: { On: [ref('A')] } }));
    expect(await on.remove('one')).toBe('DELETE_FAILED');
    expect(values()).toEqual({ A: '1' });
    expect(await on.remove('one', ['A'])).toBe('DELETE_COMPLETE');
    expect(values()).toEqual({ A: '1' });
    expect(on.history('one', 'A').at(-1)).toBe('DELETE_SKIPPED');
  });

  test('keeps what a resource waits for that can’t be deleted, and deletes the rest', async () => {
    const stuck = template({
      ...{ A: {}, B: { On: [ref('A')] }, C: { On: [ref('B')], FailRemove: 'No.' } },
      ...{ D: { $on: 'B' }, E: {} },
    });
    await on.deploy('one', stuck);
    expect(await on.remove('one')).toBe('DELETE_FAILED');
    expect(Object.keys(values())).toEqual(['A', 'B', 'C']);
    expect(on.history('one', 'one').at(-1)).toBe('DELETE_FAILED: The following resource(s) failed to delete: [C]. ');
    expect(on.stacks.view('one')?.resources.map(({ logicalId, status }) => `${logicalId} ${status}`)).toEqual([
      ...['A CREATE_COMPLETE', 'B CREATE_COMPLETE', 'C DELETE_FAILED'],
    ]);
  });

  test('that is protected is not deleted, and then it is', async () => {
    await on.deploy('one', two('1'));
    on.stacks.protect('one', true);
    await expect(on.remove('one')).rejects.toThrow(
      'Stack [one] cannot be deleted while TerminationProtection is enabled',
    );
    on.stacks.protect('one', false);
    expect(await on.remove('one')).toBe('DELETE_COMPLETE');
  });
});

describe('what is to be kept', () => {
  test.each([
    ['Delete', [], []],
    ['Retain', ['A'], ['A']],
    ['RetainExceptOnCreate', [], ['A']],
  ])('with %s a failed creation leaves %j, and a deletion %j', async (policy, afterFailure, afterDeletion) => {
    const failing = template({ A: { $policy: policy }, B: { On: [ref('A')], FailCreate: 'No.' } });
    expect(await on.deploy('one', failing)).toBe('ROLLBACK_COMPLETE');
    expect(Object.keys(values())).toEqual(afterFailure);
    await on.remove('one');
    const { there } = on;
    (there as Map<string, unknown>).clear();
    await on.deploy('one', template({ A: { $policy: policy } }));
    await on.remove('one');
    expect(Object.keys(values())).toEqual(afterDeletion);
  });

  test('counts by the policy that was deployed, also for one that is replaced', async () => {
    await on.deploy('one', template({ A: { $policy: 'Retain' }, B: {} }));
    await on.deploy('one', template({ B: {} }));
    expect(Object.keys(values())).toEqual(['A', 'B']);
    await on.deploy('two', template({ A: { $policy: 'Retain', Fixed: '1' } }));
    await on.deploy('two', template({ A: { $policy: 'Delete', Fixed: '2' } }));
    expect([...on.there.keys()].filter((id) => id.startsWith('A'))).toHaveLength(3);
    // A policy alone is a change, and nothing is done.
    const { length } = on.done;
    await on.deploy('two', template({ A: { $policy: 'Retain', Fixed: '2' } }));
    await on.remove('two');
    expect(on.done.slice(length)).toEqual([]);
  });
});

describe('exports', () => {
  const exporting = (value: string | undefined) =>
    template(
      { A: { Value: value ?? '1' } },
      value === undefined
        ? {}
        : { Outputs: { Out: { Value: { 'Fn::GetAtt': ['A', 'Value'] }, Export: { Name: 'the-export' } } } },
    );
  const importing = template({ B: { Value: { 'Fn::ImportValue': 'the-export' } } });
  const constant = (value: string) =>
    template({ A: { Value: '1' } }, { Outputs: { Out: { Value: value, Export: { Name: 'the-export' } } } });

  beforeEach(async () => {
    await on.deploy('giver', constant('1'));
  });

  test('are used by other stacks, and by none before they are there', async () => {
    expect(await on.deploy('taker', importing)).toBe('CREATE_COMPLETE');
    expect(values()).toEqual({ A: '1', B: '1' });
    await on.remove('taker');
    await on.remove('giver');
    expect(await on.deploy('taker', importing)).toBe('ROLLBACK_COMPLETE');
    expect(on.history('taker', 'B').join()).toMatch(/CREATE_FAILED: .*No export named the-export found\./);
  });

  test.each([
    [
      'removed',
      () => on.deploy('giver', exporting(undefined)),
      'UPDATE_ROLLBACK_COMPLETE',
      'Export the-export cannot be deleted as it is in use by taker',
    ],
    [
      'changed',
      () => on.deploy('giver', constant('2')),
      'UPDATE_ROLLBACK_COMPLETE',
      'Export the-export cannot be updated as it is in use by taker',
    ],
    // Its stack is what it was, and not DELETE_FAILED: so CloudFormation has it.
    [
      'deleted with its stack',
      () => on.remove('giver'),
      'CREATE_COMPLETE',
      'Delete canceled. Cannot delete export the-export as it is in use by taker.',
    ],
  ])('are not %s while they are in use, and then they are', async (_how, change, status, reason) => {
    await on.deploy('taker', importing);
    expect(await change()).toBe(status);
    expect(on.history('giver', 'giver').join('\n')).toContain(reason);
    expect(on.stacks.importers('the-export')).toEqual(['taker']);
    await on.remove('taker');
    expect(await change()).toMatch(/^(UPDATE|DELETE)_COMPLETE$/);
  });

  test('are used by a creation that stopped halfway too, until that is rolled back', async () => {
    const halfway = template({ A: { Value: { 'Fn::ImportValue': 'the-export' } }, B: { FailCreate: 'No.', $on: 'A' } });
    expect(await on.deploy('taker', halfway, { disableRollback: true })).toBe('CREATE_FAILED');
    expect(await on.remove('giver')).toBe('CREATE_COMPLETE');
    on.stacks.rollback('taker', {});
    await on.stacks.settled();
    expect(await on.remove('giver')).toBe('DELETE_COMPLETE');
  });

  test('belong to one stack', async () => {
    expect(await on.deploy('other', constant('1'))).toBe('ROLLBACK_COMPLETE');
    expect(on.history('other', 'other').join()).toContain("exports 'the-export' already");
  });
});

test('what reads an attribute that is made of a property gets what that has been changed to', async () => {
  const on = things();
  const of = (Value: string) => template({ A: { Value }, B: { Value: { 'Fn::GetAtt': ['A', 'Value'] } } });
  for (const value of ['one', 'two', 'one']) {
    await on.deploy('game', of(value));
    expect([...on.there.values()].map((thing) => thing.value)).toEqual([value, value]);
  }
});
