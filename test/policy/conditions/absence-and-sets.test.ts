import { conditionCases } from './condition-cases';

const tags = (...values: string[]) => ({ 'aws:TagKeys': values });
const wanted = { 'aws:TagKeys': ['environment', 'cost-center'] };

conditionCases('Null', [
  ['true holds when the key is absent', { Null: { 'aws:TokenIssueTime': 'true' } }, {}, true],
  ['true fails when it is there', { Null: { 'aws:TokenIssueTime': 'true' } }, { 'aws:TokenIssueTime': '2026' }, false],
  ['false holds when it is there', { Null: { 'aws:TokenIssueTime': 'false' } }, { 'aws:TokenIssueTime': '2026' }, true],
  ['false fails when it is absent', { Null: { 'aws:TokenIssueTime': false } }, {}, false],
  ['a list without values is absent', { Null: { 'aws:TagKeys': 'true' } }, tags(), true],
  ['a list with a value is there', { Null: { 'aws:TagKeys': 'false' } }, tags('a'), true],
]);

conditionCases('IfExists', [
  ['an absent key holds', { StringEqualsIfExists: { 'aws:Referer': 'a' } }, {}, true],
  ['a present key is compared: equal', { StringEqualsIfExists: { 'aws:Referer': 'a' } }, { 'aws:Referer': 'a' }, true],
  ['a present key is compared: other', { StringEqualsIfExists: { 'aws:Referer': 'a' } }, { 'aws:Referer': 'b' }, false],
  ['negated, an absent key', { StringNotEqualsIfExists: { 'aws:Referer': 'a' } }, {}, true],
  ['negated, a present key', { StringNotEqualsIfExists: { 'aws:Referer': 'a' } }, { 'aws:Referer': 'a' }, false],
  ['numbers', { NumericLessThanIfExists: { 's3:max-keys': '10' } }, {}, true],
  ['dates', { DateLessThanIfExists: { 'aws:CurrentTime': '2026' } }, {}, true],
  ['booleans', { BoolIfExists: { 'aws:SecureTransport': 'true' } }, {}, true],
  ['addresses', { IpAddressIfExists: { 'aws:SourceIp': '10.0.0.0/8' } }, {}, true],
  ['ARNs', { ArnLikeIfExists: { 'aws:SourceArn': 'arn:aws:s3:::*' } }, {}, true],
  ['ForAnyValue, an absent key', { 'ForAnyValue:StringEqualsIfExists': wanted }, {}, true],
  ['ForAnyValue, a present key', { 'ForAnyValue:StringEqualsIfExists': wanted }, tags('dept'), false],
]);

// The table of the page "Single-valued vs. multivalued context keys".
conditionCases('ForAllValues', [
  ['one of the values', { 'ForAllValues:StringEquals': wanted }, tags('environment'), true],
  ['both of the values', { 'ForAllValues:StringEquals': wanted }, tags('environment', 'cost-center'), true],
  ['one value too many', { 'ForAllValues:StringEquals': wanted }, tags('environment', 'dept'), false],
  ['an absent key holds', { 'ForAllValues:StringEquals': wanted }, {}, true],
  ['a list without values holds', { 'ForAllValues:StringEquals': wanted }, tags(), true],
  ['the Null guard refuses an absent key', guarded(), {}, false],
  ['the Null guard lets a present key through', guarded(), tags('environment'), true],
  ['negated: every value is another', { 'ForAllValues:StringNotEquals': wanted }, tags('a', 'b'), true],
  ['negated: one value is the same', { 'ForAllValues:StringNotEquals': wanted }, tags('a', 'environment'), false],
  [
    'a single-valued key is a set of one',
    { 'ForAllValues:StringEquals': { 'aws:Referer': 'a' } },
    { 'aws:Referer': 'b' },
    false,
  ],
]);

conditionCases('ForAnyValue', [
  ['one of the values', { 'ForAnyValue:StringEquals': wanted }, tags('environment'), true],
  ['one of the values and another', { 'ForAnyValue:StringEquals': wanted }, tags('environment', 'dept'), true],
  ['another value only', { 'ForAnyValue:StringEquals': wanted }, tags('dept'), false],
  ['an absent key does not hold', { 'ForAnyValue:StringEquals': wanted }, {}, false],
  ['a list without values does not hold', { 'ForAnyValue:StringEquals': wanted }, tags(), false],
  ['negated: one value is another', { 'ForAnyValue:StringNotEquals': wanted }, tags('environment', 'dept'), true],
  ['negated: every value is the same', { 'ForAnyValue:StringNotEquals': wanted }, tags('environment'), false],
  ['negated: an absent key does not hold', { 'ForAnyValue:StringNotEquals': wanted }, {}, false],
  ['numbers', { 'ForAnyValue:NumericLessThan': { 'x:sizes': '10' } }, { 'x:sizes': ['20', '5'] }, true],
]);

conditionCases('an operator without set qualifier on several values', [
  ['a list of one value is that value', { StringEquals: { 'aws:TagKeys': 'a' } }, tags('a'), true],
  ['a list of one other value', { StringEquals: { 'aws:TagKeys': 'a' } }, tags('b'), false],
  ['several values, all of them equal', { StringEquals: { 'aws:TagKeys': ['a', 'b'] } }, tags('a', 'b'), 'unclear'],
  ['several values, negated', { StringNotEquals: { 'aws:TagKeys': 'c' } }, tags('a', 'b'), 'unclear'],
  ['a list without values is absent', { StringEquals: { 'aws:TagKeys': 'a' } }, tags(), false],
]);

function guarded() {
  return { 'ForAllValues:StringEquals': wanted, Null: { 'aws:TagKeys': 'false' } };
}
