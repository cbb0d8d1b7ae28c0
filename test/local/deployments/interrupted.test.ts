import { interrupt, interruptAll } from '../../../local/deployments/interrupted';
import { keptStack, restoredStack } from '../../../local/deployments/kept-stack';
import { StackRecord } from '../../../local/deployments/stack-record';
import type { StackStatus } from '../../../local/services/cloudformation/stack-status';

const clock = { now: () => Date.UTC(2026, 10, 28) };
const target = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };

/** A stack whose process ended while it had a status, as the next process has it. */
function comeBack(status: StackStatus): { readonly stack: StackRecord; readonly announced: () => number } {
  const before = new StackRecord('game', 'arn:game', target, clock);
  before.enter(status);
  let changes = 0;
  const stack = restoredStack(
    JSON.parse(JSON.stringify(keptStack(before))),
    () => undefined,
    clock,
    () => {
      changes += 1;
    },
  );
  return { stack, announced: () => changes };
}

test.each<[StackStatus, StackStatus]>([
  ['CREATE_IN_PROGRESS', 'CREATE_FAILED'],
  ['ROLLBACK_IN_PROGRESS', 'ROLLBACK_FAILED'],
  ['DELETE_IN_PROGRESS', 'DELETE_FAILED'],
  ['UPDATE_IN_PROGRESS', 'UPDATE_FAILED'],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE'],
  ['UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_FAILED'],
  ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_ROLLBACK_FAILED'],
  ['IMPORT_IN_PROGRESS', 'IMPORT_ROLLBACK_COMPLETE'],
  ['IMPORT_ROLLBACK_IN_PROGRESS', 'IMPORT_ROLLBACK_COMPLETE'],
])('a stack that was %s comes back %s, and its history says why', (was, is) => {
  const { stack, announced } = comeBack(was);
  interrupt(stack);
  expect(stack).toMatchObject({ status: is, busy: false });
  expect(stack.history.at(-1)).toMatchObject({ status: is, reason: expect.stringContaining('was stopped') });
  expect(announced()).toBeGreaterThan(0);
});

test.each<[StackStatus]>([['CREATE_COMPLETE'], ['UPDATE_FAILED'], ['REVIEW_IN_PROGRESS'], ['DELETE_COMPLETE']])(
  'a stack that was %s comes back so, and nothing is written again',
  (status) => {
    const { stack, announced } = comeBack(status);
    const history = [...stack.history];
    interrupt(stack);
    expect(stack).toMatchObject({ status, history });
    expect(announced()).toBe(0);
  },
);

describe('a stack within another one', () => {
  const type = 'AWS::CloudFormation::Stack';
  const family = (waits: boolean, parentStatus: StackStatus, childStatus: StackStatus) => {
    const parent = new StackRecord('game', 'arn:game', target, clock);
    const child = new StackRecord('game-Child', 'arn:child', target, clock, { parent });
    parent.enter(parentStatus);
    parent.tell({ logicalId: 'Child', physicalId: child.id, type, status: 'CREATE_IN_PROGRESS', properties: {} });
    child.enter(childStatus);
    child.waitsForParent = waits;
    interruptAll([parent, child], (kept) => ({ ...kept, model: {} }));
    return { parent, child };
  };

  test('that was being made is its parent’s, and goes where that goes', () => {
    const { parent, child } = family(false, 'CREATE_IN_PROGRESS', 'CREATE_IN_PROGRESS');
    expect([parent.status, child.status]).toEqual(['CREATE_FAILED', 'CREATE_FAILED']);
    expect(parent.resources.get('Child')).toMatchObject({ status: 'CREATE_FAILED', resource: { ref: child.id } });
  });

  test.each<[StackStatus, StackStatus, boolean]>([
    ['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', true],
    ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE', false],
  ])('that waited for its parent, which was %s, is %s', (parentStatus, is, waits) => {
    const { child } = family(true, parentStatus, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    expect(child).toMatchObject({ status: is, waitsForParent: waits });
  });
});
