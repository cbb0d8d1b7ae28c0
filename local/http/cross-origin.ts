import type { HttpRequest, HttpResponse } from './message';
import type { Service } from './operation';

/** What AWS's JSON APIs answer to every page: who may call is decided by the signature. */
const openCors = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' };

/** The answer to a browser that asks whether it may send a request to a service. */
export function preflight(service: Service<unknown>, request: HttpRequest): HttpResponse {
  return service.preflight?.(request) ?? openPreflight(request);
}

/** An answer with what lets a browser's page read it, where the request came from one. */
export function crossOrigin(service: Service<unknown>, request: HttpRequest, response: HttpResponse): HttpResponse {
  if (request.headers.origin === undefined) return response;
  return { ...response, headers: { ...response.headers, ...(service.corsHeaders?.(request) ?? openCors) } };
}

function openPreflight(request: HttpRequest): HttpResponse {
  return {
    status: 200,
    headers: {
      ...openCors,
      'access-control-allow-methods': request.headers['access-control-request-method'] ?? '*',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
      'access-control-max-age': '172800',
    },
  };
}
