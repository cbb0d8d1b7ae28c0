import { ServiceError } from '../../../shared/service-error';

/** The engine names the expression in which something is wrong; a statement has none (**observed**: paritysuite/dynamodb-conformance, comparison). */
const ofExpression = /^Invalid (?:Condition|Filter|KeyCondition|Projection|Update)Expression: /;

/** Runs what belongs to a statement, and says what is wrong with it in PartiQL's words. */
export function inWordsOfStatements<Answer>(run: () => Answer): Answer {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ServiceError) || !ofExpression.test(error.message)) throw error;
    throw new ServiceError(error.code, error.message.replace(ofExpression, ''), error.status);
  }
}
