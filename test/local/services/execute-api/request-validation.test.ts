import { type ApiDefinition, type ApiMethod, methodKey } from '../../../../local/services/api-gateway/definition';
import { validateRequest } from '../../../../local/services/execute-api/request-validation';
import { type CallShape, wireRequest } from '../../http/signed-call';

const score = { contentType: 'application/json', schema: { type: 'object', required: ['score'] } };
const method: ApiMethod = {
  ...{ resourceId: 'root', httpMethod: 'POST', authorization: 'NONE', scopes: [], responseHeaders: {} },
  requestParameters: {
    'method.request.querystring.run': true,
    'method.request.header.constructor': false,
    'method.request.path.board': true,
    'method.request.header.x-optional': false,
  },
  requestModels: { $default: 'Score', 'text/plain': 'Empty' },
  validatorId: 'all',
  integration: { type: 'MOCK', requestTemplates: {}, passthrough: 'NEVER', responses: [] },
};
const definition: ApiDefinition = {
  ...{ disableExecuteApiEndpoint: false, binaryMediaTypes: [], authorizers: {}, gatewayResponses: {} },
  resources: { root: { pathPart: '' } },
  methods: { [methodKey('root', 'POST')]: method },
  models: { Score: score },
  validators: { all: { name: 'all', body: true, parameters: true } },
};
const good: CallShape = { query: { run: '1' }, body: '{"score":1}' };
const validate = (shape: CallShape, pathParameters: Readonly<Record<string, string>> = { board: 'a' }, of = method) =>
  validateRequest(
    definition,
    { method: of, resourcePath: '/', resourceId: 'root', pathParameters },
    wireRequest({ ...good, ...shape }),
  );

test.each<[what: string, shape: CallShape, pathParameters: Readonly<Record<string, string>>, why: string]>([
  ['no query', { query: {} }, { board: 'a' }, 'Missing required request parameters: [run]'],
  ['a blank one', { query: { run: ' ' } }, { board: 'a' }, 'Missing required request parameters: [run]'],
  ['two things missing', { query: {} }, { board: '' }, 'Missing required request parameters: [run, board]'],
  ['a bad body', { body: '{}' }, { board: 'a' }, 'Invalid request body'],
  [
    'a bad body of a type that no model is for',
    { body: '{}', headers: { 'content-type': 'a/b' } },
    { board: 'a' },
    'Invalid request body',
  ],
  [
    'the same, of one that every object has',
    { body: '{}', headers: { 'content-type': 'constructor' } },
    { board: 'a' },
    'Invalid request body',
  ],
  [
    'the same, of another',
    { body: '{}', headers: { 'content-type': '__proto__' } },
    { board: 'a' },
    'Invalid request body',
  ],
])('refuses %s', (_what, shape, pathParameters, why) => {
  expect(() => validate(shape, pathParameters)).toThrow(why);
  expect(() => validate({})).not.toThrow();
});

test('a header that must be there must be the request’s own', () => {
  const strict = { ...method, requestParameters: { 'method.request.header.constructor': true } };
  expect(() => validate({}, { board: 'a' }, strict)).toThrow('Missing required request parameters: [constructor]');
  expect(() => validate({ headers: { constructor: 'x' } }, { board: 'a' }, strict)).not.toThrow();
});

test('a body whose type has a model of everything is let in', () => {
  expect(() => validate({ body: 'x', headers: { 'content-type': 'Text/Plain; charset=utf-8' } })).not.toThrow();
});
