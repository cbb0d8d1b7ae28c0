import { interrupt } from '../../../local/deployments/interrupted';
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
