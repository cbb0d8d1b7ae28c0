import { playerApis } from '../../../lib/guardrails/player-apis';
import { findings } from './findings';

const method = (more: object = {}) => ({
  Type: 'AWS::ApiGateway::Method',
  Properties: { HttpMethod: 'POST', AuthorizationType: 'AWS_IAM', Integration: { Type: 'AWS_PROXY' }, ...more },
});
const authorizer = (more: object = {}) => ({
  Type: 'AWS::ApiGateway::Authorizer',
  Properties: {
    Type: 'COGNITO_USER_POOLS',
    IdentityValidationExpression: { 'Fn::Join': ['', ['^(', { Ref: 'ClientA' }, '|', { Ref: 'ClientB' }, ')$']] },
    ...more,
  },
});
const every = { ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 };
const stage = (MethodSettings: object[]) => ({ Type: 'AWS::ApiGateway::Stage', Properties: { MethodSettings } });

test.each([
  ['a method that IAM judges', method()],
  ['a method that a user pool judges', method({ AuthorizationType: 'COGNITO_USER_POOLS' })],
  [
    "a browser's question that a constant answers",
    method({ HttpMethod: 'OPTIONS', AuthorizationType: 'NONE', Integration: { Type: 'MOCK' } }),
  ],
  ['an authorizer of the clients that a template makes', authorizer()],
  ['an authorizer of clients by their IDs', authorizer({ IdentityValidationExpression: '^(1example|2ex\\+ample)$' })],
  ['a stage that is throttled', stage([every])],
])('%s passes', (_, resource) => {
  expect(findings(playerApis, { Resource: resource })).toEqual([]);
});

test.each([
  ['an open method', method({ AuthorizationType: 'NONE' }), 'Anybody calls'],
  ['a method that says nothing', method({ AuthorizationType: undefined }), 'Anybody calls'],
  ['a question that reaches a function', method({ HttpMethod: 'OPTIONS', AuthorizationType: 'NONE' }), 'Anybody calls'],
  ['an authorizer of every client', authorizer({ IdentityValidationExpression: undefined }), 'does not name'],
  [
    'an authorizer whose expression takes anything',
    authorizer({ IdentityValidationExpression: '^(.*)$' }),
    'does not name',
  ],
  [
    'an authorizer whose expression is open at its end',
    authorizer({ IdentityValidationExpression: '^(1example)' }),
    'does not name',
  ],
  ['an authorizer of a function', authorizer({ Type: 'TOKEN' }), 'none of a user pool'],
  ['a stage without throttle', stage([]), 'Nothing bounds'],
  ['a stage that throttles one method', stage([{ ...every, ResourcePath: '/~1me' }]), 'Nothing bounds'],
  ['a stage without burst', stage([{ ...every, ThrottlingBurstLimit: undefined }]), 'Nothing bounds'],
])('%s is an error', (_, resource, problem) => {
  expect(findings(playerApis, { Resource: resource })).toEqual([
    { logicalId: 'Resource', severity: 'error', problem: expect.stringContaining(problem) },
  ]);
});
