import type { HttpRequest } from '../../http/message';
import type { Served } from './address';
import type { TemplateInput } from './mapping-template';
import type { Route } from './routing';

/** What mappings and templates see of a request, as far as it is known where it goes. */
export function viewOf(
  request: HttpRequest,
  served: Served | undefined,
  route: Route | undefined,
  now: number,
): TemplateInput {
  const stageVariables = served?.stageOf.variables ?? {};
  return {
    context: {
      ...(served === undefined ? {} : { apiId: served.api.id, stage: served.stageOf.name }),
      ...(route === undefined ? {} : { resourcePath: route.resourcePath }),
      domainName: request.headers.host ?? '',
      extendedRequestId: extendedId(request),
      httpMethod: request.method,
      path: served === undefined ? request.rawPath : `/${served.stage}${served.path}`,
      protocol: 'HTTP/1.1',
      requestId: request.requestId,
      requestTime: requestTime(now),
      requestTimeEpoch: String(now),
      'identity.sourceIp': request.sourceIp,
      'identity.userAgent': request.headers['user-agent'] ?? '',
    },
    stageVariables,
    header: request.headers,
    querystring: Object.fromEntries([...request.query]),
    path: route?.pathParameters ?? {},
  };
}

/** `$context.extendedRequestId`, which an answer has as `x-amz-apigw-id`. */
export function extendedId({ requestId }: HttpRequest): string {
  return `${Buffer.from(requestId.replaceAll('-', ''), 'hex').toString('base64url').slice(0, 15)}=`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `28/Nov/2026:05:10:00 +0000` (**documented**: CLF-formatted). */
export function requestTime(now: number): string {
  const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(new Date(now).toISOString()) ?? [];
  return `${day}/${months[Number(month) - 1]}/${year}:${time} +0000`;
}

/**
 * The value of a parameter mapping: a text in quotes, or what it names of the request.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html documented
 */
export function mappedValue(mapping: string, view: TemplateInput): string | undefined {
  const [, text] = /^'(.*)'$/s.exec(mapping) ?? [];
  if (text !== undefined) return text;
  const [, list = '', name = ''] =
    /^(?:method\.request\.(header|querystring|path)|context|stageVariables)\.(.+)$/.exec(mapping) ?? [];
  const own = (values: Readonly<Record<string, string>>, key: string) =>
    Object.hasOwn(values, key) ? values[key] : undefined;
  if (mapping.startsWith('context.')) return own(view.context, name);
  if (mapping.startsWith('stageVariables.')) return own(view.stageVariables, name);
  if (list === 'header') return own(view.header, name.toLowerCase());
  return own(list === 'path' ? view.path : view.querystring, name);
}
