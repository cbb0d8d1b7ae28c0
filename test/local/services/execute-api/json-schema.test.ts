import { isValid } from '../../../../local/services/execute-api/json-schema';
import { schemaProblem } from '../../../../local/services/execute-api/schema-problem';

const model = (schema: unknown) => ({ contentType: 'application/json', schema });

test.each<[what: string, schema: object, good: unknown, bad: unknown]>([
  ['type', { type: 'integer' }, 1, 1.5],
  ['several types', { type: ['string', 'null'] }, null, 1],
  ['a list is no object', { type: 'object' }, {}, []],
  ['null is no object', { type: 'object' }, {}, null],
  ['required', { required: ['a'] }, { a: 1 }, { b: 1 }],
  ['required, of what every object inherits', { required: ['toString'] }, { toString: 1 }, {}],
  ['additionalProperties', { properties: { a: {} }, additionalProperties: false }, { a: 1 }, { b: 1 }],
  [
    'additionalProperties, of what every object inherits',
    { properties: {}, additionalProperties: false },
    {},
    JSON.parse('{"__proto__":1}'),
  ],
  ['additionalProperties with a schema', { additionalProperties: { type: 'string' } }, { a: 'b' }, { a: 1 }],
  ['patternProperties', { patternProperties: { '^n': { type: 'number' } } }, { n1: 1, a: 'a' }, { n1: 'a' }],
  ['minimum', { minimum: 1 }, 1, 0],
  ['exclusiveMinimum', { minimum: 1, exclusiveMinimum: true }, 2, 1],
  ['maximum', { maximum: 1 }, 1, 2],
  ['multipleOf', { multipleOf: 5 }, 10, 11],
  ['minLength, in characters', { minLength: 2 }, '😀😀', '😀'],
  ['maxLength', { maxLength: 1 }, '😀', 'ab'],
  ['pattern', { pattern: '^a$' }, 'a', 'b'],
  ['enum', { enum: [{ a: 1, b: 2 }] }, { b: 2, a: 1 }, { a: 1 }],
  ['items', { items: { type: 'number' } }, [1], ['a']],
  ['additionalItems', { items: [{ type: 'number' }], additionalItems: false }, [1], [1, 2]],
  ['uniqueItems', { uniqueItems: true }, [1, 2], [{ a: 1 }, { a: 1 }]],
  ['minItems', { minItems: 1 }, [1], []],
  ['maxProperties', { maxProperties: 1 }, { a: 1 }, { a: 1, b: 1 }],
  ['dependencies', { dependencies: { a: ['b'] } }, { a: 1, b: 1 }, { a: 1 }],
  ['allOf', { allOf: [{ minimum: 1 }, { maximum: 2 }] }, 1, 3],
  ['anyOf', { anyOf: [{ type: 'string' }, { minimum: 2 }] }, 2, 1],
  ['oneOf', { oneOf: [{ minimum: 1 }, { maximum: 2 }] }, 0, 1],
  ['not', { not: { type: 'string' } }, 1, 'a'],
  [
    '$ref within',
    { definitions: { a: { type: 'string' } }, properties: { b: { $ref: '#/definitions/a' } } },
    { b: '' },
    { b: 1 },
  ],
  [
    '$ref to itself',
    { properties: { next: { $ref: '#' } }, required: ['n'] },
    { n: 1, next: { n: 2 } },
    { n: 1, next: {} },
  ],
  ['$ref to another model', { $ref: 'https://apigateway.amazonaws.com/restapis/abc/models/Other' }, 'a', 1],
  ['$ref to nothing', { not: { $ref: '#/definitions/none' }, type: 'object' }, undefined, {}],
  ['a pattern that takes for ever', { pattern: '^(a+)+$' }, 'aaa', `${'a'.repeat(64)}!`],
  ['the same, where it must not match', { not: { pattern: '^(a+)+$' } }, 'b', `${'a'.repeat(64)}!`],
  ['a schema that never ends', { $ref: '#' }, undefined, 1],
  [
    'the same, where it must not hold',
    { properties: { a: { not: { $ref: '#' } } }, not: { $ref: '#' } },
    undefined,
    { a: 1 },
  ],
])('%s', (_what, schema, good, bad) => {
  const models = { Other: model({ type: 'string' }), Own: model(schema) };
  expect(schemaProblem(schema, models)).toBeUndefined();
  expect(isValid(bad, schema, models)).toBe(false);
  if (good !== undefined) expect(isValid(good, schema, models)).toBe(true);
});

test('what would cost too much to tell is refused in good time', () => {
  const deep = {
    anyOf: Array.from({ length: 20 }, () => ({ anyOf: Array.from({ length: 20 }, () => ({ type: 'string' })) })),
  };
  const schema = { items: deep };
  const began = performance.now();
  expect(
    isValid(
      Array.from({ length: 100_000 }, () => 1),
      schema,
      {},
    ),
  ).toBe(false);
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(isValid(['a'], schema, {})).toBe(true);
});

test.each<[schema: unknown, problem: RegExp]>([
  [[], /must be an object/],
  [{ type: 'text' }, /'type'/],
  [{ minimum: '1' }, /'minimum'/],
  [{ pattern: '(' }, /Invalid regular expression/],
  [{ patternProperties: { '(': {} } }, /Invalid regular expression/],
  [{ properties: { a: { minLength: true } } }, /'minLength'/],
  [{ items: [{ oneOf: [] }] }, /'oneOf'/],
  [{ $ref: 'https://evil.example/schema.json' }, /'\$ref'/],
  [{ const: 1 }, /'const' is not understood/],
])('%j is no schema', (schema, problem) => {
  expect(schemaProblem(schema, {})).toMatch(problem);
  expect(schemaProblem({}, {})).toBeUndefined();
});
