import type { Visit } from './visit';

/** A cookie that a request carries; undefined for none. */
export function cookieOf({ request }: Pick<Visit, 'request'>, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/**
 * A `set-cookie` that no script reads and that no other site's form carries along. At the domain itself, which is https, it is for
 * https alone.
 *
 * @param seconds how long it is kept; 0 takes it away
 */
export function setCookie({ base }: Pick<Visit, 'base'>, name: string, value: string, seconds: number): string {
  const secure = base === '' ? '; Secure' : '';
  return `${name}=${value}; Path=${base === '' ? '/' : base}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}
