/**
 * What the functions read of the event that API Gateway makes of a request, and no more. What a client can write (path, query, headers, body)
 * is `unknown` until it was looked at; what API Gateway itself writes is in `requestContext`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html (documented)
 */
export interface ApiEvent {
  /** The route, as it is declared: `/boards/{board}/scores`. */
  readonly resource?: string;
  readonly httpMethod?: string;
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  readonly pathParameters?: Readonly<Record<string, string | undefined>> | null;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
  readonly requestContext?: {
    readonly requestId?: string;
    readonly identity?: CallerIdentity;
    readonly authorizer?: { readonly claims?: Readonly<Record<string, unknown>> } | null;
  };
}

/**
 * Who signed the request. The fields of Cognito are there "only if the request was signed with Amazon Cognito credentials" (documented: API
 * Gateway developer guide, `$context` variables), so they are null for every other principal of the account.
 */
export interface CallerIdentity {
  readonly cognitoIdentityPoolId?: string | null;
  readonly cognitoIdentityId?: string | null;
  /** `authenticated`, `unauthenticated`. */
  readonly cognitoAuthenticationType?: string | null;
  /** The logins that the credentials were got by, a comma between two. */
  readonly cognitoAuthenticationProvider?: string | null;
}

/** A header, however its name is capitalised. */
export function headerOf({ headers }: Pick<ApiEvent, 'headers'>, name: string): string | undefined {
  const found = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name);
  return found?.[1];
}
