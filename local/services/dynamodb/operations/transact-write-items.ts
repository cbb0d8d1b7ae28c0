import type { Call, Operation } from '../../../http/operation';
import { brokenEnum, brokenLength } from '../constraints';
import { requestBody } from '../request-body';
import { shownItem } from '../shown-item';
import type { DynamoDb } from '../table-request';
import { cancellation } from '../transactions/cancellation';
import { transactionCapacity, usedBy } from '../transactions/capacity';
import { collectionMetrics } from '../transactions/collection-metrics';
import { capacityDoneBefore } from '../transactions/done-before';
import { fingerprint, type RequestTokens, readRequestToken } from '../transactions/request-tokens';
import {
  readTransactItems,
  type TransactItem,
  transactedActions,
  transactionQuestions,
  writes,
} from '../transactions/transact-request';

const name = 'TransactWriteItems';

/** A checked transaction. */
interface WriteTransaction {
  readonly items: readonly TransactItem[];
  readonly token: string | undefined;
  /** Of all that the request says but its token. */
  readonly parameters: string;
  readonly wantsCollectionMetrics: unknown;
}

/** `TransactWriteItems`: all of its actions, or none. */
export function transactWriteItems(dynamoDb: DynamoDb, tokens: RequestTokens): Operation<WriteTransaction, object> {
  return {
    name: 'TransactWriteItems',
    signature: 'required',
    parse: (http) => {
      const body = requestBody(http);
      const { ClientRequestToken, ...parameters } = body;
      const token = readRequestToken(ClientRequestToken);
      const metrics = body.ReturnItemCollectionMetrics;
      return {
        parameters: fingerprint(parameters),
        token,
        wantsCollectionMetrics: metrics,
        items: readTransactItems(body, writes, dynamoDb, {
          before: token === undefined ? undefined : brokenLength('ClientRequestToken', token.length, 1, 36),
          after: brokenEnum('returnItemCollectionMetrics', metrics, ['SIZE', 'NONE']),
        }),
      };
    },
    authorize: ({ items }) => transactionQuestions(items, name),
    run: (transaction, call) => {
      const actions = transactedActions(transaction.items);
      return tokens.once(
        transaction.token,
        transaction.parameters,
        () => {
          const outcome = dynamoDb.engine.transact(actions);
          if (outcome.done)
            return written(
              transaction,
              outcome.results.map(({ output }) => usedBy(output)),
            );
          throw cancellation(outcome.failures, (index) => shown(transaction.items[index], call, dynamoDb));
        },
        () => capacityDoneBefore(transaction.items, dynamoDb),
      );
    },
  };
}

function shown(item: TransactItem | undefined, call: Call, dynamoDb: DynamoDb): object | undefined {
  return item && shownItem(item, call, dynamoDb, name);
}

function written({ items, wantsCollectionMetrics }: WriteTransaction, units: readonly number[]): object {
  const used = items.map(({ reference }, index) => ({ table: reference.name, units: units[index] ?? 0 }));
  const written = items.filter(({ action }) => action !== 'ConditionCheckItem');
  return {
    ...transactionCapacity(items[0]?.checked.ReturnConsumedCapacity, 'write', used),
    ...collectionMetrics(wantsCollectionMetrics, written),
  };
}
