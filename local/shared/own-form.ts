import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a form may have come from a page of the listener's own, and not from another site's. A page that signs players in without a
 * password must ask: whatever page is open in the same browser could send the form for them.
 *
 * Every browser that is still maintained says where a form came from, by `Origin` for each POST that crosses origins and mostly by
 * `Sec-Fetch-Site` too. A page sets neither (Fetch standard, forbidden request-headers), so what has neither comes from a program,
 * a test or `curl`, which needs nobody's browser to sign a player in.
 *
 * Nor does a page of another site set `x-forwarded-host`: that needs a preflight, which no listener with such a form grants.
 *
 * @param headers `host` and `x-forwarded-host` must be ones that the listener answers to
 */
export function mayBeOwnForm(headers: IncomingHttpHeaders | Readonly<Record<string, string>>): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  // `same-site` is another port of this machine.
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin === undefined) return true;
  return [host, headers['x-forwarded-host']].some((name) => typeof name === 'string' && isOriginAt(origin, name));
}

function isOriginAt(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: of, origin: written } = new URL(origin);
  // As browsers write it: with a user or a path it is no origin.
  if (written !== origin) return false;
  // The same way of writing a host and a port, and of leaving out the one that goes without saying.
  const here = `${protocol}//${host}`;
  return /^https?:$/.test(protocol) && URL.canParse(here) && new URL(here).host === of;
}

/** What to say to whoever sent a form that is not. */
export const foreignForm =
  'This form was sent by another site’s page. Open the sign-in page here, and send it from there.';
