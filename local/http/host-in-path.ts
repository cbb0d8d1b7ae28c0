import { isAwsHost } from '../shared/hosts';

/** A request's address that says for which of AWS's hosts it is meant. */
export interface AddressedHost {
  /** `<bucket>.s3.eu-west-1.amazonaws.com` */
  readonly host: string;
  /** What that host would have been asked for: path and query. */
  readonly url: string;
}

/**
 * Reads `/_aws/<AWS's host>/<path>`: what a page sends whose library took no endpoint, and has signed AWS's own host. A page can set no
 * `Host`, and a preflight has no header of the page's, so the host stands in the path. No bucket's name begins with an underscore.
 *
 * @param url path and query
 * @returns undefined where the path names no host, or one that is not AWS's: such a path is a path
 */
export function hostInPath(url: string): AddressedHost | undefined {
  const [, named = '', rest = ''] = /^\/_aws\/([^/?]+)(\/.*)?$/s.exec(url) ?? [];
  const host = named.toLowerCase();
  return isAwsHost(host) ? { host, url: rest || '/' } : undefined;
}
