import { type CorsOptions, type GatewayResponseOptions, ResponseType } from 'aws-cdk-lib/aws-apigateway';

/** What an app sends that signs a request, or brings a token. */
const allowHeaders = [
  'Authorization',
  'Content-Type',
  'X-Amz-Content-Sha256',
  'X-Amz-Date',
  'X-Amz-Security-Token',
  'X-Amz-User-Agent',
];

/** What API Gateway answers a browser that asks before it calls; nothing where no page may. */
export function preflight(origins: readonly string[]): CorsOptions | undefined {
  if (origins.length === 0) return undefined;
  return { allowOrigins: [...origins], allowMethods: ['POST', 'DELETE'], allowHeaders };
}

/**
 * API Gateway's own errors, which no function has added a header to: without one a page sees a network error in the place of a 403 or 429.
 * They hold nothing of anybody, and can name one origin only; where the configuration has several, any page may read them.
 */
export function errorsForPages(origins: readonly string[]): Readonly<Record<string, GatewayResponseOptions>> {
  if (origins.length === 0) return {};
  const origin = origins.length === 1 ? `'${origins[0]}'` : "'*'";
  const responseHeaders = { 'Access-Control-Allow-Origin': origin };
  return {
    ClientErrors: { type: ResponseType.DEFAULT_4XX, responseHeaders },
    ServerErrors: { type: ResponseType.DEFAULT_5XX, responseHeaders },
  };
}
