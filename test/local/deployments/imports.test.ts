import type {
  ChangeSetRequest,
  ChangeSetView,
  ResourceToImport,
} from '../../../local/services/cloudformation/stack-view';
import { type Things, template, things } from './things';

let on: Things;
beforeEach(() => {
  on = things();
  // What other stacks, or people, have left behind.
  for (const name of ['left', 'second']) on.there.set(name, { value: 'old', on: [] });
});
afterEach(() => expect(on.defects).toEqual([]));

const ref = (id: string) => ({ Ref: id });
const retained = { $policy: 'Retain' };
const thing = (logicalId: string, Name: string): ResourceToImport => ({
  ...{ logicalId, type: 'Test::Thing', identifier: { Name } },
});
function make(body: object, more: Partial<ChangeSetRequest> = {}): ChangeSetView {
  return on.stacks.createChangeSet({
    ...{ stackName: 'one', changeSetName: 'set', type: 'IMPORT', template: JSON.stringify(body) },
    ...{ parameters: new Map(), tags: undefined, capabilities: [], resourcesToImport: [thing('A', 'left')] },
    ...more,
  });
}
/** Executes a change set. @returns the stack's status at the end */
async function execute({ id, stack }: ChangeSetView): Promise<string | undefined> {
  on.stacks.executeChangeSet(id, { disableRollback: false });
  await on.stacks.settled();
  return on.stacks.view(stack.name)?.status;
}
const physicalIds = (name = 'one') =>
  Object.fromEntries(on.stacks.view(name)?.resources.map(({ logicalId, physicalId }) => [logicalId, physicalId]) ?? []);
const value = (name = 'left') => on.there.get(name)?.value;
const named = { ...retained, Name: 'left', Value: 'new' };

describe('an import', () => {
  test('makes a new stack of what is there, and leaves it as it is until the template says something else', async () => {
    const set = make(template({ A: named }));
    expect(set.changes).toMatchObject([{ action: 'Import', logicalId: 'A', physicalId: 'left' }]);
    expect(await execute(set)).toBe('IMPORT_COMPLETE');
    expect(on.history('one')).toEqual([
      ...['one REVIEW_IN_PROGRESS: User Initiated', 'one IMPORT_IN_PROGRESS: User Initiated'],
      ...['A IMPORT_IN_PROGRESS', 'A IMPORT_COMPLETE', 'one IMPORT_COMPLETE'],
    ]);
    expect([on.done, physicalIds(), value()]).toEqual([[], { A: 'left' }, 'old']);
    // An update with what the stack believes already changes nothing; the next value does.
    expect(await on.deploy('one', template({ A: named, B: { Value: ref('A') } }))).toBe('UPDATE_COMPLETE');
    expect(value()).toBe('old');
    expect(await on.deploy('one', template({ A: { ...named, Value: 'newer' } }))).toBe('UPDATE_COMPLETE');
    expect(value()).toBe('newer');
  });

  test('adds to a stack that stands', async () => {
    expect(await on.deploy('one', template({ B: { Value: '1' } }, { Outputs: { Out: { Value: '1' } } }))).toBe(
      'CREATE_COMPLETE',
    );
    const both = template({ A: named, B: { Value: '1' } }, { Outputs: { Out: { Value: '1' } } });
    expect(await execute(make(both))).toBe('IMPORT_COMPLETE');
    expect(Object.keys(physicalIds())).toEqual(['B', 'A']);
    expect(await on.remove('one')).toBe('DELETE_COMPLETE');
    expect([...on.there.keys()]).toEqual(['left', 'second']);
  });

  test('of what is to be deleted with its stack ends with it', async () => {
    expect(await execute(make(template({ A: { ...named, $policy: 'Delete' } })))).toBe('IMPORT_COMPLETE');
    expect(await on.remove('one')).toBe('DELETE_COMPLETE');
    expect([...on.there.keys()]).toEqual(['second']);
  });
});

const imported = (...ids: string[]) => ({ resourcesToImport: ids.map((id) => thing(id, 'left')) });
const standing = template({ S: { Value: '1' } });
const beside = (resources: Record<string, Record<string, unknown>>, more = {}) =>
  template({ S: { Value: '1' }, A: named, ...resources }, more);

describe('what is refused when the change set is made, of a stack that stands and stays:', () => {
  test.each<[string, object, RegExp, Partial<ChangeSetRequest>?]>([
    ['nothing to import', beside({}), /ResourcesToImport must be given/, { resourcesToImport: [] }],
    [
      'a resource that no template has',
      standing,
      /ids \[A\] provided in ResourceToImport do not exist in the template/,
    ],
    ['one that the stack has', beside({}), /\[S\] passed in ResourceToImport are already in a stack/, imported('S')],
    [
      'another type',
      beside({}),
      /types of \[A\] in ResourceToImport are not those/,
      { resourcesToImport: [{ ...thing('A', 'left'), type: 'Test::Fixture' }] },
    ],
    [
      'a type that can’t be imported',
      { Resources: { ...standing.Resources, A: { Type: 'Test::Fixture', DeletionPolicy: 'Retain' } } },
      /not supported for resource import: Test::Fixture$/,
      { resourcesToImport: [{ ...thing('A', 'left'), type: 'Test::Fixture' }] },
    ],
    [
      'no DeletionPolicy',
      beside({ A: { Name: 'left' } }),
      /resources to import \[A\] must have DeletionPolicy attribute specified in the template\.$/,
    ],
    [
      'an identifier of other properties',
      beside({}),
      /identifier of A must hold Name/,
      { resourcesToImport: [{ ...thing('A', 'left'), identifier: { Value: 'left' } }] },
    ],
    [
      'another name than the template’s',
      beside({}),
      /A has another Name/,
      { resourcesToImport: [thing('A', 'second')] },
    ],
    [
      'one resource twice',
      template({ S: { Value: '1' }, A: retained, B: retained }),
      /Test::Thing left is to be imported twice/,
      imported('A', 'B'),
    ],
    ['a resource to be made beside it', beside({ B: {} }), /modified resources \[B\]/],
    ['a resource changed beside it', beside({ S: { Value: '2' } }), /modified resources \[S\]/],
    ['a resource that leaves', template({ A: named }), /modified resources \[S\]/],
    ['an output beside it', beside({}, { Outputs: { O: { Value: '1' } } }), /cannot modify or add \[Outputs\]$/],
    ['resources to import in an update', beside({}), /takes a ChangeSetType of IMPORT/, { type: 'UPDATE' }],
  ])('%s', async (_what, body, message, more = {}) => {
    await on.deploy('one', standing);
    expect(() => make(body, more)).toThrow(
      expect.objectContaining({ code: 'ValidationError', message: expect.stringMatching(message) }),
    );
    expect(on.stacks.changeSets('one')).toEqual([]);
    expect(await execute(make(beside({})))).toBe('IMPORT_COMPLETE');
  });
});

describe('what is refused when it is executed, so that the stack lets go of everything:', () => {
  const two = template({ A: { ...retained, On: ['left'] }, B: { ...retained, On: [ref('A')] } });
  test.each<[string, () => Promise<unknown>, string, RegExp]>([
    [
      'a resource that is not there',
      async () => {},
      'third',
      /"Resource of type 'Test::Thing' with identifier 'third' was not found\."/,
    ],
    [
      'one that another stack has',
      () => on.deploy('other', template({ X: { Name: 'theirs' } })),
      'theirs',
      /already belongs to the stack other\./,
    ],
  ])('%s', async (_what, prepare, name, reason) => {
    await prepare();
    const set = make(two, { resourcesToImport: [thing('A', 'left'), thing('B', name)] });
    expect(await execute(set)).toBe('IMPORT_ROLLBACK_COMPLETE');
    expect(on.history('one', 'B').find((line) => line.startsWith('IMPORT_FAILED'))).toMatch(reason);
    expect(on.history('one', 'A').slice(-2)).toEqual(['IMPORT_ROLLBACK_IN_PROGRESS', 'IMPORT_ROLLBACK_COMPLETE']);
    expect(on.history('one').at(-4)).toBe(
      'one IMPORT_ROLLBACK_IN_PROGRESS: The following resource(s) failed to import: [B]. ',
    );
    expect([physicalIds(), value()]).toEqual([{}, 'old']);
    // There is nothing to update in such a stack; deleted, it is imported again.
    expect(() => make(two, { changeSetName: 'again' })).toThrow('is in IMPORT_ROLLBACK_COMPLETE state');
    expect(await on.remove('one')).toBe('DELETE_COMPLETE');
    const better = { resourcesToImport: [thing('A', 'left'), thing('B', 'second')] };
    expect(await execute(make(two, better))).toBe('IMPORT_COMPLETE');
  });

  test('a reference that means another one', async () => {
    const body = template({ A: { ...retained }, B: { ...retained, Name: ref('A') } });
    const set = make(body, { resourcesToImport: [thing('A', 'left'), thing('B', 'second')] });
    expect(await execute(set)).toBe('IMPORT_ROLLBACK_COMPLETE');
    expect(on.history('one', 'B').join()).toContain('has another Name in the template');
  });
});

describe('what is there under a name of the template’s', () => {
  const existing = { type: 'CREATE' as const, resourcesToImport: [], importExisting: true };
  const body = (policy: string, more = {}) =>
    template({ A: { ...named, $policy: policy }, B: { Value: ref('A'), ...more } });

  test.each(['Retain', 'RetainExceptOnCreate'])('is imported, and the rest made, where it has %s', async (policy) => {
    const set = make(body(policy), existing);
    expect(set.changes.map(({ action, logicalId }) => `${action} ${logicalId}`)).toEqual(['Import A', 'Add B']);
    expect(await execute(set)).toBe('CREATE_COMPLETE');
    expect([physicalIds().A, value(), on.done]).toEqual(['left', 'old', ['create B']]);
  });

  test.each<[string, string, Partial<ChangeSetRequest>]>([
    ['the creation', 'ROLLBACK_COMPLETE', existing],
    ['the update', 'UPDATE_ROLLBACK_COMPLETE', { ...existing, type: 'UPDATE' }],
  ])('stays where %s fails, and nothing of it is deleted', async (_what, status, more) => {
    if (more.type === 'UPDATE') await on.deploy('one', template({ C: {} }));
    const fails = { FailCreate: 'No.' };
    expect(await execute(make(body('RetainExceptOnCreate', fails), more))).toBe(status);
    expect([value(), physicalIds().A]).toEqual(['old', undefined]);
    expect(on.history('one', 'A').at(-1)).toBe('IMPORT_ROLLBACK_COMPLETE');
    if (more.type !== 'UPDATE') await on.remove('one');
    expect(value()).toBe('old');
    expect(await execute(make(body('Retain'), { ...more, changeSetName: 'again' }))).toMatch(
      /^(CREATE|UPDATE)_COMPLETE/,
    );
  });

  test('stays where a creation that stopped halfway is rolled back, or deleted', async () => {
    for (const end of [() => on.stacks.rollback('one', {}), () => on.stacks.deleteStack('one', { retain: [] })]) {
      const { id } = make(body('RetainExceptOnCreate', { FailCreate: 'No.' }), existing);
      on.stacks.executeChangeSet(id, { disableRollback: true });
      await on.stacks.settled();
      expect(on.stacks.view('one')?.status).toBe('CREATE_FAILED');
      end();
      await on.stacks.settled();
      expect(value()).toBe('old');
      if (on.stacks.view('one') !== undefined) await on.remove('one');
    }
    expect(value()).toBe('old');
  });

  test('fails its change set, where it would be deleted with the stack', async () => {
    const set = make(body('Delete'), existing);
    expect(set).toMatchObject({
      ...{ status: 'FAILED', executionStatus: 'UNAVAILABLE' },
      reason: expect.stringMatching(
        /^CloudFormation is attempting to import .* affected resources are A \(\{Name=left\}\)$/,
      ),
    });
    expect(() => on.stacks.executeChangeSet(set.id, { disableRollback: false })).toThrow('status of [FAILED]');
    expect(await execute(make(body('Retain'), { ...existing, changeSetName: 'again' }))).toBe('CREATE_COMPLETE');
  });

  test.each<[string, () => Promise<unknown>, Record<string, unknown>, Partial<ChangeSetRequest>]>([
    ['nobody asks for it', async () => {}, named, { ...existing, importExisting: false }],
    [
      'another stack has it',
      async () => expect(await execute(make(template({ A: named }), { stackName: 'other' }))).toBe('IMPORT_COMPLETE'),
      named,
      existing,
    ],
    ['its name is put together', async () => {}, { ...named, Name: { 'Fn::Join': ['', ['le', 'ft']] } }, existing],
  ])('is in the way where %s', async (_what, prepare, A, more) => {
    await prepare();
    expect(await execute(make(template({ A }), more))).toBe('ROLLBACK_COMPLETE');
    expect(on.history('one', 'A').join()).toContain('left is there already.');
    expect(value()).toBe('old');
  });
});
