import type { ServiceError } from '../../../../shared/service-error';
import { validationError } from '../../errors';

/**
 * A statement that cannot be read, in DynamoDB's words; without a detail where it finds none (**observed**:
 * paritysuite/dynamodb-conformance, partiqlGrammar).
 */
export function malformed(detail = ''): ServiceError {
  return validationError(`Statement wasn't well formed, can't be processed: ${detail}`);
}
