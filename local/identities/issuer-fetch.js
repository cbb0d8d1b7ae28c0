// Plain CommonJS, not TypeScript: a Lambda function's child process loads it too, and that is a bare `node`.

/** As many as the Fetch standard follows. */
const mostRedirects = 20;

/** Headers that a redirect to another origin must not carry along (Fetch standard, HTTP-redirect fetch). */
const originBound = ['authorization', 'cookie', 'host', 'proxy-authorization'];

/** Headers that go with the body when a redirect turns a POST into a GET. */
const bodyBound = ['content-encoding', 'content-language', 'content-length', 'content-location', 'content-type'];

/**
 * @param {Readonly<Record<string, string>>} table
 * @param {string | URL} url
 */
function issuerAddress(table, url) {
  const wanted = new URL(url);
  let best;
  for (const [issuer, address] of Object.entries(table)) {
    const { origin, host, protocol, pathname } = new URL(issuer);
    const path = pathname.replace(/\/$/, '');
    if (origin !== wanted.origin || !(wanted.pathname === path || wanted.pathname.startsWith(`${path}/`))) continue;
    if (best === undefined || path.length > best.path.length) best = { address, host, protocol, path };
  }
  if (best === undefined) return undefined;
  const rest = wanted.pathname.slice(best.path.length) + wanted.search;
  return {
    target: best.address.replace(/\/$/, '') + rest,
    headers: { 'x-forwarded-proto': best.protocol.replace(':', ''), 'x-forwarded-host': best.host },
  };
}

/**
 * @param {Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>)} issuers
 * @param {typeof globalThis.fetch} fetch
 * @returns {typeof globalThis.fetch}
 */
function issuerFetch(issuers, fetch = globalThis.fetch) {
  return async function fetchFromIssuer(input, init) {
    const table = typeof issuers === 'function' ? issuers() : issuers;
    const url = typeof input === 'string' || input instanceof URL ? input : input.url;
    // A relative URL is fetch's to refuse.
    if (!URL.canParse(url) || issuerAddress(table, url) === undefined) return fetch(input, init);
    const request = new Request(input, init);
    const body = request.body === null ? undefined : await request.arrayBuffer();
    return follow(table, fetch, request, body);
  };
}

/**
 * Follows redirects by hand: left to the real fetch, the next hop would be looked up by the issuer's name on the network.
 *
 * @param {Readonly<Record<string, string>>} table
 * @param {typeof globalThis.fetch} fetch
 * @param {Request} request
 * @param {ArrayBuffer | undefined} firstBody
 */
async function follow(table, fetch, request, firstBody) {
  const headers = new Headers(request.headers);
  let { method, url } = request;
  let body = firstBody;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const address = issuerAddress(table, url);
    const response = await fetch(address?.target ?? url, {
      method,
      headers: { ...Object.fromEntries(headers), ...address?.headers },
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      signal: request.signal,
    });
    const location = [301, 302, 303, 307, 308].includes(response.status) ? response.headers.get('location') : null;
    if (location === null || request.redirect === 'manual') return named(response, url, hop > 0);
    if (request.redirect === 'error') throw new TypeError(`fetch failed: ${url} answered with a redirect`);
    await response.body?.cancel();
    const next = new URL(location, url);
    if (next.origin !== new URL(url).origin) for (const name of originBound) headers.delete(name);
    if (response.status === 303 ? method !== 'HEAD' : response.status < 303 && method === 'POST') {
      method = 'GET';
      body = undefined;
      for (const name of bodyBound) headers.delete(name);
    }
    url = next.href;
  }
  throw new TypeError(`fetch failed: more than ${mostRedirects} redirects from ${request.url}`);
}

/** A response's own `url` is the address; whoever reads it expects the issuer. */
function named(response, url, redirected) {
  return Object.defineProperties(response, { url: { value: url }, redirected: { value: redirected } });
}

module.exports = { issuerAddress, issuerFetch };
