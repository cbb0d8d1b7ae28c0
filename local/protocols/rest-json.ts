import type { HttpRequest } from '../http/message';
import type { Protocol } from '../http/operation';
import { ServiceError } from '../shared/service-error';

/** An answer in which status, headers and body each carry members of the output. */
export interface RestJsonOutput {
  /** @default 200 */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object becomes JSON; a string or buffer is a payload and goes out as it is. */
  readonly body?: object | string | Buffer;
}

/**
 * The AWS restJson1 protocol (Lambda).
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export const restJson: Protocol<RestJsonOutput> = {
  success: ({ status = 200, headers = {}, body }, _operation, request) => ({
    status,
    headers: { ...headersOf(request), ...headers },
    ...(body === undefined
      ? {}
      : { body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
  }),
  failure: (error, request) => ({
    status: error.status,
    headers: { ...headersOf(request), 'x-amzn-errortype': error.code },
    body: JSON.stringify({ ...error.detail, message: error.message }),
  }),
};

function headersOf(request: HttpRequest) {
  return { 'content-type': 'application/json', 'x-amzn-requestid': request.requestId };
}

/**
 * The labels of a path template (`/2015-03-31/functions/{FunctionName}/invocations`), percent-decoded, or undefined when the request's
 * path is another. Matches the path as sent, so that an encoded slash stays inside its label.
 */
export function pathLabels(request: HttpRequest, template: string): Readonly<Record<string, string>> | undefined {
  const wanted = template.split('/');
  const segments = request.rawPath.replace(/\/$/, '').split('/');
  if (segments.length !== wanted.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const segment = segments[index] ?? '';
    const label = /^\{(\w+)\}$/.exec(part)?.[1];
    if (label === undefined && part !== segment) return undefined;
    if (label !== undefined) {
      if (segment === '') return undefined;
      labels[label] = decoded(segment);
    }
  }
  return labels;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ServiceError('SerializationException', 'The request path is not valid percent-encoding.');
  }
}
