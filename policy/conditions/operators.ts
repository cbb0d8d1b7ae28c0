import { likeArn } from './arns';
import { equalBinary } from './binaries';
import { equalBoolean } from './booleans';
import { comparedDate } from './dates';
import { withinAddressRange } from './ip-addresses';
import { comparedNumber, type Ordering } from './numbers';
import type { ReadValue } from './policy-value';
import { equalString, equalStringIgnoringCase, likeString } from './strings';

/** A condition operator, without qualifier and `IfExists`. `Null` is not one of these: it looks at the key alone. */
export interface Operator {
  readonly read: ReadValue;
  /** It holds when none of the values matches, and when the key is absent. */
  readonly negated: boolean;
}

const positive = (read: ReadValue): Operator => ({ read, negated: false });
const negated = (read: ReadValue): Operator => ({ read, negated: true });

const equal: Ordering = (value, wanted) => value === wanted;
const less: Ordering = (value, wanted) => value < wanted;
const lessOrEqual: Ordering = (value, wanted) => value <= wanted;
const greater: Ordering = (value, wanted) => value > wanted;
const greaterOrEqual: Ordering = (value, wanted) => value >= wanted;

/**
 * Every condition operator of IAM by its name.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const operators: ReadonlyMap<string, Operator> = new Map([
  ['StringEquals', positive(equalString)],
  ['StringNotEquals', negated(equalString)],
  ['StringEqualsIgnoreCase', positive(equalStringIgnoringCase)],
  ['StringNotEqualsIgnoreCase', negated(equalStringIgnoringCase)],
  ['StringLike', positive(likeString)],
  ['StringNotLike', negated(likeString)],
  ['NumericEquals', positive(comparedNumber(equal))],
  ['NumericNotEquals', negated(comparedNumber(equal))],
  ['NumericLessThan', positive(comparedNumber(less))],
  ['NumericLessThanEquals', positive(comparedNumber(lessOrEqual))],
  ['NumericGreaterThan', positive(comparedNumber(greater))],
  ['NumericGreaterThanEquals', positive(comparedNumber(greaterOrEqual))],
  ['DateEquals', positive(comparedDate(equal))],
  ['DateNotEquals', negated(comparedDate(equal))],
  ['DateLessThan', positive(comparedDate(less))],
  ['DateLessThanEquals', positive(comparedDate(lessOrEqual))],
  ['DateGreaterThan', positive(comparedDate(greater))],
  ['DateGreaterThanEquals', positive(comparedDate(greaterOrEqual))],
  ['Bool', positive(equalBoolean)],
  ['BinaryEquals', positive(equalBinary)],
  ['IpAddress', positive(withinAddressRange)],
  ['NotIpAddress', negated(withinAddressRange)],
  ['ArnEquals', positive(likeArn)],
  ['ArnLike', positive(likeArn)],
  ['ArnNotEquals', negated(likeArn)],
  ['ArnNotLike', negated(likeArn)],
]);
