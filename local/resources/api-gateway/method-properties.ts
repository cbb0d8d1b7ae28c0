import { z } from 'zod';
import { cfnBoolean, cfnInteger, cfnString } from '../../../assembly/properties';

const strings = z.record(z.string(), cfnString);

const integrationResponse = z.strictObject({
  StatusCode: cfnString.pipe(z.string().regex(/^[1-5]\d\d$/, 'must be a status')),
  SelectionPattern: cfnString.optional(),
  ResponseParameters: strings.default({}),
  ResponseTemplates: strings.default({}),
  ContentHandling: z.never('the local cloud converts no payloads').optional(),
});

const integration = z.strictObject({
  Type: z.enum(['AWS_PROXY', 'MOCK'], 'the local cloud serves AWS_PROXY (of a Lambda function) and MOCK integrations'),
  IntegrationHttpMethod: cfnString.optional(),
  Uri: cfnString.optional(),
  TimeoutInMillis: cfnInteger
    .refine((milliseconds) => milliseconds >= 50 && milliseconds <= 29_000, 'must be 50 to 29000')
    .default(29_000),
  PassthroughBehavior: z.enum(['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER']).default('WHEN_NO_MATCH'),
  RequestTemplates: strings.default({}),
  IntegrationResponses: z.array(integrationResponse).default([]),
  // Its cache is off wherever the stage has none; these say what would be kept apart in it.
  CacheKeyParameters: z.array(cfnString).length(0, 'the local cloud caches no answers').optional(),
  CacheNamespace: cfnString.optional(),
});

/** Roles for integrations, payload conversions, API keys and private links are not understood. */
export const methodProperties = z.strictObject({
  RestApiId: cfnString,
  ResourceId: cfnString,
  HttpMethod: z.enum(['GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'DELETE', 'ANY']),
  AuthorizationType: z
    .enum(
      ['NONE', 'AWS_IAM', 'COGNITO_USER_POOLS'],
      'the local cloud runs no Lambda authorizers: NONE, AWS_IAM or COGNITO_USER_POOLS',
    )
    .default('NONE'),
  AuthorizerId: cfnString.optional(),
  AuthorizationScopes: z.array(cfnString).default([]),
  ApiKeyRequired: cfnBoolean
    .refine((required) => !required, 'the local cloud knows no API keys: a method that needs one would let nobody in')
    .optional(),
  OperationName: cfnString.optional(),
  RequestParameters: z.record(z.string(), cfnBoolean).default({}),
  RequestModels: strings.default({}),
  RequestValidatorId: cfnString.optional(),
  Integration: integration.optional(),
  MethodResponses: z
    .array(
      z.strictObject({
        StatusCode: cfnString.pipe(z.string().regex(/^[1-5]\d\d$/, 'must be a status')),
        ResponseParameters: z.record(z.string(), cfnBoolean).default({}),
        ResponseModels: strings.optional(),
      }),
    )
    .default([]),
});

/** What a template says of a method. */
export type MethodProperties = z.output<typeof methodProperties>;
