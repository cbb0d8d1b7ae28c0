import fc from 'fast-check';

/** Names that mean something to JavaScript. */
export const prototypeName = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
);

/** Text that something may stumble over. */
export const hostileText = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  prototypeName,
  fc.constantFrom(
    '',
    '\u0000',
    '\r\nx: y',
    '\ud800',
    '\ufeff',
    '../../etc/passwd',
    '%zz',
    '%00',
    '%c0%af',
    '-1',
    '1e999',
    'NaN',
    '9'.repeat(400),
    "';--",
    '<!DOCTYPE a>',
    '${sub}',
  ),
  fc.integer({ min: 1, max: 4 }).map((power) => 'a'.repeat(10 ** power)),
);

/** JSON text of any kind, also such as no `JSON.stringify` writes. */
export const hostileJson: fc.Arbitrary<string> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
  hostileText.map((text) => JSON.stringify(text)),
  prototypeName.map((name) => `{"${name}":{"a":1}}`),
  fc.constantFrom(
    'null',
    'true',
    '0',
    '-0',
    '1e999',
    '-1',
    '1.5',
    '12345678901234567890',
    '[]',
    '{}',
    '[null]',
    '[[]]',
  ),
  fc.constantFrom(
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    '"\\ud800"',
    '{"S":"a"}',
    '[{"S":"a"}]',
    '{"M":{"a":{"N":"x"}}}',
  ),
  fc.integer({ min: 1, max: 3000 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  fc.integer({ min: 1, max: 3000 }).map((depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
);

/** Text that is no JSON, or nearly. */
export const brokenJson = fc.oneof(
  hostileText,
  fc.constantFrom(
    '{',
    '[',
    '{"a"',
    '{"a":}',
    '{"a":1,}',
    "{'a':1}",
    '{}{}',
    '\ufeff{}',
    'NaN',
    '{"a":\u0001}',
    '"\\x"',
  ),
);
