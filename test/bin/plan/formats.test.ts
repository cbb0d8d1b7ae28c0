import { githubText, workflowCommand } from '../../../bin/plan/formats/github';
import { readerText } from '../../../bin/plan/formats/text';
import type { Plan, PlannedProblem } from '../../../bin/plan/plan';
import { paintFor } from '../../../local/smoke-test/report/paint';

const problem = (verdict: PlannedProblem['verdict'], sentence: string): PlannedProblem => ({
  ...{ verdict, sentence, wayOut: 'keep it', otherwise: false },
});
const planWith = (...problems: PlannedProblem[]): Plan => ({
  ...{ schemaVersion: 1, ok: false, game: 'star-harvest', stage: 'prod', comparedWith: { assembly: 'main' } },
  ...{ stacks: [], problems, remarks: [] },
});
const file = 'config/prod.ts';
const linesOf = (plan: Plan) => githubText(plan, { file }).split('\n');

/** A text, and what it is in a message and in a property of a workflow command. */
test.each<[what: string, text: string, message: string, property: string]>([
  ['a percent sign', '50%', '50%25', '50%25'],
  ['what looks escaped', '%0A', '%250A', '%250A'],
  ['a line break', 'a\n::error::b', 'a%0A::error::b', 'a%0A%3A%3Aerror%3A%3Ab'],
  ['a carriage return', 'a\r::error::b', 'a\\u{d}::error::b', 'a\\u{d}%3A%3Aerror%3A%3Ab'],
  ['both', 'a\r\nb', 'a\\u{d}%0Ab', 'a\\u{d}%0Ab'],
  ['a comma', 'a,line=7', 'a,line=7', 'a%2Cline=7'],
  ['a colon', 'a::b', 'a::b', 'a%3A%3Ab'],
  ['what drives a terminal', '\u001b[31m', '\\u{1b}[31m', '\\u{1b}[31m'],
  ['another line separator', 'a\u2028b', 'a\\u{2028}b', 'a\\u{2028}b'],
  ['nothing of the kind', 'Grüße “a”', 'Grüße “a”', 'Grüße “a”'],
])('%s stays in its place in a workflow command', (_what, text, message, property) => {
  expect(workflowCommand('error', { title: text }, text)).toBe(`::error title=${property}::${message}`);
  expect(workflowCommand('error', { title: text, file: undefined }, text)).not.toContain('\n');
});

test('a command without properties has none, and one that is undefined is left out', () => {
  expect(workflowCommand('notice', {}, 'a')).toBe('::notice::a');
  expect(workflowCommand('warning', { file: undefined, title: 'b' }, 'a')).toBe('::warning title=b::a');
});

test('a problem names itself, its stage and its way out', () => {
  expect(linesOf(planWith(problem('lost', '100%: a,\nb')))).toEqual([
    '::error file=config/prod.ts,title=star-harvest prod%3A lost::lost: 100%25: a,%0Ab. What to do: keep it',
    expect.stringMatching(/^::notice file=config\/prod\.ts,title=star-harvest prod%3A what CloudFormation does::/),
  ]);
});

test.each([
  [10, 10],
  [11, 10],
  [25, 10],
  [3, 3],
])('of %d problems GitHub shows all, in %d annotations', (count, lines) => {
  const problems = Array.from({ length: count }, (_, index) => problem('closed', `problem-${index}.`));
  const warnings = linesOf(planWith(...problems)).filter((line) => line.startsWith('::warning'));
  expect(warnings).toHaveLength(lines);
  for (const { sentence } of problems) expect(warnings.filter((line) => line.includes(sentence))).toHaveLength(1);
});

test.each([
  ['a sentence', planWith(problem('lost', 'a\n::add-mask::b\u001b[2K'))],
  ['a remark', { ...planWith(), remarks: ['a\n::add-mask::b\u001b[2K'] }],
  ['a folder', { ...planWith(), comparedWith: { assembly: 'a\n::add-mask::b\u001b[2K' } }],
])('%s for a reader stays in its line, and drives no terminal', (_what, plan) => {
  const text = readerText(plan, { paint: paintFor({}, {}) });
  expect(text).toContain('a\\u{a}::add-mask::b\\u{1b}[2K');
  expect(text).not.toMatch(/^\s*::/m);
});

test('a way out that several problems have is told once, below them', () => {
  const text = readerText(planWith(problem('closed', 'one'), problem('closed', 'two')), { paint: paintFor({}, {}) });
  expect(text).toContain('    one\n    two\n      → keep it\n');
});
