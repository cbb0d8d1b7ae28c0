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

const prefix = (value: string | readonly string[]) => ({ 's3:prefix': value });

// "a null data set, such as an empty string"
conditionCases('empty strings under a set qualifier', [
  ['ForAllValues holds', { 'ForAllValues:StringEquals': prefix('a') }, prefix(''), true],
  ['ForAllValues holds of a list', { 'ForAllValues:StringEquals': wanted }, tags('', ''), true],
  ['ForAllValues holds, negated', { 'ForAllValues:StringNotEquals': prefix('') }, prefix(''), true],
  ['ForAllValues, the control', { 'ForAllValues:StringEquals': prefix('a') }, prefix('b'), false],
  ['ForAllValues holds of numbers', { 'ForAllValues:NumericEquals': prefix('1') }, prefix(''), true],
  ['ForAllValues holds of addresses', { 'ForAllValues:IpAddress': prefix('::/0') }, prefix(''), true],
  ['ForAllValues holds of ARNs', { 'ForAllValues:ArnEquals': prefix('arn:aws:s3:::b') }, prefix(''), true],
  ['ForAllValues with IfExists', { 'ForAllValues:StringEqualsIfExists': prefix('a') }, prefix(''), true],
  ['ForAnyValue fails', { 'ForAnyValue:StringEquals': prefix('') }, prefix(''), false],
  ['ForAnyValue fails of a list', { 'ForAnyValue:StringEquals': prefix('') }, prefix(['']), false],
  ['ForAnyValue fails, negated', { 'ForAnyValue:StringNotEquals': prefix('a') }, prefix(''), false],
  ['ForAnyValue, the control', { 'ForAnyValue:StringNotEquals': prefix('a') }, prefix('b'), true],
  ['ForAnyValue with IfExists', { 'ForAnyValue:StringEqualsIfExists': prefix('a') }, prefix(''), 'unclear'],
  ['beside others, when it would fail', { 'ForAllValues:StringEquals': wanted }, tags('', 'environment'), 'unclear'],
  ['beside others that fail', { 'ForAllValues:StringEquals': wanted }, tags('', 'dept'), false],
  ['beside others that hold too', { 'ForAllValues:StringLike': prefix('*') }, prefix(['', 'a']), true],
  ['ForAnyValue, beside one that holds', { 'ForAnyValue:StringEquals': wanted }, tags('', 'environment'), true],
  ['ForAnyValue, when it alone holds', { 'ForAnyValue:StringEquals': prefix('') }, prefix(['', 'a']), 'unclear'],
  ['without qualifier it is a text', { StringEquals: prefix('') }, prefix(''), true],
  ['Null: false', { Null: { 's3:prefix': 'false' } }, prefix(''), 'unclear'],
  ['Null: true', { Null: { 's3:prefix': 'true' } }, prefix(''), 'unclear'],
  ['Null: false on a list', { Null: { 's3:prefix': 'false' } }, prefix(['']), 'unclear'],
  ['Null: false beside another', { Null: { 's3:prefix': 'false' } }, prefix(['', 'a']), true],
  ['Null, both', { Null: { 's3:prefix': ['true', 'false'] } }, prefix(''), true],
  [
    'ForAllValues and the Null guard together',
    { 'ForAllValues:StringEquals': prefix('a'), Null: { 's3:prefix': 'false' } },
    prefix(''),
    'unclear',
  ],
]);

const open = { 'x:k': { uncertain: 'anything' } } as const;
const absentOrFalse = { 'x:k': { uncertain: [undefined, 'false'] } } as const;

conditionCases('a key that is uncertain', [
  ['anything', { StringEquals: { 'x:k': 'a' } }, open, 'unclear'],
  ['anything, negated', { StringNotEquals: { 'x:k': 'a' } }, open, 'unclear'],
  ['anything, with IfExists', { StringEqualsIfExists: { 'x:k': 'a' } }, open, 'unclear'],
  ['anything, ForAllValues', { 'ForAllValues:StringEquals': { 'x:k': 'a' } }, open, 'unclear'],
  ['anything, ForAnyValue', { 'ForAnyValue:StringEquals': { 'x:k': 'a' } }, open, 'unclear'],
  ['anything, Null', { Null: { 'x:k': 'true' } }, open, 'unclear'],
  ['absent or false: Bool false', { Bool: { 'x:k': 'false' } }, absentOrFalse, 'unclear'],
  ['absent or false: BoolIfExists false', { BoolIfExists: { 'x:k': 'false' } }, absentOrFalse, true],
  ['absent or false: Bool true', { Bool: { 'x:k': 'true' } }, absentOrFalse, false],
  ['absent or false: BoolIfExists true', { BoolIfExists: { 'x:k': 'true' } }, absentOrFalse, 'unclear'],
  ['absent or false: Null', { Null: { 'x:k': 'false' } }, absentOrFalse, 'unclear'],
  ['as a variable', { StringEquals: { 'aws:Referer': '${x:k}' } }, { ...open, 'aws:Referer': 'a' }, 'unclear'],
  [
    'as a variable, negated',
    { StringNotLike: { 'aws:Referer': '${x:k}*' } },
    { ...open, 'aws:Referer': 'a' },
    'unclear',
  ],
  [
    'as a variable with a default',
    { StringEquals: { 'aws:Referer': "${x:k, 'a'}" } },
    { ...open, 'aws:Referer': 'a' },
    'unclear',
  ],
  ['another key', { StringEquals: { 'aws:Referer': 'a' } }, { ...open, 'aws:Referer': 'a' }, true],
]);

conditionCases('an operator without set qualifier on several values', [
  ['a list of one value is that value', { StringEquals: { 'aws:TagKeys': 'a' } }, tags('a'), true],
  ['a list of one other value', { StringEquals: { 'aws:TagKeys': 'a' } }, tags('b'), false],
  ['negated, a list of one value is that value', { StringNotEquals: { 'aws:TagKeys': 'a' } }, tags('a'), false],
  ['negated, a list of one other value', { StringNotEquals: { 'aws:TagKeys': 'a' } }, tags('b'), true],
  ['with IfExists, a list of one value', { StringEqualsIfExists: { 'aws:TagKeys': 'a' } }, tags('b'), false],
  ['several values, with IfExists', { StringEqualsIfExists: { 'aws:TagKeys': 'a' } }, tags('a', 'b'), 'unclear'],
  ['several values, all of them equal', { StringEquals: { 'aws:TagKeys': ['a', 'b'] } }, tags('a', 'b'), 'unclear'],
  ['several values, negated', { StringNotEquals: { 'aws:TagKeys': 'c' } }, tags('a', 'b'), 'unclear'],
  ['a list without values is absent', { StringEquals: { 'aws:TagKeys': 'a' } }, tags(), false],
]);

function guarded() {
  return { 'ForAllValues:StringEquals': wanted, Null: { 'aws:TagKeys': 'false' } };
}
