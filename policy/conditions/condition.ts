import type { RequestKeys } from '../request-keys';
import { type ContextValue, isUncertain, type KnownValue } from '../types';
import type { PolicyValue } from './policy-value';

/** One condition of a statement: an operator, one key, and the policy's values for it. All of a statement's must hold. */
export interface Condition {
  /** As the policy has it: `ForAllValues:StringEquals`. */
  readonly operator: string;
  /** As the policy has it; compared without regard to case. */
  readonly key: string;
  /** The policy's values, for explanations. */
  readonly values: readonly Pick<PolicyValue, 'substituted' | 'unresolved'>[];
  /** @param effect what the statement does, where AWS's answer is unconfirmed: then a Deny applies and an Allow does not */
  holds(keys: RequestKeys, effect: Effect): boolean;
}

/** Which of the request's values must match. */
export type SetQualifier = 'ForAllValues' | 'ForAnyValue';

/** What a {@link Comparison} is made of. */
export interface ComparisonParts {
  readonly operator: string;
  readonly key: string;
  readonly qualifier?: SetQualifier;
  readonly ifExists: boolean;
  readonly negated: boolean;
  readonly values: readonly PolicyValue[];
}

type Effect = 'Allow' | 'Deny';

/** True when the request does not carry the key: it is absent, or a multivalued one without any value. */
function isAbsent(value: KnownValue | undefined): value is undefined {
  return value === undefined || (typeof value !== 'string' && value.length === 0);
}

/** True when the key is there and its values are empty strings only. */
function isEmpty(value: KnownValue): boolean {
  return typeof value === 'string' ? value === '' : value.every((one) => one === '');
}

/** The narrower of several readings: an Allow needs them all, a Deny one. */
function narrower(effect: Effect, readings: readonly boolean[]): boolean {
  return readings.includes(effect === 'Deny') === (effect === 'Deny');
}

function inEveryCase(
  value: ContextValue | undefined,
  effect: Effect,
  holds: (value: KnownValue | undefined) => boolean,
): boolean {
  if (!isUncertain(value)) return holds(value);
  return value.uncertain === 'anything' ? effect === 'Deny' : narrower(effect, value.uncertain.map(holds));
}

/**
 * Every operator but `Null`.
 *
 * - Several values in the policy are ORed, for a negated operator NORed (documented).
 * - An absent key: `…IfExists` holds; `ForAllValues` holds and `ForAnyValue` does not; a negated operator holds, any other
 *   does not (documented).
 * - Empty strings alone are a null data set, under which `ForAllValues` holds and `ForAnyValue` does not (documented). What an
 *   empty string beside other values is, and what `…IfExists` makes of a null data set, is **unconfirmed**.
 * - One value of a multivalued key under an operator without set qualifier is compared like any other: what is single-valued
 *   "depends on the number of values in the request context" (documented). Of several the pages only say that a qualifier is
 *   required, so **unconfirmed**: never satisfied in an Allow, always in a Deny. The same where the request's value is not of
 *   the operator's type.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export class Comparison implements Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly PolicyValue[];
  readonly #lowerKey: string;
  readonly #qualifier: SetQualifier | undefined;
  readonly #negated: boolean;
  readonly #ifExists: boolean;
  readonly #whenAbsent: boolean;

  constructor(parts: ComparisonParts) {
    this.operator = parts.operator;
    this.key = parts.key;
    this.values = parts.values;
    this.#lowerKey = parts.key.toLowerCase();
    this.#qualifier = parts.qualifier;
    this.#negated = parts.negated;
    this.#ifExists = parts.ifExists;
    this.#whenAbsent =
      parts.ifExists || (parts.qualifier === undefined ? parts.negated : parts.qualifier === 'ForAllValues');
  }

  holds(keys: RequestKeys, effect: Effect): boolean {
    return inEveryCase(keys.get(this.#lowerKey), effect, (value) => this.#holdsWith(value, keys, effect));
  }

  #holdsWith(value: KnownValue | undefined, keys: RequestKeys, effect: Effect): boolean {
    if (isAbsent(value)) return this.#whenAbsent;
    if (this.#qualifier !== undefined) return this.#holdsForSet(this.#qualifier, value, keys, effect);
    if (typeof value === 'string') return this.#holdsFor(value, keys, effect);
    const [only] = value;
    return only !== undefined && value.length === 1 ? this.#holdsFor(only, keys, effect) : effect === 'Deny';
  }

  #holdsForSet(qualifier: SetQualifier, value: KnownValue, keys: RequestKeys, effect: Effect): boolean {
    const all = qualifier === 'ForAllValues';
    if (isEmpty(value)) return narrower(effect, this.#ifExists ? [all, true] : [all]);
    const values = typeof value === 'string' ? [value] : value;
    const holds = (some: readonly string[]) =>
      all
        ? some.every((one) => this.#holdsFor(one, keys, effect))
        : some.some((one) => this.#holdsFor(one, keys, effect));
    if (!values.includes('')) return holds(values);
    return narrower(effect, [holds(values), holds(values.filter((one) => one !== ''))]);
  }

  #holdsFor(value: string, keys: RequestKeys, effect: Effect): boolean {
    for (const wanted of this.values) {
      const matches = wanted.matches(value, keys);
      if (matches === undefined) return effect === 'Deny';
      if (matches) return !this.#negated;
    }
    return this.#negated;
  }
}

/**
 * `Null`: `true` asks that the key be absent, `false` that "the key exists and its value is not null" (documented). Whether an
 * empty string is null here, as it is under the set qualifiers, is **unconfirmed**.
 */
export class NullCondition implements Condition {
  readonly operator = 'Null';
  readonly key: string;
  readonly values: readonly Pick<PolicyValue, 'substituted' | 'unresolved'>[];
  readonly #lowerKey: string;
  readonly #wanted: readonly boolean[];

  constructor(key: string, wanted: readonly boolean[]) {
    this.key = key;
    this.#lowerKey = key.toLowerCase();
    this.#wanted = wanted;
    this.values = wanted.map((absent) => ({
      substituted: () => String(absent),
      unresolved: () => [],
    }));
  }

  holds(keys: RequestKeys, effect: Effect): boolean {
    return inEveryCase(keys.get(this.#lowerKey), effect, (value) => {
      if (isAbsent(value)) return this.#wanted.includes(true);
      const readings = isEmpty(value) ? [true, false] : [false];
      return narrower(
        effect,
        readings.map((absent) => this.#wanted.includes(absent)),
      );
    });
  }
}
