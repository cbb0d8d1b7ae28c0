import type { Decision } from '../../policy/decide';
import { ServiceError } from '../shared/service-error';

/**
 * A trust policy's refusal in the words of the service that asked. The caller learns no more than on AWS; the decision says why,
 * for whoever runs the local cloud.
 */
export class TrustRefused extends ServiceError {
  constructor(
    code: string,
    message: string,
    status: number,
    readonly roleArn: string,
    readonly decision: Decision,
  ) {
    super(code, message, status);
  }
}
