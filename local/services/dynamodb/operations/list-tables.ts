import { controlQuestion } from '../../../../policy/operations/dynamodb';
import type { Operation } from '../../../http/operation';
import type { CheckedRequest } from '../engine/checked-request';
import { requestBody } from '../request-body';
import type { DynamoDb } from '../table-request';

/** `ListTables`: names in order, at most 100 at a time. */
export function listTables({ engine, tables }: DynamoDb): Operation<CheckedRequest, object> {
  return {
    name: 'ListTables',
    signature: 'required',
    parse: (http) => engine.check('ListTables', requestBody(http)),
    authorize: () => [controlQuestion('ListTables', undefined)],
    run: ({ ExclusiveStartTableName: start, Limit }) => {
      const names = tables.all.map(({ description }) => description.TableName);
      const rest = typeof start === 'string' ? names.filter((name) => name > start) : names;
      const page = rest.slice(0, typeof Limit === 'number' ? Limit : 100);
      return {
        TableNames: page,
        ...(page.length < rest.length ? { LastEvaluatedTableName: page[page.length - 1] } : {}),
      };
    },
  };
}
