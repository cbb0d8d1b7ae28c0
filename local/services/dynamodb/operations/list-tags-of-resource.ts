import { controlQuestion } from '../../../../policy/operations/dynamodb';
import type { Operation } from '../../../http/operation';
import { resourceNotFound, validationError } from '../errors';
import { requestBody } from '../request-body';
import type { DynamoDb } from '../table-request';

/** `ListTagsOfResource`: the table's tags as the template has them. The input is the table's ARN. */
export function listTagsOfResource({ tables }: DynamoDb): Operation<string, object> {
  return {
    name: 'ListTagsOfResource',
    signature: 'required',
    parse: (http) => {
      const { ResourceArn } = requestBody(http);
      if (typeof ResourceArn === 'string' && ResourceArn.startsWith('arn:')) return ResourceArn;
      throw validationError('Invalid TableArn');
    },
    authorize: (arn) => [controlQuestion('ListTagsOfResource', arn)],
    run: (arn) => {
      const { table } = tables.reference(arn);
      if (table === undefined) throw resourceNotFound(`Requested resource not found: ResourcArn: ${arn} not found`);
      return { Tags: table.tags };
    },
  };
}
