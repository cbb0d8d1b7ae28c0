/**
 * A REST API as templates describe it, in plain JSON: a deployment is a copy of it, which an account keeps.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html documented: a deployment is a snapshot
 */
export interface ApiDefinition {
  /** The resource policy's document. */
  readonly policy?: object;
  readonly disableExecuteApiEndpoint: boolean;
  readonly binaryMediaTypes: readonly string[];
  /** By their IDs. The root has neither parent nor part. */
  readonly resources: Readonly<Record<string, ApiResource>>;
  /** By {@link methodKey}. */
  readonly methods: Readonly<Record<string, ApiMethod>>;
  readonly authorizers: Readonly<Record<string, UserPoolAuthorizer>>;
  /** By their names. */
  readonly models: Readonly<Record<string, ApiModel>>;
  readonly validators: Readonly<Record<string, RequestValidator>>;
  /** By their types: `DEFAULT_4XX`. */
  readonly gatewayResponses: Readonly<Record<string, GatewayResponse>>;
}

/** A part of the path. */
export interface ApiResource {
  readonly parentId?: string;
  /** `boards`, `{board}` or `{proxy+}`; empty for the root. */
  readonly pathPart: string;
}

/** Who may call a method. */
export type Authorization = 'NONE' | 'AWS_IAM' | 'COGNITO_USER_POOLS';

export interface ApiMethod {
  readonly resourceId: string;
  /** `POST`, `ANY`. */
  readonly httpMethod: string;
  readonly authorization: Authorization;
  readonly authorizerId?: string;
  readonly scopes: readonly string[];
  readonly operationName?: string;
  /** `method.request.header.x` → whether it must be there. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  /** The names of models, by content type. */
  readonly requestModels: Readonly<Record<string, string>>;
  readonly validatorId?: string;
  readonly integration: LambdaProxyIntegration | MockIntegration;
  /** The headers that an integration response may set, by status. */
  readonly responseHeaders: Readonly<Record<string, readonly string[]>>;
}

export interface LambdaProxyIntegration {
  readonly type: 'AWS_PROXY';
  /** With the qualifier that the URI has. */
  readonly functionArn: string;
  readonly timeoutMilliseconds: number;
}

export interface MockIntegration {
  readonly type: 'MOCK';
  /** By content type. */
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly passthrough: 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';
  readonly responses: readonly IntegrationResponse[];
}

export interface IntegrationResponse {
  readonly status: string;
  /** A regular expression for the status that the integration answers; absent: every one that no other takes. */
  readonly selectionPattern?: string;
  /** `method.response.header.x` → what it is set to. */
  readonly parameters: Readonly<Record<string, string>>;
  /** By content type. */
  readonly templates: Readonly<Record<string, string>>;
}

/** An authorizer of the type `COGNITO_USER_POOLS`. */
export interface UserPoolAuthorizer {
  readonly name: string;
  readonly poolIds: readonly string[];
  /** The header that holds the token, in lower case. */
  readonly header: string;
  /** A regular expression for the token's `aud`. */
  readonly validationExpression?: string;
}

export interface ApiModel {
  readonly contentType: string;
  /** JSON Schema, draft 4. */
  readonly schema: unknown;
}

export interface RequestValidator {
  readonly name: string;
  readonly body: boolean;
  readonly parameters: boolean;
}

/** What an API answers in place of an integration. */
export interface GatewayResponse {
  readonly status?: string;
  /** `gatewayresponse.header.x` → what it is set to. */
  readonly parameters: Readonly<Record<string, string>>;
  /** By content type. */
  readonly templates: Readonly<Record<string, string>>;
}

/** How a method is found. */
export function methodKey(resourceId: string, httpMethod: string): string {
  return `${resourceId} ${httpMethod}`;
}

/** The path of a resource: `/boards/{board}`. */
export function pathOf({ resources }: Pick<ApiDefinition, 'resources'>, resourceId: string): string {
  const parts: string[] = [];
  for (let at = resources[resourceId]; at?.parentId !== undefined; at = resources[at.parentId])
    parts.unshift(at.pathPart);
  return `/${parts.join('/')}`;
}
