import { controlOperations, controlQuestion } from '../../../../policy/operations/dynamodb';
import type { Operation } from '../../../http/operation';
import { requestBody } from '../request-body';
import type { DynamoDb } from '../table-request';

/**
 * An operation on tables, backups or settings that the local DynamoDB does not perform, because tables come from the templates:
 * it is judged, then refused. The input is the ARN of what it names, or undefined where it names nothing.
 */
export function controlOperation(name: string, { tables }: DynamoDb): Operation<string | undefined, object> {
  const member = controlOperations[name];
  return {
    name,
    signature: 'required',
    unread: true,
    parse: (http) => {
      const body = requestBody(http);
      const named = member === undefined ? undefined : body[member];
      if (typeof named !== 'string') return undefined;
      return named.startsWith('arn:') || member === 'GlobalTableName' ? named : tables.reference(named).arn;
    },
    authorize: (resource) => [controlQuestion(name, resource)],
  };
}
