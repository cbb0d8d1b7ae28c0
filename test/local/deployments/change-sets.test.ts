import type { ChangeSetRequest } from '../../../local/services/cloudformation/stack-view';
import { type Things, template, things } from './things';

let on: Things;
beforeEach(() => {
  on = things();
});
afterEach(() => expect(on.defects).toEqual([]));

const ref = (id: string) => ({ Ref: id });
const request = (body: object, more: Partial<ChangeSetRequest> = {}): ChangeSetRequest => ({
  stackName: 'one',
  changeSetName: 'set',
  type: 'CREATE',
  template: JSON.stringify(body),
  parameters: new Map(),
  tags: undefined,
  capabilities: [],
  ...more,
});
/** Makes a change set and executes it. @returns the stack's status at the end */
async function execute(asked: ChangeSetRequest): Promise<string | undefined> {
  const { id } = on.stacks.createChangeSet(asked);
  on.stacks.executeChangeSet(id, { disableRollback: false });
  await on.stacks.settled();
  return on.stacks.view(asked.stackName)?.status;
}

describe('a change set', () => {
  test('of a stack that is not there makes one in review, which goes again or comes to be', async () => {
    const made = on.stacks.createChangeSet(request(template({ A: { Value: '1' } })));
    expect(made).toMatchObject({ status: 'CREATE_COMPLETE', executionStatus: 'AVAILABLE' });
    expect(made.changes).toEqual([{ action: 'Add', logicalId: 'A', type: 'Test::Thing', details: [] }]);
    expect(on.stacks.view('one')?.status).toBe('REVIEW_IN_PROGRESS');
    expect(on.deployments.deployed()).toEqual([]);
    on.stacks.executeChangeSet(made.id, { disableRollback: false });
    await on.stacks.settled();
    expect(on.stacks.view('one')?.status).toBe('CREATE_COMPLETE');
    expect(on.stacks.changeSet(made.id)?.executionStatus).toBe('EXECUTE_COMPLETE');
  });

  test('tells what would be added, changed and removed', async () => {
    await execute(request(template({ A: { Value: '1' }, B: { Value: '1' }, C: {} })));
    const next = template({ A: { Value: '2' }, B: { Value: '1', $policy: 'Retain' }, D: { On: [ref('A')] } });
    const { changes } = on.stacks.createChangeSet(request(next, { type: 'UPDATE', changeSetName: 'next' }));
    expect(changes.map(({ action, logicalId, replacement }) => [action, logicalId, replacement])).toEqual([
      ['Modify', 'A', 'False'],
      ['Modify', 'B', 'False'],
      ['Add', 'D', undefined],
      ['Remove', 'C', undefined],
    ]);
    expect(changes[0]?.details).toEqual([{ attribute: 'Properties', name: 'Value', recreation: 'Never' }]);
    expect(changes[1]?.details.map(({ attribute }) => attribute)).toEqual(['DeletionPolicy', 'UpdateReplacePolicy']);
  });

  test('in which nothing changes is there, and failed', async () => {
    const same = template({ A: { Value: '1' } }, { Description: 'one' });
    await execute(request(same));
    const again = (body: object, changeSetName: string) =>
      on.stacks.createChangeSet(request(body, { type: 'UPDATE', changeSetName }));
    expect(again({ ...same, Description: 'another' }, 'again')).toMatchObject({
      status: 'FAILED',
      executionStatus: 'UNAVAILABLE',
      reason: expect.stringContaining("didn't contain changes"),
    });
    expect(() =>
      on.stacks.executeChangeSet(on.stacks.changeSet('again', 'one')?.id ?? '', { disableRollback: false }),
    ).toThrow('in its current status of [FAILED]');
    expect(again({ ...same, Outputs: { Out: { Value: '1' } } }, 'outputs').status).toBe('CREATE_COMPLETE');
  });

  test('is executed once, and the others of its stack go', async () => {
    const first = on.stacks.createChangeSet(request(template({ A: {} })));
    const second = on.stacks.createChangeSet(request(template({ B: {} }), { changeSetName: 'other' }));
    on.stacks.executeChangeSet(first.id, { disableRollback: false });
    await on.stacks.settled();
    expect(() => on.stacks.executeChangeSet(first.id, { disableRollback: false })).toThrow(
      expect.objectContaining({ code: 'InvalidChangeSetStatus' }),
    );
    expect(() => on.stacks.executeChangeSet(second.id, { disableRollback: false })).toThrow(
      expect.objectContaining({ code: 'ChangeSetNotFound' }),
    );
  });

  test('may say that a creation that fails leaves nothing, or everything', async () => {
    const failing = template({ A: { Value: '1' }, B: { On: [ref('A')], FailCreate: 'No.' } });
    expect(await execute(request(failing, { onStackFailure: 'DELETE' }))).toBeUndefined();
    expect(await execute(request(failing, { onStackFailure: 'DO_NOTHING' }))).toBe('CREATE_FAILED');
    expect(on.there.size).toBe(1);
  });
});

const things501 = template(Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`A${index}`, {}])));
const good = template({ A: { Value: '1' } });

const outOfBounds: [string, object][] = [
  ['no number', { Type: 'Number', Default: 'one' }],
  ['too small a number', { Type: 'Number', Default: '1', MinValue: 2 }],
  ['too large a number', { Type: 'Number', Default: 3, MaxValue: '2' }],
  ['too short', { Type: 'String', Default: 'a', MinLength: 2 }],
  ['too long', { Type: 'String', Default: 'abc', MaxLength: '2' }],
  ['of another pattern', { Type: 'String', Default: 'abc', AllowedPattern: '[0-9]+' }],
];
const dangling: [string, unknown][] = [
  ['a reference', ref('Z')],
  ['an attribute', { 'Fn::GetAtt': ['Z', 'Value'] }],
  ['an attribute in one word', { 'Fn::GetAtt': 'Z.Value' }],
  ['a place in a text', { 'Fn::Sub': 'a ${Z}' }],
  ['a place with an attribute in a text', { 'Fn::Sub': 'a ${Z.Value}' }],
];

describe('what is refused before anything is begun', () => {
  test.each<[string, string | object, string, Partial<ChangeSetRequest>?]>([
    ['no template', 'x: [', 'Template format error'],
    ['a template that is a list', [], 'Template format error'],
    ['one without resources', { Resources: {} }, 'At least one Resources member must be defined.'],
    ['one with a section that nobody knows', { ...good, Resourcez: {} }, 'Resourcez'],
    ['501 resources', things501, 'Number of resources, 501, is greater than maximum allowed, 500'],
    [
      'a type that nobody knows',
      { Resources: { A: { Type: 'AWS::EC2::Instanz' } } },
      'Unrecognized resource types: [AWS::EC2::Instanz]',
    ],
    [
      'a circle',
      template({ A: { Value: ref('B') }, B: { Value: ref('A') } }),
      'Circular dependency between resources: [A, B]',
    ],
    [
      'a dependency on nothing',
      template({ A: { $on: 'Z' } }),
      'Unresolved resource dependencies [Z] in the Resources block',
    ],
    [
      'a parameter without a value',
      { ...good, Parameters: { P: { Type: 'String' } } },
      'Parameters: [P] must have values',
    ],
    [
      'a parameter that is not there',
      good,
      'Parameters: [P] do not exist in the template',
      { parameters: new Map([['P', '1']]) },
    ],
    [
      'a parameter’s value that is not allowed',
      { ...good, Parameters: { P: { Type: 'String', AllowedValues: ['1'] } } },
      'Parameter P failed to satisfy constraint: must be one of 1',
      { parameters: new Map([['P', '2']]) },
    ],
    ...outOfBounds.map(([what, parameter]): [string, object, string] => [
      `a parameter’s default that is ${what}`,
      { ...good, Parameters: { P: parameter } },
      'Parameter P ',
    ]),
    ...dangling.map(([what, value]): [string, object, string] => [
      `${what} of nothing`,
      template({ A: { Value: value } }),
      'Unresolved resource dependencies [Z] in the Resources block of the template',
    ]),
    [
      'an output of nothing',
      { ...good, Outputs: { Out: { Value: ref('Z') } } },
      'Unresolved resource dependencies [Z] in the Outputs block of the template',
    ],
    ['a logical ID with a hyphen', template({ 'A-1': {} }), 'Resource name A-1 is non alphanumeric.'],
    [
      'a policy that nobody knows',
      template({ A: { $policy: 'Keep' } }),
      'Unrecognized DeletionPolicy Keep for resource A',
    ],
    [
      'a policy of a replacement that there is of a creation alone',
      { Resources: { A: { Type: 'Test::Thing', UpdateReplacePolicy: 'RetainExceptOnCreate' } } },
      'Unrecognized UpdateReplacePolicy RetainExceptOnCreate for resource A',
    ],
    [
      'a policy that is computed',
      { Resources: { A: { Type: 'Test::Thing', DeletionPolicy: ref('AWS::Region') } } },
      'Every DeletionPolicy member must be a string.',
    ],
    ['a condition that is not there', { Resources: { A: { Type: 'Test::Thing', Condition: 'C' } } }, 'no condition C'],
    [
      'conditions that wait for each other',
      {
        Conditions: { C: { 'Fn::Not': [{ Condition: 'D' }] }, D: { 'Fn::Not': [{ Condition: 'C' }] } },
        Resources: { A: { Type: 'Test::Thing', Condition: 'C' } },
      },
      'conditions depend on each other',
    ],
    ['a mapping that is not there', template({ A: { Value: { 'Fn::FindInMap': ['M', 'a', 'b'] } } }), 'no M.a.b'],
    ['a function that nobody knows', template({ A: { Value: { 'Fn::Nothing': '' } } }), 'Fn::Nothing'],
    ['another stack’s name for an update', good, 'Stack [one] does not exist', { type: 'UPDATE' }],
  ])('%s', async (_what, body, message, more = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    expect(() => on.stacks.createChangeSet(request({}, { ...more, template: text }))).toThrow(
      expect.objectContaining({ code: 'ValidationError', message: expect.stringContaining(message) }),
    );
    expect(on.stacks.everything()).toEqual([]);
    expect(await execute(request(good))).toBe('CREATE_COMPLETE');
    if (more.type === 'UPDATE') return;
    // The same of a stack that stands, by either call; it stays what it is.
    const update = { ...request({}, { ...more, template: text }), type: 'UPDATE' as const, changeSetName: 'update' };
    const refusal = expect.objectContaining({ code: 'ValidationError', message: expect.stringContaining(message) });
    expect(() => on.stacks.createChangeSet(update)).toThrow(refusal);
    expect(() => on.stacks.updateStack(update, false)).toThrow(refusal);
    expect(on.stacks.view('one')?.status).toBe('CREATE_COMPLETE');
  });

  test('and not what is decided by what other resources will tell', async () => {
    const parts = (Value: unknown) => template({ A: { Value: 'a' }, B: { Value } });
    const part = (at: number) => ({ 'Fn::Select': [at, { 'Fn::Split': ['-', ref('A')] }] });
    expect(await execute(request(parts(part(0))))).toBe('CREATE_COMPLETE');
    const update = { type: 'UPDATE' as const, changeSetName: 'update' };
    const { changes } = on.stacks.createChangeSet(request(parts(part(1)), { ...update, changeSetName: 'other' }));
    expect(changes.map(({ action, logicalId }) => `${action} ${logicalId}`)).toEqual(['Modify B']);
    expect(await execute(request(parts(part(1)), update))).toBe('UPDATE_COMPLETE');
  });

  test('two deployments at once, and a deletion beside one', async () => {
    const { id } = on.stacks.createChangeSet(request(good));
    on.stacks.executeChangeSet(id, { disableRollback: false });
    const second = { ...request(template({ A: { Value: '2' } })), type: 'UPDATE' as const, changeSetName: 'second' };
    expect(() => on.stacks.createChangeSet(second)).toThrow('is in CREATE_IN_PROGRESS state and can not be updated.');
    expect(() => on.stacks.deleteStack('one', { retain: [] })).toThrow(
      'cannot be deleted while in status CREATE_IN_PROGRESS',
    );
    await on.stacks.settled();
    expect(await execute(second)).toBe('UPDATE_COMPLETE');
  });
});

test('a property that is not understood fails its resource, with its place', async () => {
  expect(await execute(request({ Resources: { A: { Type: 'Test::Thing', Properties: { Valeu: '1' } } } }))).toBe(
    'ROLLBACK_COMPLETE',
  );
  expect(on.history('one', 'A').join()).toMatch(/CREATE_FAILED: .*one: A: Properties.*Valeu/);
});

test('parameters keep their values, and their defaults follow the template', async () => {
  const body = (value: string) => ({
    ...template({ A: { Value: ref('P') }, B: { Value: ref('Q') } }),
    Parameters: { P: { Type: 'String' }, Q: { Type: 'String', Default: value } },
  });
  await execute(request(body('1'), { parameters: new Map([['P', 'given']]) }));
  const next = { type: 'UPDATE' as const, changeSetName: 'next', parameters: new Map([['P', undefined]]) };
  expect(await execute(request(body('2'), next))).toBe('UPDATE_COMPLETE');
  expect([...on.there.values()].map(({ value }) => value).sort()).toEqual(['2', 'given']);
});
