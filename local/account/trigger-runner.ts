import { randomUUID } from 'node:crypto';
import type { TriggerRunner } from '../services/cognito-idp/triggers/triggers';
import { roleNotAssumable } from '../services/lambda/errors';
import type { FunctionCaller } from '../services/lambda/function-caller';
import { ServiceError } from '../shared/service-error';

const principal = 'cognito-idp.amazonaws.com';

/** Runs the triggers of an account's user pools, where the functions' policies let Cognito. */
export function triggerRunner(functions: FunctionCaller, account: string): TriggerRunner {
  return {
    run: (arn, sourceArn, event) =>
      functions.runForService(arn, event, {
        ...{ principal, account, sourceArn, requestId: randomUUID() },
        refuse({ question }) {
          if (question.action !== 'lambda:InvokeFunction') throw roleNotAssumable();
          throw new ServiceError('AccessDeniedException', `${principal} may not call ${arn}`, 403);
        },
        allowed() {},
      }),
  };
}
