import { functionCallers } from '../../../lib/guardrails/function-callers';
import { findings } from './findings';

const own = 'arn:aws:execute-api:eu-west-1:123456789012:';
const joined = (...parts: unknown[]) => ({ 'Fn::Join': ['', parts] });
const permission = (more: object) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: { FunctionName: { Ref: 'Function' }, Principal: 'apigateway.amazonaws.com', ...more },
});
const url = (more: object) => ({ Type: 'AWS::Lambda::Url', Properties: { ...more } });
const around = { Api: { Type: 'AWS::ApiGateway::RestApi' } };

test.each([
  ['an API of the template', permission({ SourceArn: joined(own, { Ref: 'Api' }, '/*/POST/boards/*/scores') })],
  ['another service', permission({ Principal: 's3.amazonaws.com', SourceArn: 'arn:aws:s3:::bucket' })],
  ['whom IAM lets through', url({ AuthType: 'AWS_IAM' })],
])('a function that is called by %s passes', (_, resource) => {
  expect(findings(functionCallers, { ...around, Resource: resource })).toEqual([]);
});

test.each([
  ['every API of everybody', permission({}), 'APIs that the template does not make'],
  ['every API of an account', permission({ SourceAccount: '123456789012' }), 'APIs that the template does not make'],
  ['an API by its ID', permission({ SourceArn: `${own}a1b2c3d4e5/*/POST/x` }), 'APIs that the template does not make'],
  ['APIs whose IDs begin alike', permission({ SourceArn: joined(own, { Ref: 'Api' }, '*') }), 'APIs that the template'],
  [
    'APIs of any account',
    permission({ SourceArn: joined('arn:aws:execute-api:*:*:', { Ref: 'Api' }, '/*') }),
    'APIs that',
  ],
  ['an API that a parameter names', permission({ SourceArn: joined(own, { Ref: 'Other' }, '/*') }), 'APIs that'],
  ['anybody', permission({ Principal: '*' }), 'Anybody calls'],
  ['whoever knows its URL', url({ AuthType: 'NONE' }), 'Anybody calls'],
])('a function that is called by %s is an error', (_, resource, problem) => {
  expect(findings(functionCallers, { ...around, Resource: resource })).toEqual([
    { logicalId: 'Resource', severity: 'error', problem: expect.stringContaining(problem) },
  ]);
});
