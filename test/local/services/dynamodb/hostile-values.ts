import fc from 'fast-check';
import { me, stranger } from './harness';

export const mine = `PLAYER#${me}`;
export const theirs = `PLAYER#${stranger}`;

// Words that mean something to DynamoDB or to JavaScript, so that random requests get past the first check.
export const word = fc.constantFrom(
  ...['pk', 'sk', 'note', 'bag', 'clan', mine, theirs, 'PROFILE', 'players', 'indexed', 'S', 'M', 'L', '', '1', '-0'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'EQ',
    'NE',
    'BETWEEN',
    'ALL_OLD',
    'ALL_NEW',
    'UPDATED_NEW',
    'TOTAL',
    '\ud800',
  ],
);

export const scalar = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom({ S: mine }, { S: theirs }, { S: 'PROFILE' }, { N: '1' }) },
  fc.oneof(
    word.map((S) => ({ S })),
    word.map((N) => ({ N })),
    fc.constantFrom(
      { N: '1e125' },
      { N: '1e400' },
      { S: theirs, N: '1' },
      { B: 'AAAA' },
      { NULL: true },
      { BOOL: 'yes' },
      {},
    ),
  ),
);
export const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.oneof(
    fc.constantFrom(
      { SS: [mine, theirs] },
      { NS: ['1', '1.0'] },
      { NS: ['2'] },
      { L: [null] },
      { M: { a: null } },
      null,
    ),
    fc.array(scalar, { maxLength: 2 }).map((L) => ({ L })),
    fc.dictionary(word, scalar, { maxKeys: 2 }).map((M) => ({ M })),
  ),
);
export const key = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ pk: fc.constantFrom({ S: mine }, { S: theirs }), sk: fc.constant({ S: 'PROFILE' }) }),
  },
  fc.record({ pk: scalar, sk: scalar, note: value }, { requiredKeys: [] }),
  fc.dictionary(word, value, { maxKeys: 3 }),
);
export const item = fc
  .tuple(key, fc.dictionary(word, value, { maxKeys: 2 }))
  .map(([keyPart, rest]) => ({ ...rest, ...keyPart }));

const soup = fc
  .array(
    fc.constantFrom('pk', 'note', '=', ':a', ':b', '#a', 'AND', 'OR', '(', ')', 'NOT', 'SET', ',', '.', '[0]', 'IN'),
    {
      maxLength: 9,
    },
  )
  .map((parts) => parts.join(' '));
const oneOf = (...expressions: readonly string[]) =>
  fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...expressions) }, { weight: 1, arbitrary: soup });

export const keyCondition = oneOf(
  ...[
    'pk = :a',
    ':a = pk',
    '#a = :a',
    '(pk = :a)',
    'pk = :a AND sk = :b',
    '(pk = :a) AND begins_with(sk, :b)',
    'pk > :a',
  ],
  ...[
    'pk = :b OR pk = :a',
    'pk BETWEEN :a AND :b',
    'pk IN (:a, :b)',
    'pk = :a AND pk = :b',
    'pk.pk = :a',
    '#a = :a AND #b = :b',
  ],
  ...['pk = :a AND sk BETWEEN :b AND :b', 'NOT pk = :a', 'size(pk) = :a', 'pk <> :a', 'clan = :a'],
);
export const condition = oneOf(
  ...[
    'attribute_exists(#a)',
    'attribute_not_exists(note)',
    'size(bag) > :a',
    'NOT contains(note, :a)',
    '#a.#b = :a',
    'bag[0] = :a',
  ],
  ...[
    'note IN (:a, :b)',
    'attribute_type(note, :a)',
    'note < :a OR (bag > :b AND note <> :a)',
    'note BETWEEN :a AND :b',
  ],
);
export const update = oneOf(
  ...[
    'SET note = :a',
    'SET bag[0] = :a, note = bag',
    'ADD #a :a',
    'REMOVE bag[0], #b',
    'DELETE note :a',
    'SET #a.#b = :a',
  ],
  ...[
    'SET bag[99999999] = :a',
    'SET note = list_append(bag, :a)',
    'SET #a = if_not_exists(#b, :a) + :b',
    'SET pk = :a',
  ],
  ...['SET bag = :a REMOVE note ADD #a :b', 'SET #a = #b - :a', 'ADD bag :a DELETE #a :b'],
);
export const projection = oneOf('note', 'pk, sk, bag[1]', '#a.#b', 'bag[0], bag[7].note', '#a, #b', 'note.note');

export const comparison = fc.constantFrom(
  'EQ',
  'EQ',
  'NE',
  'LE',
  'BETWEEN',
  'IN',
  'NULL',
  'CONTAINS',
  'BEGINS_WITH',
  'constructor',
);
export const conditions = fc.dictionary(
  word,
  fc.record(
    { ComparisonOperator: comparison, AttributeValueList: fc.array(value, { maxLength: 2 }) },
    { requiredKeys: [] },
  ),
  { maxKeys: 2 },
);
export const keyConditions = fc.oneof(
  fc.record({
    pk: fc.record({ ComparisonOperator: comparison, AttributeValueList: fc.array(scalar, { maxLength: 2 }) }),
  }),
  conditions,
);
export const valued = fc.record(
  { Exists: fc.boolean(), Value: value, ComparisonOperator: comparison },
  { requiredKeys: [] },
);
export const updates = fc.dictionary(
  word,
  fc.record({ Action: fc.constantFrom('PUT', 'ADD', 'DELETE', 'x'), Value: value }, { requiredKeys: [] }),
  { maxKeys: 2 },
);

/** Any JSON at all. */
export const anyJson = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.object({ key: word, maxDepth: 4, values: [word, fc.integer(), fc.constant(null), fc.boolean()] }),
);
