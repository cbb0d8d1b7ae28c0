import fc from 'fast-check';
import { type Condition, condition, printCondition } from './conditions';
import { Printer } from './printer';
import { printUpdate, type Update, update } from './updates';
import { attributes, type Item, type Path, path } from './values';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** A write, or a check, of one item. */
export type Write = { readonly key: Key; readonly condition?: Condition | undefined } & (
  | { readonly is: 'Put'; readonly attributes: Item }
  | { readonly is: 'Update'; readonly update: Update }
  | { readonly is: 'Delete' }
  | { readonly is: 'ConditionCheck'; readonly condition: Condition }
);

/** What a query says of the sort key. */
export type SortKey =
  | { readonly by: '=' | '<' | '<=' | '>' | '>=' | 'begins_with'; readonly than: string }
  | { readonly from: string; readonly to: string };

/** A step of a program. */
export type Command =
  | {
      readonly do: 'write';
      readonly write: Exclude<Write, { is: 'ConditionCheck' }>;
      readonly returns: boolean;
      readonly shows: boolean;
    }
  | { readonly do: 'get'; readonly key: Key; readonly projection?: readonly Path[] | undefined }
  | {
      readonly do: 'query';
      readonly pk: string;
      readonly sk?: SortKey | undefined;
      readonly filter?: Condition | undefined;
      readonly limit?: number | undefined;
      readonly backwards: boolean;
    }
  | { readonly do: 'queryIndex'; readonly clan: string }
  | { readonly do: 'batchWrite'; readonly writes: readonly Extract<Write, { is: 'Put' | 'Delete' }>[] }
  | {
      readonly do: 'transactWrite';
      readonly writes: readonly Write[];
      readonly token?: string | undefined;
      readonly shows: boolean;
    }
  | {
      readonly do: 'transactGet';
      readonly gets: readonly { readonly key: Key; readonly projection?: readonly Path[] | undefined }[];
    }
  | { readonly do: 'wait'; readonly minutes: number };

const sk = fc.constantFrom('a', 'ab', 'b', 'é');
const key: fc.Arbitrary<Key> = fc.record({ pk: fc.constantFrom('p', 'q'), sk });
const onlyIf = fc.option(condition, { nil: undefined });
const put = fc.record({ is: fc.constant('Put' as const), key, attributes, condition: onlyIf });
const remove = fc.record({ is: fc.constant('Delete' as const), key, condition: onlyIf });
const single = fc.oneof(
  { weight: 2, arbitrary: put },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('Update' as const), key, update, condition: onlyIf }) },
  remove,
);
const write: fc.Arbitrary<Write> = fc.oneof(
  { weight: 4, arbitrary: single },
  fc.record({ is: fc.constant('ConditionCheck' as const), key, condition }),
);
const projection = fc.option(fc.array(path, { minLength: 1, maxLength: 3 }), { nil: undefined });
const get = fc.record({ key, projection });
const sortKey: fc.Arbitrary<SortKey> = fc.oneof(
  fc.record({
    by: fc.constantFrom('=' as const, '<' as const, '<=' as const, '>' as const, '>=' as const, 'begins_with' as const),
    than: sk,
  }),
  fc.tuple(sk, sk).map((ends) => {
    const [from, to] = ends.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    return { from, to };
  }),
);
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      write: single,
      returns: fc.boolean(),
      shows: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: get.map((one): Command => ({ do: 'get', ...one })) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('query' as const),
      pk: fc.constantFrom('p', 'q'),
      sk: fc.option(sortKey, { nil: undefined }),
      filter: onlyIf,
      limit: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
      backwards: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('queryIndex' as const), clan: fc.constantFrom('red', 'blue') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('batchWrite' as const),
      writes: fc.array(fc.oneof(put, remove), { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('transactWrite' as const),
      writes: fc.array(write, { minLength: 1, maxLength: 4 }),
      token: fc.option(fc.constantFrom('first', 'second'), { nil: undefined }),
      shows: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('transactGet' as const),
      gets: fc.array(get, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(4, 9, 11) }) },
);

/** A filter over all that a partition holds: many conditions for one request. */
const ask = fc
  .record({ pk: fc.constantFrom('p', 'q'), filter: condition })
  .map(({ pk, filter }): Command => ({ do: 'query', pk, filter, backwards: false }));
const start = fc
  .array(fc.record({ is: fc.constant('Put' as const), key, attributes }), { minLength: 4, maxLength: 10, size: 'max' })
  .map((puts) => puts.map((write): Command => ({ do: 'write', write, returns: false, shows: false })));

/** Some items, and what is done with them. A transaction is at times sent again: that is what tokens are for. */
export const program: fc.Arbitrary<readonly Command[]> = fc
  .tuple(
    start,
    fc.array(fc.tuple(fc.oneof({ weight: 3, arbitrary: command }, { weight: 1, arbitrary: ask }), fc.boolean()), {
      minLength: 1,
      maxLength: 14,
      size: 'max',
    }),
  )
  .map(([puts, steps]) => [
    ...puts,
    ...steps.flatMap(([one, again]) => (again && one.do === 'transactWrite' ? [one, one] : [one])),
  ]);

const table = 'indexed';
const keyOf = ({ pk, sk }: Key) => ({ pk: { S: pk }, sk: { S: sk } });
const shown = (shows: boolean) => (shows ? { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } : {});

function writeRequest(one: Write): object {
  const printer = new Printer();
  const named = one.is === 'Put' ? { Item: { ...one.attributes, ...keyOf(one.key) } } : { Key: keyOf(one.key) };
  const changed = one.is === 'Update' ? { UpdateExpression: printUpdate(one.update, printer) } : {};
  const checked = one.condition ? { ConditionExpression: printCondition(one.condition, printer) } : {};
  return { TableName: table, ...named, ...changed, ...checked, ...printer.placeholders };
}

function getRequest({
  key,
  projection,
}: {
  readonly key: Key;
  readonly projection?: readonly Path[] | undefined;
}): object {
  const printer = new Printer();
  const projected = projection ? { ProjectionExpression: projection.map((one) => printer.path(one)).join(', ') } : {};
  return { TableName: table, Key: keyOf(key), ...projected, ...printer.placeholders };
}

function queryRequest({ pk, sk, filter, limit, backwards }: Extract<Command, { do: 'query' }>): object {
  const printer = new Printer();
  const value = (text: string) => printer.value({ S: text });
  const sortKey = () => {
    if (sk === undefined) return '';
    if ('from' in sk) return ` AND sk BETWEEN ${value(sk.from)} AND ${value(sk.to)}`;
    return sk.by === 'begins_with' ? ` AND begins_with(sk, ${value(sk.than)})` : ` AND sk ${sk.by} ${value(sk.than)}`;
  };
  return {
    TableName: table,
    KeyConditionExpression: `pk = ${value(pk)}${sortKey()}`,
    ...(filter && { FilterExpression: printCondition(filter, printer) }),
    ...printer.placeholders,
    ...(limit !== undefined && { Limit: limit }),
    ScanIndexForward: !backwards,
  };
}

/** A command as it is sent; none for one that only waits. */
export function requestFor(one: Command): readonly [operation: string, request: object] | undefined {
  switch (one.do) {
    case 'write':
      return [
        `${one.write.is}Item`,
        { ...writeRequest(one.write), ...(one.returns && { ReturnValues: 'ALL_OLD' }), ...shown(one.shows) },
      ];
    case 'get':
      return ['GetItem', getRequest(one)];
    case 'query':
      return ['Query', queryRequest(one)];
    case 'queryIndex':
      return [
        'Query',
        {
          TableName: table,
          IndexName: 'byClan',
          KeyConditionExpression: 'clan = :clan',
          ExpressionAttributeValues: { ':clan': { S: one.clan } },
        },
      ];
    case 'batchWrite': {
      const requests = one.writes.map((part) =>
        part.is === 'Put'
          ? { PutRequest: { Item: { ...part.attributes, ...keyOf(part.key) } } }
          : { DeleteRequest: { Key: keyOf(part.key) } },
      );
      return ['BatchWriteItem', { RequestItems: { [table]: requests } }];
    }
    case 'transactWrite': {
      const TransactItems = one.writes.map((part) => ({ [part.is]: { ...writeRequest(part), ...shown(one.shows) } }));
      return ['TransactWriteItems', { TransactItems, ...(one.token && { ClientRequestToken: one.token }) }];
    }
    case 'transactGet':
      return ['TransactGetItems', { TransactItems: one.gets.map((part) => ({ Get: getRequest(part) })) }];
    case 'wait':
      return undefined;
  }
}
