import { parseStrictJson } from '../../../local/shared/strict-json';

test.each([
  ['{"a":1,"b":1}', { a: 1, b: 1 }],
  ['[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
  ['{"a":{"a":{"a":[]}}}', { a: { a: { a: [] } } }],
  ['{"a":"a","b":"\\"a\\":"}', { a: 'a', b: '"a":' }],
  ['{"a\\\\":1,"a":2}', { 'a\\': 1, a: 2 }],
  ['"{"', '{'],
])('%s is read', (text, value) => {
  expect(parseStrictJson(text)).toEqual(value);
});

test.each([
  '{"a":1,"a":1}',
  '{"a":1,"b":{"c":1,"c":2}}',
  '[{"a" :1,\n"a"\t: 2}]',
  '{"a":1,"\\u0061":2}',
  '{"__proto__":1,"__proto__":2}',
  '{"":1,"":2}',
])('%s is refused: an object has a member twice', (text) => {
  expect(() => parseStrictJson(text)).toThrow('twice');
});

test('JSON nests 128 levels deep, and no deeper', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  expect(parseStrictJson(nested(128))).toEqual(JSON.parse(nested(128)));
  expect(() => parseStrictJson(nested(129))).toThrow('128 levels');
  expect(() => parseStrictJson(nested(1_000_000))).toThrow('128 levels');
});

test('what is no JSON is refused', () => {
  for (const text of ['', '{', '{"a":1,}', 'NaN', '{}{}']) expect(() => parseStrictJson(text)).toThrow(SyntaxError);
});
