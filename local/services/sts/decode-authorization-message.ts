import type { Operation } from '../../http/operation';
import { queryParameters } from '../../protocols/query-xml';
import { ServiceError } from '../../shared/service-error';
import { requiredParameter } from './required-parameter';

/**
 * Decodes the encoded message that some operations add to a refusal. Only certain operations do, and the documentation of each says
 * so (documented); EC2's are those that are known for it. None of the operations here is among them: S3, DynamoDB, Lambda, Secrets
 * Manager, Cognito and STS say in plain words what was refused. So there is no message to decode, and every one that is handed in is
 * as invalid as AWS would find it. The local cloud tells its reasons to whoever runs it (`--explain`), not to the caller.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 */
export function decodeAuthorizationMessage(): Operation<string, object> {
  return {
    name: 'DecodeAuthorizationMessage',
    signature: 'required',
    parse: (request) => requiredParameter(queryParameters(request), 'EncodedMessage', 1, 10_240),
    authorize: () => [{ action: 'sts:DecodeAuthorizationMessage', resource: '*' }],
    run: () => {
      throw new ServiceError(
        'InvalidAuthorizationMessageException',
        'The message is not valid: no operation of the local cloud encodes its refusals, as none of these does on AWS.',
      );
    },
  };
}
