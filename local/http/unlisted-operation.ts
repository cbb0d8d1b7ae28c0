import { ServiceError } from '../shared/service-error';
import type { HttpRequest } from './message';
import type { AnyOperation, Service } from './operation';

/** How the API references write the names of operations. */
const operationName = /^[A-Z][A-Za-z0-9]{2,63}$/;

/**
 * An operation that a service does not list, where the request calls it by the API's own name: it is judged, on all resources, since
 * which ones it touches is not known here; so only whoever may call it on everything learns that it is not performed. Whether AWS has an
 * operation of that name is not known here either.
 *
 * @returns undefined where the request names none
 */
export function unlistedOperation<Output>(
  service: Service<Output>,
  request: HttpRequest,
): AnyOperation<Output> | undefined {
  const name = service.operationName?.(request) ?? '';
  if (!operationName.test(name)) return undefined;
  return {
    name,
    signature: 'required',
    unread: true,
    parse: () => undefined,
    authorize: () => [{ action: `${service.signingName}:${name}`, resource: '*' }],
  };
}

/** What every service answers to an operation that it has judged and does not perform. */
export function notImplemented(operation: string): ServiceError {
  const sentence = `${operation} is permitted, but the local cloud does not perform it.`;
  return new ServiceError('NotImplemented', sentence, 501);
}
