import type { HttpRequest, HttpResponse } from './message';

/** The answer to a request for a service that there is none of. */
export function unknownService(signingName: string, request: HttpRequest): HttpResponse {
  const sentence =
    `The local cloud has no service '${signingName.slice(0, 40)}'. ` +
    'It has those that a game with identity-pool credentials touches.';
  return jsonFailure('UnknownOperationException', sentence, 400, request);
}

/** A failure where no service is known that would say it in its own form. */
export function jsonFailure(code: string, message: string, status: number, request: HttpRequest): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': request.requestId },
    body: JSON.stringify({ __type: code, message }),
  };
}
