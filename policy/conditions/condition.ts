import type { RequestKeys } from '../request-keys';
import type { ContextValue } from '../types';
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
  holds(keys: RequestKeys, effect: 'Allow' | 'Deny'): boolean;
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

/** True when the request does not carry the key: it is absent, or a multivalued one without any value. */
export function isAbsent(value: ContextValue | undefined): value is undefined {
  return value === undefined || (typeof value !== 'string' && value.length === 0);
}

/**
 * Every operator but `Null`.
 *
 * - Several values in the policy are ORed, for a negated operator NORed (documented).
 * - An absent key: `…IfExists` holds; `ForAllValues` holds and `ForAnyValue` does not; a negated operator holds, any other
 *   does not (documented).
 * - Several values in the request under an operator without set qualifier: the pages only say that a qualifier is required,
 *   so **unconfirmed**: never satisfied in an Allow, always in a Deny. The same where the request's value is not of
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
  readonly #whenAbsent: boolean;

  constructor(parts: ComparisonParts) {
    this.operator = parts.operator;
    this.key = parts.key;
    this.values = parts.values;
    this.#lowerKey = parts.key.toLowerCase();
    this.#qualifier = parts.qualifier;
    this.#negated = parts.negated;
    this.#whenAbsent =
      parts.ifExists || (parts.qualifier === undefined ? parts.negated : parts.qualifier === 'ForAllValues');
  }

  holds(keys: RequestKeys, effect: 'Allow' | 'Deny'): boolean {
    const value = keys.get(this.#lowerKey);
    if (isAbsent(value)) return this.#whenAbsent;
    if (typeof value === 'string') return this.#holdsFor(value, keys, effect);
    if (this.#qualifier === 'ForAllValues') return value.every((one) => this.#holdsFor(one, keys, effect));
    if (this.#qualifier === 'ForAnyValue') return value.some((one) => this.#holdsFor(one, keys, effect));
    const [only] = value;
    return only !== undefined && value.length === 1 ? this.#holdsFor(only, keys, effect) : effect === 'Deny';
  }

  #holdsFor(value: string, keys: RequestKeys, effect: 'Allow' | 'Deny'): boolean {
    for (const wanted of this.values) {
      const matches = wanted.matches(value, keys);
      if (matches === undefined) return effect === 'Deny';
      if (matches) return !this.#negated;
    }
    return this.#negated;
  }
}

/** `Null`: `true` asks that the key be absent, `false` that it be there with a value. */
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

  holds(keys: RequestKeys): boolean {
    return this.#wanted.includes(isAbsent(keys.get(this.#lowerKey)));
  }
}
