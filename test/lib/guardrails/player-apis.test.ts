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

const api = (more: object = {}) => ({ Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'Game', ...more } });
const policyOf = (...effects: string[]) => ({
  Policy: { Statement: effects.map((Effect) => ({ Effect, Principal: '*', Action: 'execute-api:Invoke' })) },
});
const httpApi = (more: object = {}) => ({ Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'Game', ...more } });
const route = (more: object = {}) => ({ Type: 'AWS::ApiGatewayV2::Route', Properties: { RouteKey: 'GET /', ...more } });
const deployment = (more: object = {}) => ({ Type: 'AWS::ApiGateway::Deployment', Properties: { ...more } });
const named = (IdentityValidationExpression: unknown) => authorizer({ IdentityValidationExpression });
const joined = (separator: string, ...parts: unknown[]) => named({ 'Fn::Join': [separator, parts] });
/** What the resource refers to. */
const around = {
  ClientA: { Type: 'AWS::Cognito::UserPoolClient' },
  ClientB: { Type: 'AWS::Cognito::UserPoolClient' },
};

test.each([
  ['an API whose methods stand in the template', api()],
  ['an API whose policy lets nobody in', api(policyOf('Deny', 'Deny'))],
  ['an HTTP API whose routes stand in the template', httpApi()],
  ['a route that IAM judges', route({ AuthorizationType: 'AWS_IAM' })],
  ['a deployment', deployment()],
  ['a stage that is closed', stage([{ ...every, ThrottlingRateLimit: 0, ThrottlingBurstLimit: 0 }])],
  ['an authorizer of a client and an ID', joined('', '^(1example|', { Ref: 'ClientA' }, ')$')],
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
  expect(findings(playerApis, { ...around, Resource: resource })).toEqual([]);
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
  ['an authorizer of a class of characters', named('^(\\w+)$'), 'does not name'],
  ['an authorizer of a client or any', named('^(1example|\\w+)$'), 'does not name'],
  ['an authorizer of nobody', named('^()$'), 'does not name'],
  ['an authorizer of a client or nobody', named('^(1example|)$'), 'does not name'],
  ['an authorizer of two expressions', named('^(1example)$|^(.*)$'), 'does not name'],
  ['an authorizer of a client whose ID repeats', named('^(1example+)$'), 'does not name'],
  ['an authorizer of what a parameter says', joined('', '^(', { Ref: 'Parameter' }, ')$'), 'does not name'],
  ['an authorizer of what is exported', joined('', '^(', { 'Fn::ImportValue': 'x' }, ')$'), 'does not name'],
  ['an authorizer of a client with a separator', joined('.*', '^(', { Ref: 'ClientA' }, ')$'), 'does not name'],
  ['an API from a description', api({ Body: {} }), 'where no check reads it'],
  ['an API from a file', api({ BodyS3Location: {} }), 'where no check reads it'],
  ['an API that is another one’s copy', api({ CloneFrom: 'a1b2c3d4e5' }), 'where no check reads it'],
  ['an API whose policy lets anybody in', api(policyOf('Deny', 'Allow')), 'whom no role lets'],
  ['an API whose policy is a text', api({ Policy: '{}' }), 'whom no role lets'],
  ['an HTTP API from a description', httpApi({ Body: {} }), 'where no check reads it'],
  ['an HTTP API that is quickly made', httpApi({ Target: 'arn:aws:lambda:x' }), 'where no check reads it'],
  ['an open route', route({ AuthorizationType: 'NONE' }), 'Anybody calls'],
  ['a route that says nothing', route(), 'Anybody calls'],
  ['a deployment with a stage of its own', deployment({ StageName: 'beside' }), 'that no check reads'],
  ['a stage without limit', stage([{ ...every, ThrottlingRateLimit: -1 }]), 'Nothing bounds'],
  [
    'a stage with a method without limit',
    stage([every, { ...every, ResourcePath: '/~1me', ThrottlingBurstLimit: -1 }]),
    'Nothing bounds',
  ],
  ['an authorizer of a function', authorizer({ Type: 'TOKEN' }), 'none of a user pool'],
  ['a stage without throttle', stage([]), 'Nothing bounds'],
  ['a stage that throttles one method', stage([{ ...every, ResourcePath: '/~1me' }]), 'Nothing bounds'],
  ['a stage without burst', stage([{ ...every, ThrottlingBurstLimit: undefined }]), 'Nothing bounds'],
])('%s is an error', (_, resource, problem) => {
  expect(findings(playerApis, { ...around, Resource: resource })).toEqual([
    { logicalId: 'Resource', severity: 'error', problem: expect.stringContaining(problem) },
  ]);
});
