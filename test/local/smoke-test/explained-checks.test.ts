import { DecisionLog } from '../../../local/smoke-test/decision-log';
import { type Explained, explainedChecks } from '../../../local/smoke-test/explained-checks';
import { maskIdentityIds } from '../../../local/smoke-test/identity-id-mask';
import type { Check } from '../../../local/smoke-test/report/failures';
import { paintFor } from '../../../local/smoke-test/report/paint';
import { allowEverything, ask, identityPolicy } from '../../policy/fixtures';

const log = new DecisionLog();
const record = (requestId: string, ...statements: readonly (typeof allowEverything)[]) => {
  const question = { action: 's3:GetObject', resource: 'arn:aws:s3:::files/a' };
  const decision = ask(question.action, question.resource, {
    identityPolicies: statements.map((one) => identityPolicy(one)),
  });
  log.record({ requestId, service: 's3', operation: 'GetObject', caller: 'adele', question, decision });
};
record('allowed', allowEverything);
record('refused');

const check = (name: string, who: string, request: string, ok: boolean): Check => ({
  ...{ who, flow: 'basic', earlier: [] },
  step: { name, expected: 'refused', actual: ok ? 'refused' : 'allowed', milliseconds: 1, ok, requestIds: [request] },
});
const checks = [
  check('may not get a file', 'guest', 'allowed', false),
  check('may not get a file', 'ana', 'allowed', false),
  check('may not Scan the table', 'guest', 'refused', true),
];
const allowed = [
  'may not get a file: expected refused, was allowed',
  '  by guest by the basic flow, and 1 more alike',
  "  Allowed: s3:GetObject on arn:aws:s3:::files/a, by Statement[0] of the identity-based policy 'test policy'.",
];
const refused = [
  'may not Scan the table: expected refused, was refused',
  '  by guest by the basic flow',
  '  Denied: s3:GetObject on arn:aws:s3:::files/a, because no identity-based policy allows it.',
  '    There is no identity-based policy.',
];

test.each<[string, Explained, readonly string[]]>([
  ['the failures', 'failures', allowed],
  ['all', 'all', [...allowed, ...refused]],
  ['those of a name, whatever its letters’ case', { named: 'scan the' }, refused],
  ['those of no name', { named: 'fly' }, ["No check's name holds 'fly'."]],
])('the decisions are said behind %s, once for all who had the same', (_what, explained, expected) => {
  expect(explainedChecks(checks, log, explained, paintFor({}, {}))).toEqual(expected);
});

test.each([
  ['a whole identity ID', "'private/eu-west-1:dab19be4-f4bf-458a-8133-cc0011223344x/a'", "'private/<identity ID>x/a'"],
  ['one that was cut', 'private/eu-west-1:dab19be4-f4bf-458a-8133-c…, by', 'private/<identity ID>…, by'],
  ['one in a URL', 'private%2Feu-west-1%3Adab19be4-f4bf-458a-8133-cc0011223344', 'private%2F<identity ID>'],
])('%s is masked, as a guest’s is a bearer secret', (_what, text, masked) => {
  expect(maskIdentityIds(text)).toBe(masked);
});

test.each([
  'identitypool/eu-west-1:dab19be4-f4bf-458a-8133-cc0011223344',
  "cognito-identity.amazonaws.com:aud wants 'eu-west-1:dab19be4-f4bf-458a-8133-cc0011223344'",
  'arn:aws:dynamodb:eu-west-1:123456789012:table/records',
])('what is none stays: %s', (text) => {
  expect(maskIdentityIds(text)).toBe(text);
});

test('where nothing failed, that is said, and how the others are explained', () => {
  const held = checks.filter(({ step }) => step.ok);
  expect(explainedChecks(held, log, 'failures', paintFor({}, {})).join()).toContain('--explain=all');
});

test('a check about which no policy was asked says so', () => {
  const unasked = [check('may not fly', 'guest', 'unknown', false)];
  expect(explainedChecks(unasked, log, 'failures', paintFor({}, {}))).toContain('  No policy was asked.');
});
