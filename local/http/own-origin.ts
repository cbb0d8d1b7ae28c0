import { isAwsHost, withoutPort } from '../shared/hosts';
import { type HttpRequest, type HttpResponse, hostOf } from './message';

/** The host that a browser takes for the request's origin, whomever the request says it is meant for. */
export function sentToHost({ sentTo }: Pick<HttpRequest, 'sentTo'>): string {
  return withoutPort(sentTo.host);
}

/**
 * Whether the local cloud's own pages may answer a request: at no host of AWS's and at none of a bucket. The host to which it was really
 * sent counts as well as the one that it is meant for: a page that a bucket holds may set `x-forwarded-host` as it likes, and reads every
 * answer of its own origin.
 */
export function isAtOwnAddress(request: HttpRequest): boolean {
  return [hostOf(request), sentToHost(request)].every(isOwnAddress);
}

/**
 * What a service answers, made no page of the local cloud's. An address of this machine is one origin for all that AWS keeps apart by
 * hosts: a page out of a bucket would read there the tokens that sign-ins show, and the passwords that are typed at managed login. So it
 * is a page of no origin, and runs no script (Content Security Policy, `sandbox`); to what is no document the header means nothing.
 * At the host of a bucket it is what it is at AWS. Pages of this cloud have a policy of their own.
 */
export function apart(request: HttpRequest, response: HttpResponse): HttpResponse {
  const policy = 'content-security-policy';
  if (policy in response.headers || !isOwnAddress(sentToHost(request))) return response;
  return { ...response, headers: { ...response.headers, [policy]: 'sandbox' } };
}

function isOwnAddress(host: string): boolean {
  return !isAwsHost(host) && !host.endsWith('.localhost');
}
