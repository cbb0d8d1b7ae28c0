import { ServiceError } from '../../../shared/service-error';
import { validationError } from '../errors';

/** A write that does not name one item by its key: a transaction is cancelled by it, and not refused. */
export class UnnamedItem extends ServiceError {
  constructor(message: string) {
    super(validationError('').code, message);
  }
}
