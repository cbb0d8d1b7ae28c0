import { type ConditionCase, conditionCases } from './condition-cases';

const keys = (value: unknown) => ({ 's3:max-keys': value });
const asks = (value: string) => ({ 's3:max-keys': value });

conditionCases('Numeric operators', [
  ['equal', { NumericEquals: keys('10') }, asks('10'), true],
  ['equal in value, not in text', { NumericEquals: keys('10') }, asks('10.0'), true],
  ['a JSON number', { NumericEquals: keys(10) }, asks('10'), true],
  ['not equal', { NumericEquals: keys('10') }, asks('11'), false],
  ['NotEquals of another', { NumericNotEquals: keys('10') }, asks('11'), true],
  ['NotEquals of the same', { NumericNotEquals: keys('10') }, asks('10'), false],
  ['NotEquals of an absent key', { NumericNotEquals: keys('10') }, {}, true],
  ['LessThan below', { NumericLessThan: keys('10') }, asks('9'), true],
  ['LessThan compares numbers, not text', { NumericLessThan: keys('10') }, asks('9.5'), true],
  ['LessThan at', { NumericLessThan: keys('10') }, asks('10'), false],
  ['LessThanEquals at', { NumericLessThanEquals: keys('10') }, asks('10'), true],
  ['LessThanEquals above', { NumericLessThanEquals: keys('10') }, asks('11'), false],
  ['GreaterThan above', { NumericGreaterThan: keys('10') }, asks('11'), true],
  ['GreaterThan at', { NumericGreaterThan: keys('10') }, asks('10'), false],
  ['GreaterThanEquals at', { NumericGreaterThanEquals: keys('10') }, asks('10'), true],
  ['GreaterThanEquals below', { NumericGreaterThanEquals: keys('10') }, asks('9'), false],
  ['negative numbers', { NumericLessThan: keys('-1') }, asks('-2'), true],
  ['an absent key', { NumericLessThan: keys('10') }, {}, false],
  ['a request value that is no number', { NumericLessThan: keys('10') }, asks('abc'), 'unclear'],
  ['a request value that is no number, negated', { NumericNotEquals: keys('10') }, asks('abc'), 'unclear'],
]);

const on = (value: unknown) => ({ 'aws:CurrentTime': value });
const at = (value: string) => ({ 'aws:CurrentTime': value });

conditionCases('Date operators', [
  [
    'the same moment in another zone',
    { DateEquals: on('2026-11-20T12:00:00Z') },
    at('2026-11-20T13:00:00+01:00'),
    true,
  ],
  ['another moment', { DateEquals: on('2026-11-20T12:00:00Z') }, at('2026-11-20T12:00:01Z'), false],
  ['NotEquals of another', { DateNotEquals: on('2026-11-20T12:00:00Z') }, at('2026-11-20T12:00:01Z'), true],
  ['NotEquals of the same', { DateNotEquals: on('2026-11-20T12:00:00Z') }, at('2026-11-20T12:00:00Z'), false],
  ['NotEquals of an absent key', { DateNotEquals: on('2026-11-20T12:00:00Z') }, {}, true],
  ['LessThan before', { DateLessThan: on('2026-11-20') }, at('2026-11-19T23:59:59Z'), true],
  ['LessThan at', { DateLessThan: on('2026-11-20') }, at('2026-11-20T00:00:00Z'), false],
  ['LessThanEquals at', { DateLessThanEquals: on('2026-11-20') }, at('2026-11-20T00:00:00Z'), true],
  ['GreaterThan after', { DateGreaterThan: on('2026-11') }, at('2026-11-01T00:00:01Z'), true],
  ['GreaterThan at', { DateGreaterThan: on('2026') }, at('2026-01-01T00:00:00Z'), false],
  ['GreaterThanEquals at', { DateGreaterThanEquals: on('2026') }, at('2026-01-01T00:00:00Z'), true],
  ['seconds since the epoch', { DateGreaterThan: on('1600000000') }, at('1600000001'), true],
  ['a JSON number is seconds since the epoch', { DateGreaterThan: on(1600000000) }, at('1600000000'), false],
  ['epoch against ISO 8601', { DateEquals: on('2020-09-13T12:26:40Z') }, at('1600000000'), true],
  ['an absent key', { DateLessThan: on('2026-11-20') }, {}, false],
  ['a request value that is no date', { DateLessThan: on('2026-11-20') }, at('soon'), 'unclear'],
]);

const secure = (value: unknown) => ({ 'aws:SecureTransport': value });

conditionCases('Bool', [
  ['true is true', { Bool: secure('true') }, { 'aws:SecureTransport': 'true' }, true],
  ['false is not true', { Bool: secure('true') }, { 'aws:SecureTransport': 'false' }, false],
  ['a JSON boolean', { Bool: secure(false) }, { 'aws:SecureTransport': 'false' }, true],
  ['an absent key is not false', { Bool: secure('false') }, {}, false],
  ['a request value that is no boolean', { Bool: secure('false') }, { 'aws:SecureTransport': 'no' }, 'unclear'],
]);

conditionCases('BinaryEquals', [
  ['the same bytes', { BinaryEquals: { 'x:bytes': 'aGVsbG8=' } }, { 'x:bytes': 'aGVsbG8=' }, true],
  ['other bytes', { BinaryEquals: { 'x:bytes': 'aGVsbG8=' } }, { 'x:bytes': 'aGVsbG9v' }, false],
  ['an absent key', { BinaryEquals: { 'x:bytes': 'aGVsbG8=' } }, {}, false],
  ['a request value that is not base64', { BinaryEquals: { 'x:bytes': 'aGVsbG8=' } }, { 'x:bytes': '?' }, 'unclear'],
]);

const from = (value: unknown) => ({ 'aws:SourceIp': value });
const caller = (value: string) => ({ 'aws:SourceIp': value });

conditionCases('IpAddress and NotIpAddress', [
  ['inside an IPv4 range', { IpAddress: from('203.0.113.0/24') }, caller('203.0.113.255'), true],
  ['outside an IPv4 range', { IpAddress: from('203.0.113.0/24') }, caller('203.0.114.0'), false],
  ['a prefix that ends within a byte', { IpAddress: from('203.0.113.128/25') }, caller('203.0.113.127'), false],
  ['an address without prefix is itself', { IpAddress: from('203.0.113.7') }, caller('203.0.113.7'), true],
  ['an address without prefix is no other', { IpAddress: from('203.0.113.7') }, caller('203.0.113.8'), false],
  ['everyone', { IpAddress: from('0.0.0.0/0') }, caller('198.51.100.1'), true],
  ['inside an IPv6 range', { IpAddress: from('2001:DB8:1234:5678::/64') }, caller('2001:db8:1234:5678::1'), true],
  ['outside an IPv6 range', { IpAddress: from('2001:DB8:1234:5678::/64') }, caller('2001:db8:1234:5679::1'), false],
  ['an IPv6 caller is in no IPv4 range', { IpAddress: from('0.0.0.0/0') }, caller('2001:db8::1'), false],
  [
    'an IPv4 caller on a dual-stack listener',
    { IpAddress: from('203.0.113.0/24') },
    caller('::ffff:203.0.113.9'),
    true,
  ],
  [
    'one of an IPv4 and an IPv6 range',
    { IpAddress: from(['203.0.113.0/24', '2001:DB8::/32']) },
    caller('2001:db8::1'),
    true,
  ],
  ['negated: inside', { NotIpAddress: from('203.0.113.0/24') }, caller('203.0.113.1'), false],
  ['negated: outside', { NotIpAddress: from('203.0.113.0/24') }, caller('198.51.100.1'), true],
  ['negated: an absent key', { NotIpAddress: from('203.0.113.0/24') }, {}, true],
  ['an absent key', { IpAddress: from('203.0.113.0/24') }, {}, false],
  ['a request value that is no address', { NotIpAddress: from('203.0.113.0/24') }, caller('localhost'), 'unclear'],
]);

const prefixes = Array.from({ length: 97 }, (_, length) => length);

conditionCases('addresses of the other family', [
  ...prefixes.map(
    (length): ConditionCase => [
      `an IPv4 caller and ::ffff:0:0/${length}, which has IPv4 addresses in it as IPv6 writes them`,
      { IpAddress: from(`::ffff:0:0/${length}`) },
      caller('203.0.113.7'),
      'unclear',
    ],
  ),
  ...prefixes.map(
    (length): ConditionCase => [
      `negated: ::ffff:0:0/${length}`,
      { NotIpAddress: from(`::ffff:0:0/${length}`) },
      caller('203.0.113.7'),
      'unclear',
    ],
  ),
  ['::/80, written with zeros, is such a range', { IpAddress: from('::/80') }, caller('203.0.113.7'), 'unclear'],
  ['::/81 is none', { IpAddress: from('::/81') }, caller('203.0.113.7'), false],
  ['one mapped address', { IpAddress: from('::ffff:203.0.113.7') }, caller('203.0.113.7'), 'unclear'],
  ['a mapped caller', { IpAddress: from('::/0') }, caller('::ffff:203.0.113.7'), 'unclear'],
  ['a mapped caller in hexadecimal', { IpAddress: from('203.0.113.0/24') }, caller('::ffff:cb00:7107'), true],
  ['an IPv4 range beside it settles it', { IpAddress: from(['203.0.113.0/24', '::/0']) }, caller('203.0.113.7'), true],
  ['an IPv6 caller in ::/0', { IpAddress: from('::/0') }, caller('2001:db8::1'), true],
  ['an IPv6 caller, negated', { NotIpAddress: from('::/0') }, caller('2001:db8::1'), false],
  ['an IPv6 caller, another range', { NotIpAddress: from('2001:db9::/32') }, caller('2001:db8::1'), true],
  ['an IPv4 caller, an IPv6 range', { IpAddress: from('2001:db8::/32') }, caller('203.0.113.7'), false],
  ['an IPv4 caller, an IPv6 range, negated', { NotIpAddress: from('2001:db8::/32') }, caller('203.0.113.7'), true],
  ['an IPv6 caller is in no IPv4 range', { NotIpAddress: from('0.0.0.0/0') }, caller('2001:db8::1'), true],
  ['the IPv4 address in an IPv6 one', { IpAddress: from('203.0.113.7') }, caller('::203.0.113.7'), false],
]);

conditionCases('an address with a zone', [
  ['within the range', { IpAddress: from('fe80::/10') }, caller('fe80::1%eth0'), 'unclear'],
  ['without it, the control', { IpAddress: from('fe80::/10') }, caller('fe80::1'), true],
  ['outside, negated', { NotIpAddress: from('2001:db8::/32') }, caller('fe80::1%eth0'), 'unclear'],
  ['a mapped one', { IpAddress: from('203.0.113.7') }, caller('::ffff:203.0.113.7%1'), 'unclear'],
]);

const source = (value: unknown) => ({ 'aws:SourceArn': value });
const topic = 'arn:aws:sns:us-east-2:111122223333:scores';

for (const operator of ['ArnEquals', 'ArnLike']) {
  conditionCases(operator, [
    ['the same ARN', { [operator]: source(topic) }, { 'aws:SourceArn': topic }, true],
    [
      'case counts',
      { [operator]: source(topic.toUpperCase().replace('ARN', 'arn')) },
      { 'aws:SourceArn': topic },
      false,
    ],
    [
      'wildcards within fields',
      { [operator]: source('arn:aws:sns:*:1111????3333:sc*') },
      { 'aws:SourceArn': topic },
      true,
    ],
    ['a star does not cross fields', { [operator]: source('arn:aws:*:scores:x:y') }, { 'aws:SourceArn': topic }, false],
    [
      'a star takes colons in the last field',
      { [operator]: source('arn:aws:sns:us-east-2:111122223333:*') },
      { 'aws:SourceArn': `${topic}:subscription:1` },
      true,
    ],
    ['an absent key', { [operator]: source(topic) }, {}, false],
    [
      'a request value that is no ARN',
      { [operator]: source('arn:*:*:*:*:*') },
      { 'aws:SourceArn': 'scores' },
      'unclear',
    ],
    ['the empty text is no ARN', { [operator]: source('arn:*:*:*:*:*') }, { 'aws:SourceArn': '' }, 'unclear'],
  ]);
}

for (const operator of ['ArnNotEquals', 'ArnNotLike']) {
  conditionCases(operator, [
    ['the same ARN', { [operator]: source(topic) }, { 'aws:SourceArn': topic }, false],
    ['a match', { [operator]: source('arn:aws:sns:*:*:*') }, { 'aws:SourceArn': topic }, false],
    ['another ARN', { [operator]: source('arn:aws:sqs:*:*:*') }, { 'aws:SourceArn': topic }, true],
    ['a request value that is no ARN', { [operator]: source(topic) }, { 'aws:SourceArn': 'scores' }, 'unclear'],
    ['too few fields', { [operator]: source(topic) }, { 'aws:SourceArn': 'arn:aws:sns' }, 'unclear'],
    ['the empty text is no ARN', { [operator]: source(topic) }, { 'aws:SourceArn': '' }, 'unclear'],
    ['a set: one is no ARN', { [`ForAllValues:${operator}`]: { 'x:a': topic } }, { 'x:a': ['scores'] }, 'unclear'],
    ['an absent key', { [operator]: source(topic) }, {}, true],
  ]);
}
