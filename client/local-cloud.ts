/** Names that AWS has for its services, of every partition. */
const awsHost = /^(?:[a-z0-9_-]+\.)*(?:amazonaws\.com(?:\.cn)?|api\.aws)$/;

/**
 * Where a local cloud answers for an address of AWS: `http://127.0.0.1:4510/_aws/<AWS's host>/<path>`. The host stays in the path
 * because a page can set no `Host`, and because signatures hold it. Any other address stays what it is.
 *
 * @param endpoint of the local cloud; without one, as in a configuration for AWS, every address stays
 */
export function localUrl(endpoint: string | undefined, address: string | URL): string {
  const url = String(address);
  const meant = parsed(url);
  if (endpoint === undefined || meant === undefined || !isAws(meant)) return url;
  // Read as a browser reads it: `..` must lead out of no host, and a slash may be written otherwise.
  const { hostname, pathname, search, hash } = meant;
  return `${endpoint.replace(/\/$/, '')}/_aws/${hostname}${pathname}${search}${hash}`;
}

function isAws({ protocol, username, password, host }: URL): boolean {
  return protocol === 'https:' && username === '' && password === '' && awsHost.test(host);
}

/** What is no address by itself is relative to the page's, and so none of AWS's. */
function parsed(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}

/**
 * A `fetch` that sends what is meant for AWS to a local cloud, and everything else where it is meant to go.
 *
 * @param endpoint of the local cloud: `http://127.0.0.1:4510`
 * @param fetch what really fetches; without it the global one as it is now
 */
export function localFetch(endpoint: string, fetch: typeof globalThis.fetch = globalThis.fetch): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const local = localUrl(endpoint, url);
    if (local === url) return fetch(input, init);
    return fetch(local, input instanceof Request ? await withBufferedBody(new Request(input, init)) : init);
  };
}

/**
 * Sends what this page's libraries mean for AWS to a local cloud, whether by `fetch` or by `XMLHttpRequest`: for a library that takes
 * no endpoint, as Amplify's Storage. In a development build, before the first call. What the page itself loads, an `<img>` say, is no
 * call of a library: give its address to {@link localUrl}.
 *
 * @param endpoint of the local cloud: `http://127.0.0.1:4510`
 * @returns what undoes it
 */
export function sendAwsCallsTo(endpoint: string): () => void {
  const { fetch, XMLHttpRequest } = globalThis;
  const { open } = XMLHttpRequest.prototype;
  globalThis.fetch = localFetch(endpoint, fetch);
  // All arguments are handed on: `async` left out is true, but `undefined` in its place is false.
  const openWith = open as (this: XMLHttpRequest, method: string, url: string, ...more: unknown[]) => void;
  XMLHttpRequest.prototype.open = function (
    this: XMLHttpRequest,
    method: string,
    url: string | URL,
    ...more: unknown[]
  ) {
    openWith.call(this, method, localUrl(endpoint, url), ...more);
  };
  return () => {
    globalThis.fetch = fetch;
    XMLHttpRequest.prototype.open = open;
  };
}

/** A request's body is a stream, and Chromium sends streams over HTTP/2 alone; the local cloud speaks HTTP/1.1. */
async function withBufferedBody(request: Request): Promise<RequestInit> {
  const { method, headers, signal, credentials, cache, redirect, referrerPolicy } = request;
  const body = request.body === null ? undefined : await request.arrayBuffer();
  return { method, headers, signal, credentials, cache, redirect, referrerPolicy, body };
}
