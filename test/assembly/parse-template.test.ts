import { readFileSync } from 'node:fs';
import { parseTemplate, TemplateFormatError } from '../../assembly/parse-template';

const yaml = (line: string) => parseTemplate(`a: ${line}\n`).a;

// Each short form beside the long one that it stands for.
test.each<readonly [short: string, long: unknown]>([
  ['!Ref Name', { Ref: 'Name' }],
  ['!Ref 012', { Ref: '012' }],
  ['!Condition IsProd', { Condition: 'IsProd' }],
  ['!Sub "${Name}-x"', { 'Fn::Sub': '${Name}-x' }],
  ['!Sub ["${A}", {A: !Ref B}]', { 'Fn::Sub': ['${A}', { A: { Ref: 'B' } }] }],
  ['!GetAtt Pool.Arn', { 'Fn::GetAtt': ['Pool', 'Arn'] }],
  ['!GetAtt Nested.Outputs.Name', { 'Fn::GetAtt': ['Nested', 'Outputs.Name'] }],
  ['!GetAtt [Pool, Arn]', { 'Fn::GetAtt': ['Pool', 'Arn'] }],
  ['!If [IsProd, !Ref A, !Ref "AWS::NoValue"]', { 'Fn::If': ['IsProd', { Ref: 'A' }, { Ref: 'AWS::NoValue' }] }],
  ['!Join ["", [a, !Ref B]]', { 'Fn::Join': ['', ['a', { Ref: 'B' }]] }],
  ['!Equals [!Ref A, ""]', { 'Fn::Equals': [{ Ref: 'A' }, ''] }],
  ['!Not [!Equals [a, b]]', { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }],
  ['!And [!Condition A, !Condition B]', { 'Fn::And': [{ Condition: 'A' }, { Condition: 'B' }] }],
  ['!Select [0, !Split [",", "a,b"]]', { 'Fn::Select': [0, { 'Fn::Split': [',', 'a,b'] }] }],
  ['!Transform {Name: AWS::Include}', { 'Fn::Transform': { Name: 'AWS::Include' } }],
  ['!ImportValue\n  Fn::Sub: x', { 'Fn::ImportValue': { 'Fn::Sub': 'x' } }],
])('%s', (short, long) => {
  expect(yaml(short)).toEqual(long);
});

// YAML 1.1, without the tags that CloudFormation leaves out.
test.each<readonly [text: string, value: unknown]>([
  ['2012-10-17', '2012-10-17'],
  ['2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00'],
  ["'2012-10-17'", '2012-10-17'],
  ['yes', true],
  ['off', false],
  ['"yes"', 'yes'],
  ['010', 8],
  ['123456789012', 123456789012],
  ['098765432109', '098765432109'],
  ['N', 'N'],
  ['12e34', '12e34'],
  ['1.5', 1.5],
  ['!!str 1', '1'],
  ['~', null],
  ['', null],
  ['|\n  one\n  two', 'one\ntwo\n'],
  ['&anchor x', 'x'],
  ['[a, 1]', ['a', 1]],
  ['{Ref: x}', { Ref: 'x' }],
  ['{__proto__: x}', JSON.parse('{"__proto__":"x"}')],
  ['{on: x, 1: y}', { on: 'x', 1: 'y' }],
])('%j is %j', (text, value) => {
  expect(yaml(text)).toEqual(value);
});

const yamlFault = (line: number, column: number) =>
  `Template format error: YAML not well-formed. (line ${line}, column ${column})`;
const jsonFault = (line: number, column: number) =>
  `Template format error: JSON not well-formed. (line ${line}, column ${column})`;
const aliases = 'Template error: YAML aliases are not allowed in CloudFormation templates';
const structure = 'Template format error: unsupported structure.';

// Each refusal beside a text that differs in what is refused, and is taken.
test.each<readonly [refused: string, message: string, taken: string]>([
  ['a: 1\nb: [1\nc: 2\n', yamlFault(3, 1), 'a: 1\nb: [1]\nc: 2\n'],
  ['a: "x\n', yamlFault(2, 1), 'a: "x"\n'],
  ['a: 1\n  b: 2\n', yamlFault(1, 4), 'a:\n  b: 2\n'],
  ['a: 1\na: 2\n', yamlFault(2, 1), 'a: 1\nb: 2\n'],
  ['a: !Unknown x\n', yamlFault(1, 13), 'a: !Ref x\n'],
  ['a: !!binary aGk=\n', yamlFault(1, 13), 'a: aGk=\n'],
  ['a: !!timestamp 2012-10-17\n', yamlFault(1, 16), 'a: 2012-10-17\n'],
  ['? [a]\n: b\n', yamlFault(1, 3), '? a\n: b\n'],
  ['a: &x 1\nb: *x\n', aliases, 'a: &x 1\nb: x\n'],
  ['a: &x {c: 1}\nb:\n  <<: *x\n', aliases, 'a: &x {c: 1}\nb:\n  c: 1\n'],
  [`a: &a [x]\n${bomb()}`, aliases, 'a: &a [x]\n'],
  ['a: 1\n---\nb: 1\n', yamlFault(2, 1), '---\na: 1\n'],
  ['', structure, 'a: 1'],
  ['text', structure, 'text: 1'],
  ['- a', structure, 'a: [a]'],
  ['[]', structure, '{}'],
  ['{"a": }', jsonFault(1, 7), '{"a": 1}'],
  ['{\n  "a": 1,\n}', jsonFault(3, 1), '{\n  "a": 1\n}'],
  ['{"a": 1', jsonFault(1, 8), '{"a": 1}'],
  ['{"a": 1} x', jsonFault(1, 10), '{"a": 1} '],
  ['{"a": 1, "a": 2}', jsonFault(1, 10), '{"a": 1, "b": 2}'],
  ['{"a": 1, "\\u0061": 2}', jsonFault(1, 10), '{"a": 1, "\\u0062": 2}'],
  ['{"a": [1}', jsonFault(1, 9), '{"a": [1]}'],
  ['{"a": 01}', jsonFault(1, 8), '{"a": 10}'],
  ['{"a": "\t"}', jsonFault(1, 7), '{"a": "\\t"}'],
  ["{'a': 1}", jsonFault(1, 2), '{"a": 1}'],
  ['{a: !Ref b}', jsonFault(1, 2), 'a: !Ref b'],
])('%j is refused', (refused, message, taken) => {
  expect(() => parseTemplate(refused)).toThrow(new TemplateFormatError(message));
  expect(parseTemplate(taken)).toBeInstanceOf(Object);
});

/** Lists of lists by aliases: two more levels for each line. */
function bomb(): string {
  return [...'bcdefghij'].map((name, at) => `${name}: &${name} [${`*${'abcdefghi'[at]},`.repeat(9)}]\n`).join('');
}

test.each<readonly [source: 'TemplateBody' | 'TemplateURL', limit: number, message: RegExp]>([
  ['TemplateBody', 51_200, /'templateBody' .* less than or equal to 51200$/],
  ['TemplateURL', 1_000_000, /^Template may not exceed 1000000 bytes in size\.$/],
])('%s holds %d bytes', (source, limit, message) => {
  const ofSize = (size: number) => JSON.stringify({ a: 'x'.repeat(size - '{"a":""}'.length) });
  expect(parseTemplate(ofSize(limit), source)).toHaveProperty('a');
  expect(() => parseTemplate(ofSize(limit + 1), source)).toThrow(message);
  expect(() => parseTemplate(`{"a":"${'ü'.repeat(limit / 2)}"}`, source)).toThrow(message);
});

test.each([
  ['[', `a: ${'['.repeat(40_000)}`],
  ['{', `a: ${'{a: '.repeat(10_000)}`],
  ['"["', `{"a": ${'['.repeat(40_000)}`],
])('a text nested without end by %s is not well-formed', (_what, text) => {
  expect(() => parseTemplate(text)).toThrow(/not well-formed/);
});

test('the bootstrap template of the CDK, whose YAML is also what its CLI prints', () => {
  const text = readFileSync('node_modules/aws-cdk/lib/api/bootstrap/bootstrap-template.yaml', 'utf8');
  const template = parseTemplate(text);
  expect(Object.keys(template)).toEqual(['Description', 'Parameters', 'Conditions', 'Resources', 'Outputs']);
  expect(parseTemplate(JSON.stringify(template))).toEqual(template);
});
