import type { Problem } from '../../changes/problem';
import { deployCommand } from '../shared/describe-stack';

/** What the state of a stack means for a deployment. */
export type State =
  /** There is a template to compare with; what is refused all the same, by the state alone. */
  | { readonly is: 'deployed'; readonly refused?: Omit<Problem, 'verdict'>; readonly remark?: string }
  /** Nothing of it is there: everything is created. */
  | { readonly is: 'empty'; readonly refused?: Omit<Problem, 'verdict'>; readonly remark: string }
  /** Nobody can tell yet. */
  | { readonly is: 'unknown'; readonly why: string };

interface Known {
  readonly name: string;
  readonly stage: string;
  readonly isProtected: boolean;
}

/** States after which a stack is what its template says, and takes an update. */
const settled = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE'];

/**
 * Reads a status. Which there are and what they mean is **documented** ("Stack status codes"); so is that `ROLLBACK_COMPLETE` takes a
 * deletion alone, and CloudFormation's words to an update are **observed** (aws-cloudformation-github-deploy#107). That an update which was
 * rolled back leaves the earlier template in `GetTemplate` is **observed** (ministack#1641, measured in an account). A status that is not
 * known here is refused.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
export function stateOf(status: string, stack: Known): State {
  const { name, stage } = stack;
  if (settled.includes(status)) return { is: 'deployed' };
  if (status === 'REVIEW_IN_PROGRESS') {
    return { is: 'empty', remark: `${name} is ${status}: a change set was made for it, and nothing was created yet` };
  }
  if (status.endsWith('_IN_PROGRESS')) {
    return {
      is: 'unknown',
      why: `${name} is ${status}: what it will be is not known before that has ended, and until then CloudFormation takes no other update; run this again afterwards`,
    };
  }
  const sentence = `stack ${name}: “is in ${status} state and can not be updated”`;
  if (status === 'ROLLBACK_COMPLETE' || status === 'ROLLBACK_FAILED') {
    return {
      is: 'empty',
      refused: { sentence, wayOut: clearAway(status, stack) },
      remark: creationFailed(name, status),
    };
  }
  if (['UPDATE_ROLLBACK_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE'].includes(status)) {
    return {
      is: 'deployed',
      remark: `${name} is ${status}: its last change failed; it is compared as it was before that`,
    };
  }
  if (['UPDATE_ROLLBACK_FAILED', 'UPDATE_FAILED'].includes(status)) {
    // UPDATE_FAILED takes another update (documented: "Stack failure options"); which template that counts from is **unconfirmed**.
    const wayOut = `its last change is half done: roll it back first, npx cdk rollback -c stage=${stage} ${name}, and run this again (docs/runbook.md)`;
    return { is: 'deployed', refused: { sentence, wayOut } };
  }
  const wayOut = `look at its events, and bring it to an end first: roll it back, npx cdk rollback -c stage=${stage} ${name}, or delete it. Then run this again`;
  return { is: 'deployed', refused: { sentence, wayOut } };
}

const creationFailed = (name: string, status: string) =>
  `${name} is ${status}: its creation failed, and nobody is in it; everything is created anew`;

/** The CDK CLI deletes such a stack before it creates it again (read in its version 2.1148.1), unless its protection refuses that. */
function clearAway(status: string, { name, stage, isProtected }: Known): string {
  const leftover = status === 'ROLLBACK_FAILED' ? ' What could not be deleted is named in its events.' : '';
  const byHand = `aws cloudformation delete-stack --stack-name ${name}`;
  return isProtected
    ? `lift its termination protection and delete it: aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${name}, then ${byHand}.${leftover}`
    : `the CDK CLI deletes it and creates it again by itself: ${deployCommand(stage)}; whoever deploys otherwise deletes it first: ${byHand}.${leftover}`;
}
