import type { Command, Key, SortKey, Write } from './commands';
import { holds } from './conditions';
import { isRefused, updated } from './updates';
import { anyClash, canonical, type Item, type Path, type Value, valueAt } from './values';

/** What a call answers: the name of an exception and the codes of its reasons, or the answer's body. */
export interface Outcome {
  readonly error?: string;
  readonly reasons?: readonly object[];
  readonly body?: object;
  /** The item that a failed condition shows. */
  readonly item?: Item;
}

const tokenMinutes = 10;
const conditionFailed = 'ConditionalCheckFailed';
const invalid: Outcome = { error: 'ValidationException' };

/** A table in memory, as DynamoDB's documentation describes one. */
export class TableModel {
  readonly #items = new Map<string, Item>();
  readonly #tokens = new Map<string, { readonly request: string; readonly until: number }>();
  #minutes = 0;

  /** Every item. */
  get items(): readonly Item[] {
    return [...this.#items.values()];
  }

  run(one: Command): Outcome | undefined {
    switch (one.do) {
      case 'write':
        return this.#write(one);
      case 'get':
        return refusedProjection(one.projection) ? invalid : { body: this.#read(one.key, one.projection, false) };
      case 'query':
        return this.#query(one);
      case 'queryIndex':
        return {
          body: { Items: this.items.filter(({ clan }) => clan && canonical(clan) === canonical({ S: one.clan })) },
        };
      case 'batchWrite':
        return this.#batchWrite(one.writes);
      case 'transactWrite':
        return this.#transactWrite(one);
      case 'transactGet': {
        if (one.gets.some(({ projection }) => refusedProjection(projection)) || anyTwice(one.gets)) return invalid;
        return { body: { Responses: one.gets.map(({ key, projection }) => this.#read(key, projection, true)) } };
      }
      case 'wait':
        this.#minutes += one.minutes;
        return undefined;
    }
  }

  #write({ write, returns, shows }: Extract<Command, { do: 'write' }>): Outcome {
    if (write.is === 'Update' && isRefused(write.update)) return invalid;
    const before = this.#items.get(name(write.key));
    const result = attempt(write, before);
    if (result === conditionFailed)
      return { error: `${conditionFailed}Exception`, ...(shows && before && { item: before }) };
    if (result === 'ValidationError') return invalid;
    this.#keep(write.key, result);
    return { body: returns && before ? { Attributes: before } : {} };
  }

  #transactWrite({ writes, token, shows }: Extract<Command, { do: 'transactWrite' }>): Outcome {
    if (writes.some((one) => one.is === 'Update' && isRefused(one.update))) return invalid;
    const request = canonical({ writes, shows });
    const used = token === undefined ? undefined : this.#tokens.get(token);
    if (used !== undefined && this.#minutes < used.until) {
      return used.request === request ? { body: {} } : { error: 'IdempotentParameterMismatchException' };
    }
    if (anyTwice(writes)) return invalid;
    const results = writes.map((one) => attempt(one, this.#items.get(name(one.key))));
    if (results.some((result) => typeof result === 'string')) {
      return {
        error: 'TransactionCanceledException',
        reasons: results.map((result, index) => {
          if (typeof result !== 'string') return { Code: 'None' };
          const item = this.#items.get(name((writes[index] as Write).key));
          return { Code: result, ...(shows && result === conditionFailed && item && { Item: item }) };
        }),
      };
    }
    for (const [index, one] of writes.entries()) this.#keep(one.key, results[index] as Item | undefined);
    if (token !== undefined) this.#tokens.set(token, { request, until: this.#minutes + tokenMinutes });
    return { body: {} };
  }

  #batchWrite(writes: readonly Extract<Write, { is: 'Put' | 'Delete' }>[]): Outcome {
    if (anyTwice(writes)) return invalid;
    for (const one of writes)
      this.#keep(one.key, one.is === 'Put' ? { ...one.attributes, ...keyItem(one.key) } : undefined);
    return { body: { UnprocessedItems: {} } };
  }

  #query({ pk, sk, filter, limit, backwards }: Extract<Command, { do: 'query' }>): Outcome {
    const sorted = this.items
      .filter((item) => canonical(item.pk) === canonical({ S: pk }) && matches(textOf(item.sk), sk))
      .sort((a, b) => compareText(textOf(a.sk), textOf(b.sk)) * (backwards ? -1 : 1));
    const examined = sorted.slice(0, limit);
    const last = examined.length === limit ? examined[examined.length - 1] : undefined;
    const Items = examined.filter((item) => filter === undefined || holds(filter, item));
    return {
      body: {
        Items,
        Count: Items.length,
        ScannedCount: examined.length,
        ...(last && { LastEvaluatedKey: { pk: last.pk, sk: last.sk } }),
      },
    };
  }

  #read(key: Key, projection: readonly Path[] | undefined, leavesOutEmpty: boolean): object {
    const found = this.#items.get(name(key));
    if (found === undefined) return {};
    const Item = projection ? projected(found, projection) : found;
    return leavesOutEmpty && Object.keys(Item).length === 0 ? {} : { Item };
  }

  #keep(key: Key, item: Item | undefined): void {
    if (item === undefined) this.#items.delete(name(key));
    else this.#items.set(name(key), item);
  }
}

const name = ({ pk, sk }: Key) => `${pk}/${sk}`;
const keyItem = ({ pk, sk }: Key): Item => ({ pk: { S: pk }, sk: { S: sk } });
const textOf = (value: Value | undefined) => (value && 'S' in value ? value.S : '');
const compareText = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));
const anyTwice = (parts: readonly { readonly key: Key }[]) =>
  new Set(parts.map(({ key }) => name(key))).size < parts.length;
const refusedProjection = (projection: readonly Path[] | undefined) => projection !== undefined && anyClash(projection);

/** What a write leaves of an item (undefined: nothing), or why it does not. */
function attempt(
  write: Write,
  before: Item | undefined,
): Item | undefined | 'ConditionalCheckFailed' | 'ValidationError' {
  if (write.condition !== undefined && !holds(write.condition, before ?? {})) return conditionFailed;
  switch (write.is) {
    case 'Put':
      return { ...write.attributes, ...keyItem(write.key) };
    case 'Delete':
      return undefined;
    case 'ConditionCheck':
      return before;
    case 'Update': {
      const after = updated(write.update, before ?? keyItem(write.key));
      if (after === undefined) return 'ValidationError';
      // What only takes away makes no item (observed: scylladb/scylladb#5862, tried at AWS).
      const takesAway = write.update.actions.every(({ is }) => is === 'REMOVE' || is === 'DELETE');
      return before === undefined && takesAway ? undefined : after;
    }
  }
}

function matches(text: string, sk: SortKey | undefined): boolean {
  if (sk === undefined) return true;
  if ('from' in sk) return compareText(text, sk.from) >= 0 && compareText(text, sk.to) <= 0;
  const sign = compareText(text, sk.than);
  const holding = { '=': sign === 0, '<': sign < 0, '<=': sign <= 0, '>': sign > 0, '>=': sign >= 0 };
  return sk.by === 'begins_with' ? text.startsWith(sk.than) : holding[sk.by];
}

/** What an item holds at these places: of a list the elements that are asked for, in their order. */
function projected(item: Item, paths: readonly Path[]): Item {
  const within = (found: Value, rests: readonly (readonly (string | number)[])[]): Value | undefined => {
    if (rests.some((rest) => rest.length === 0)) return found;
    const steps = [...new Set(rests.map(([step]) => step as string | number))];
    const below = (step: string | number): Value | undefined => {
      const next = valueAt({ found }, ['found', step]);
      return (
        next &&
        within(
          next,
          rests.filter(([first]) => first === step).map((rest) => rest.slice(1)),
        )
      );
    };
    if ('L' in found) {
      const L = steps
        .sort((a, b) => Number(a) - Number(b))
        .map(below)
        .filter((one) => one !== undefined);
      return L.length > 0 ? { L } : undefined;
    }
    const entries = steps.map((step) => [String(step), below(step)] as const).filter((one) => one[1] !== undefined);
    return entries.length > 0 ? { M: Object.fromEntries(entries) as Item } : undefined;
  };
  const whole = within({ M: item }, paths);
  return whole && 'M' in whole ? whole.M : {};
}
