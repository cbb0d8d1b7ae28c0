import type { Refuse } from '../policy-error';
import type { RequestKeys } from '../request-keys';

/** One value of a condition in a policy, made ready to be compared with a request's value. A `Pattern` is one. */
export interface PolicyValue {
  /** As the policy has it. */
  readonly text: string;
  /** Undefined: the request's value is not of the operator's type (`NumericEquals` and `abc`), so nothing can be said. */
  matches(value: string, keys: RequestKeys): boolean | undefined;
  /** The text with policy variables replaced, for explanations. */
  substituted(keys: RequestKeys): string;
  /** The policy variables that have no value in this request. */
  unresolved(keys: RequestKeys): readonly string[];
}

/** How a condition's values are read. */
export interface ValueReading {
  /** Policy variables are understood (version 2012-10-17). */
  readonly variables: boolean;
  readonly refuse: Refuse;
}

/** Reads one value of a condition; throws a PolicyError for one that is not of the operator's type. */
export type ReadValue = (text: string, reading: ValueReading) => PolicyValue;

/**
 * A value that is read once and compared as something other than text. Policy variables may not stand in it (documented for
 * Numeric, Date, Binary, IP address and Null; for Bool the pages disagree, and Access Analyzer refuses them).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-conditionelement
 */
export function typedValue<T>(
  text: string,
  parsed: T | undefined,
  expected: string,
  reading: ValueReading,
  compare: (wanted: T, value: string) => boolean | undefined,
): PolicyValue {
  if (reading.variables && text.includes('${')) {
    throw reading.refuse(`'${text}': policy variables stand under string and ARN operators only`);
  }
  if (parsed === undefined) throw reading.refuse(`'${text}' is not ${expected}`);
  return {
    text,
    matches: (value) => compare(parsed, value),
    substituted: () => text,
    unresolved: () => [],
  };
}
