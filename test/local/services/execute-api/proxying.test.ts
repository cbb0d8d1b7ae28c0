import type { ApiDefinition, ApiMethod } from '../../../../local/services/api-gateway/definition';
import type { Served } from '../../../../local/services/execute-api/address';
import { callerIdentity } from '../../../../local/services/execute-api/caller-identity';
import { proxyAnswer } from '../../../../local/services/execute-api/proxy-answer';
import { proxyEvent } from '../../../../local/services/execute-api/proxy-event';
import { type CallShape, wireRequest } from '../../http/signed-call';

const method: ApiMethod = {
  ...{ resourceId: 'root', httpMethod: 'POST', authorization: 'AWS_IAM', scopes: [], responseHeaders: {} },
  ...{ requestParameters: {}, requestModels: {} },
  integration: { type: 'AWS_PROXY', functionArn: 'f', timeoutMilliseconds: 29_000 },
};
const definition = (binaryMediaTypes: readonly string[]): ApiDefinition => ({
  ...{ disableExecuteApiEndpoint: false, binaryMediaTypes, authorizers: {}, gatewayResponses: {} },
  ...{ resources: { root: { pathPart: '' } }, methods: {}, models: {}, validators: {} },
});
const place = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };

function eventOf(shape: CallShape, binaryMediaTypes: readonly string[] = []) {
  const request = wireRequest(shape);
  const stageOf = {
    ...{ name: 'live', deploymentId: 'd', variables: {}, throttling: [], tags: {} },
  };
  const api = { id: 'abcdefghij' } as Served['api'];
  const served: Served = {
    apiId: api.id,
    stage: 'live',
    path: '/',
    api,
    stageOf,
    definition: definition(binaryMediaTypes),
  };
  const route = { method, resourcePath: '/', resourceId: 'root', pathParameters: {} };
  const now = Date.UTC(2026, 10, 28, 5, 10);
  return proxyEvent({ request, served, route, identity: callerIdentity(request, undefined), place, now });
}

test.each<[what: string, type: string | undefined, types: readonly string[], isBase64Encoded: boolean]>([
  ['no binary types', 'image/png', [], false],
  ['its type', 'image/png', ['image/png'], true],
  ['its type in other letters', 'Image/PNG; q=1', ['image/png'], true],
  ['another type', 'application/json', ['image/png'], false],
  ['every type', 'application/json', ['*/*'], true],
  ['no type of its own', undefined, ['image/png'], false],
])('a body where the API has %s', (_what, type, types, isBase64Encoded) => {
  const event = eventOf({ body: 'é', headers: { ...(type !== undefined && { 'content-type': type }) } }, types);
  expect(event).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? 'w6k=' : 'é' });
});

test('what is not there is null, and whoever did not sign is nobody', () => {
  expect(eventOf({ headers: { Authorization: 'AWS4-HMAC-SHA256 Credential=x' } })).toMatchObject({
    ...{ body: null, isBase64Encoded: false, pathParameters: null, stageVariables: null },
    ...{ queryStringParameters: null, multiValueQueryStringParameters: null },
    headers: expect.not.objectContaining({ Authorization: expect.anything() }),
    requestContext: {
      requestTime: '28/Nov/2026:05:10:00 +0000',
      requestTimeEpoch: Date.UTC(2026, 10, 28, 5, 10),
      domainName: 'abcdefghij.execute-api.eu-west-1.amazonaws.com',
      identity: { userArn: null, accessKey: null, cognitoIdentityId: null, sourceIp: '127.0.0.1' },
    },
  });
});

test.each<[what: string, accept: string | undefined, types: readonly string[], sent: string]>([
  ['takes the type', 'image/png', ['image/png'], 'é'],
  ['takes it first', 'image/png,*/*', ['image/png'], 'é'],
  ['takes another first', 'text/html,image/png', ['image/png'], 'w6k='],
  ['says nothing', undefined, ['image/png'], 'w6k='],
  ['says nothing, and all are binary', undefined, ['*/*'], 'é'],
  ['takes the type, which is none of the API’s', 'image/png', [], 'w6k='],
])('bytes go to a caller who %s', (_what, accept, types, sent) => {
  const request = wireRequest({ headers: { ...(accept !== undefined && { accept }) } });
  const payload = JSON.stringify({ statusCode: 200, body: 'w6k=', isBase64Encoded: true });
  expect(String(proxyAnswer(payload, request, types).body)).toBe(sent);
});
