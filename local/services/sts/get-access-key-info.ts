import type { Operation } from '../../http/operation';
import { queryParameters } from '../../protocols/query-xml';
import type { StsDependencies } from './dependencies';
import { invalidParameter } from './errors';
import { requiredParameter } from './required-parameter';

/** Whose account an access key belongs to. */
export interface GetAccessKeyInfoInput {
  readonly accessKeyId: string;
}

/**
 * The account of an access key, temporary or not, expired or not (documented: the answer does not tell a key's state). That a caller
 * needs the permission of this name, which the Service Authorization Reference lists without resource types, is unconfirmed; so is the
 * error for a key that was never handed out.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html
 */
export function getAccessKeyInfo({
  sessions,
}: Pick<StsDependencies, 'sessions'>): Operation<GetAccessKeyInfoInput, object> {
  return {
    name: 'GetAccessKeyInfo',
    signature: 'required',
    parse: (request) => {
      const accessKeyId = requiredParameter(queryParameters(request), 'AccessKeyId', 16, 128);
      if (!/^\w*$/.test(accessKeyId)) {
        throw invalidParameter('AccessKeyId: Member must satisfy regular expression pattern: [\\w]*');
      }
      return { accessKeyId };
    },
    authorize: () => [{ action: 'sts:GetAccessKeyInfo', resource: '*' }],
    run: ({ accessKeyId }) => {
      const session = sessions.find(accessKeyId);
      if (session === undefined) throw invalidParameter('AccessKeyId: there is no such access key');
      return { Account: session.account };
    },
  };
}
