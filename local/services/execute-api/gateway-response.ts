import type { HttpRequest, HttpResponse } from '../../http/message';
import type { GatewayResponse } from '../api-gateway/definition';
import type { Served } from './address';
import type { GatewayRefusal } from './gateway-refusal';
import { parseTemplate, renderTemplate } from './mapping-template';
import { extendedId, mappedValue, viewOf } from './request-view';
import type { Route } from './routing';
import { isHeader } from './safe-headers';

/** What every answer of an API has. */
export function answerHeaders(request: HttpRequest): Readonly<Record<string, string>> {
  return { 'x-amzn-requestid': request.requestId, 'x-amz-apigw-id': extendedId(request) };
}

/**
 * The answer to a request that no integration answers: the API's own of that type, of `DEFAULT_4XX` or `DEFAULT_5XX` where it has none, or
 * what API Gateway says by itself.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html documented
 */
export function gatewayAnswer(
  refusal: GatewayRefusal,
  request: HttpRequest,
  at: { readonly served?: Served | undefined; readonly route?: Route | undefined; readonly now: number },
): HttpResponse {
  const custom = customOf(refusal, at.served);
  const view = viewOf(request, at.served, at.route, at.now);
  const context = {
    ...view.context,
    'error.message': refusal.message,
    'error.messageString': JSON.stringify(refusal.message),
    'error.responseType': refusal.type,
    'error.validationErrorString': refusal.validationError ?? '',
  };
  const headers: Record<string, string> = {
    ...answerHeaders(request),
    'x-amzn-errortype': refusal.code,
    'content-type': 'application/json',
  };
  const [type, template] = templateOf(custom, request);
  if (type !== undefined) headers['content-type'] = type;
  const rendered =
    template === undefined
      ? undefined
      : renderTemplate(parseTemplate(template, 'gateway response'), { ...view, context });
  const mapped = Object.entries(custom?.parameters ?? {}).map(
    ([name, mapping]) =>
      [name.replace(/^gatewayresponse\.header\./, ''), mappedValue(mapping, { ...view, context }) ?? ''] as const,
  );
  for (const [name, value] of [...mapped, ...Object.entries(rendered?.headers ?? {})]) {
    if (isHeader(name, value)) headers[name.toLowerCase()] = value;
  }
  const status = rendered?.status ?? (custom?.status === undefined ? refusal.status : Number(custom.status));
  return { status, headers, body: rendered?.text ?? JSON.stringify(ownBody(refusal)) };
}

function customOf({ type, status }: GatewayRefusal, served: Served | undefined): GatewayResponse | undefined {
  const custom = served?.definition.gatewayResponses ?? {};
  return custom[type] ?? custom[status >= 500 ? 'DEFAULT_5XX' : 'DEFAULT_4XX'];
}

/** The template of a type that the caller takes; the one for JSON where it takes none. How AWS chooses is **unconfirmed**. */
function templateOf(
  custom: GatewayResponse | undefined,
  { headers }: HttpRequest,
): readonly [type?: string, template?: string] {
  const templates = Object.entries(custom?.templates ?? {});
  const accepted = (headers.accept ?? '').split(',').map((one) => one.split(';')[0]?.trim());
  const found =
    templates.find(([type]) => accepted.includes(type)) ??
    templates.find(([type]) => type === 'application/json') ??
    templates[0];
  return found ?? [];
}

/** IAM's refusal alone has its member in a capital (**observed**: hyp3#2283, aws-cross-account-private-api-demo#1). */
function ownBody({ type, message }: GatewayRefusal): object {
  return type === 'ACCESS_DENIED' && message.startsWith('User: ') ? { Message: message } : { message };
}
