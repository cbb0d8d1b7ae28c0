import { StackStatus } from '@aws-sdk/client-cloudformation';
import { stateOf } from '../../../bin/plan/stack-states';

const stack = { name: 'game-prod-data', stage: 'prod', isProtected: false };

/** What is made of each status there is: compared, created anew or unknown; and whether CloudFormation takes the update. */
const table: Readonly<Record<StackStatus, [is: 'deployed' | 'empty' | 'unknown', taken: boolean]>> = {
  CREATE_COMPLETE: ['deployed', true],
  UPDATE_COMPLETE: ['deployed', true],
  IMPORT_COMPLETE: ['deployed', true],
  UPDATE_ROLLBACK_COMPLETE: ['deployed', true],
  IMPORT_ROLLBACK_COMPLETE: ['deployed', true],
  REVIEW_IN_PROGRESS: ['empty', true],
  ROLLBACK_COMPLETE: ['empty', false],
  ROLLBACK_FAILED: ['empty', false],
  CREATE_FAILED: ['deployed', false],
  DELETE_COMPLETE: ['deployed', false],
  DELETE_FAILED: ['deployed', false],
  IMPORT_ROLLBACK_FAILED: ['deployed', false],
  UPDATE_FAILED: ['deployed', false],
  UPDATE_ROLLBACK_FAILED: ['deployed', false],
  CREATE_IN_PROGRESS: ['unknown', false],
  DELETE_IN_PROGRESS: ['unknown', false],
  IMPORT_IN_PROGRESS: ['unknown', false],
  IMPORT_ROLLBACK_IN_PROGRESS: ['unknown', false],
  ROLLBACK_IN_PROGRESS: ['unknown', false],
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: ['unknown', false],
  UPDATE_IN_PROGRESS: ['unknown', false],
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: ['unknown', false],
  UPDATE_ROLLBACK_IN_PROGRESS: ['unknown', false],
};

test.each(Object.values(StackStatus))('%s is read, and where it is in the way it says what to do', (status) => {
  const [is, taken] = table[status];
  const state = stateOf(status, stack);
  expect(state.is).toBe(is);
  if (state.is === 'unknown') {
    expect(state.why).toMatch(new RegExp(`^game-prod-data is ${status}: .*run this again afterwards$`));
    return;
  }
  expect(state.refused === undefined).toBe(taken);
  if (state.refused) {
    expect(state.refused.sentence).toBe(`stack game-prod-data: “is in ${status} state and can not be updated”`);
    expect(state.refused.wayOut).toMatch(/game-prod-data|stage=prod/);
  }
});

test('a status that nobody knew is refused, and one that ends as the known do is waited for', () => {
  expect(stateOf('HALF_COMPLETE', stack)).toMatchObject({ is: 'deployed', refused: {} });
  expect(stateOf('HALF_IN_PROGRESS', stack)).toMatchObject({ is: 'unknown' });
});

test.each([
  ['ROLLBACK_COMPLETE', false, /^the CDK CLI deletes it and creates it again by itself/],
  ['ROLLBACK_COMPLETE', true, /^lift its termination protection and delete it: aws cloudformation update-termination/],
  ['ROLLBACK_FAILED', false, /What could not be deleted is named in its events\.$/],
  ['UPDATE_ROLLBACK_FAILED', false, /npx cdk rollback -c stage=prod game-prod-data/],
])('%s, protected: %p, has its own way out', (status, isProtected, wayOut) => {
  expect(stateOf(status, { ...stack, isProtected })).toMatchObject({
    refused: { wayOut: expect.stringMatching(wayOut) },
  });
});
