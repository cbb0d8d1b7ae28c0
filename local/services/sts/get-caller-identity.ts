import type { Operation } from '../../http/operation';
import { ServiceError } from '../../shared/service-error';

/**
 * Who signed the call. Needs no permission, not even against an explicit deny (documented).
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function getCallerIdentity(): Operation<undefined, object> {
  return {
    name: 'GetCallerIdentity',
    signature: 'required',
    parse: () => undefined,
    authorize: () => [],
    run: (_input, { session }) => {
      if (session === undefined)
        throw new ServiceError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
      return { Arn: session.arn, UserId: session.userId, Account: session.account };
    },
  };
}
