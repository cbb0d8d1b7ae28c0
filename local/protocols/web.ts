import type { HttpResponse } from '../http/message';
import type { Protocol } from '../http/operation';

/**
 * Plain HTTP, for what browsers and OAuth clients reach: an operation answers with the whole response. Errors that it does not answer
 * itself have OAuth's form (RFC 6749, section 5.2).
 */
export const web: Protocol<HttpResponse> = {
  success: (response) => response,
  failure: (error, request) => ({
    status: error.status,
    headers: {
      'content-type': 'application/json;charset=UTF-8',
      'cache-control': 'no-store',
      'x-amzn-requestid': request.requestId,
    },
    body: JSON.stringify({
      error: error.status >= 500 ? 'server_error' : 'invalid_request',
      error_description: error.message,
    }),
  }),
};
