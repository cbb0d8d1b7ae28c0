import { isAwsHost } from './hosts';

/**
 * A `fetch` that sends what is meant for AWS to a local cloud, and everything else where it is meant to go: for clients that take no
 * endpoint, such as Amplify Storage. The host that the client meant, and signed, goes along as `x-forwarded-host`.
 *
 * @param url of the local cloud
 * @param fetch what really fetches; without it the global one as it is when `awsFetch` is called
 */
export function awsFetch(url: string, fetch: typeof globalThis.fetch = globalThis.fetch): typeof globalThis.fetch {
  return (input, init) => {
    const wanted = input instanceof Request ? input.url : input;
    if (!URL.canParse(wanted) || !isAwsHost(new URL(wanted).hostname)) return fetch(input, init);
    const { host, pathname, search } = new URL(wanted);
    const target = `${url}${pathname}${search}`;
    const request = input instanceof Request ? new Request(target, input) : undefined;
    const headers = new Headers(init?.headers ?? request?.headers);
    headers.set('x-forwarded-host', host);
    return fetch(request ?? target, { ...init, headers });
  };
}
