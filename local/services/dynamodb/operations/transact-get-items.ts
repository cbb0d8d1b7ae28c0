import type { Operation } from '../../../http/operation';
import { requestBody } from '../request-body';
import type { DynamoDb } from '../table-request';
import { cancellation } from '../transactions/cancellation';
import { transactionCapacity, usedBy } from '../transactions/capacity';
import {
  gets,
  readTransactItems,
  type TransactItem,
  transactedActions,
  transactionQuestions,
} from '../transactions/transact-request';

/** `TransactGetItems`: items of several tables, all as they were at one moment. */
export function transactGetItems(dynamoDb: DynamoDb): Operation<readonly TransactItem[], object> {
  return {
    name: 'TransactGetItems',
    signature: 'required',
    parse: (http) => readTransactItems(requestBody(http), gets, dynamoDb),
    authorize: (items) => transactionQuestions(items, 'TransactGetItems'),
    run: (items) => {
      const outcome = dynamoDb.engine.transact(transactedActions(items));
      if (!outcome.done) throw cancellation(outcome.failures);
      const outputs = outcome.results.map(({ output }) => output as { readonly Item?: object });
      const used = items.map(({ reference }, index) => ({
        table: reference.name,
        units: usedBy(outputs[index] ?? {}),
      }));
      return {
        // An item that is missing, or has nothing of what was asked for, is an empty answer in its place (**observed**: dynoxide#39).
        Responses: outputs.map(({ Item }) => (Item && Object.keys(Item).length > 0 ? { Item } : {})),
        ...transactionCapacity(items[0]?.checked.ReturnConsumedCapacity, 'read', used),
      };
    },
  };
}
