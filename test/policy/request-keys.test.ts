import { decide } from '../../policy/decide';
import { requestContext } from '../../policy/types';
import { identityPolicy, player } from './fixtures';

const sub = 'cognito-identity.amazonaws.com:sub';
const policy = identityPolicy({
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: `arn:aws:s3:::files/\${${sub}}/*`,
  Condition: { StringEquals: { 's3:versionid': 'v1' } },
});
const allowed = (question: Record<string, string>, session: Record<string, string>) =>
  decide(
    { action: 's3:GetObject', resource: 'arn:aws:s3:::files/adele/x', context: requestContext(question) },
    { principal: player, context: requestContext(session), identityPolicies: [policy] },
  ).allowed;

test("the question's keys and the session's are one context", () => {
  expect(allowed({ 's3:versionid': 'v1' }, { [sub]: 'adele' })).toBe(true);
  expect(allowed({ 's3:versionid': 'v2' }, { [sub]: 'adele' })).toBe(false);
  expect(allowed({ 's3:versionid': 'v1' }, { [sub]: 'bob' })).toBe(false);
});

test('a request cannot replace who sent it', () => {
  expect(allowed({ 's3:versionid': 'v1', [sub]: 'adele' }, { [sub]: 'bob' })).toBe(false);
});
