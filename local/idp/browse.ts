import { CookieJar } from './cookie-jar';

/** Where a browser goes, and what its user types. */
export interface Walk {
  readonly start: URL;
  /** Reaches the pages' site. */
  readonly fetch: typeof globalThis.fetch;
  /** Fields of forms, by name. */
  readonly answers: Readonly<Record<string, string>>;
  /** What the URL that ends the walk begins with: the app's callback. */
  readonly until: string;
  /** Cookies from before, and for after. @default none */
  readonly jar?: CookieJar;
}

/** As many pages and redirects as a sign-in takes at most. */
const mostSteps = 12;

/**
 * Walks from page to page as a browser does, submitting each form with `answers` and what the form hides, until the site sends the
 * browser back to the app.
 *
 * @returns the app's callback
 * @throws Error in the page's own words, where it shows a problem
 */
export async function browse({ start, fetch, answers, until, jar = new CookieJar() }: Walk): Promise<URL> {
  let url = start;
  let form: URLSearchParams | undefined;
  for (let step = 0; step < mostSteps; step += 1) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: jar.header(url) },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    jar.keep(response);
    const location = response.headers.get('location');
    if (location !== null) {
      await response.body?.cancel();
      url = new URL(location, url);
      form = undefined;
      if (url.href.startsWith(until)) return url;
      continue;
    }
    const page = await response.text();
    const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1];
    const problem = /role="alert">([^<]*)</.exec(page)?.[1];
    if (action === undefined || problem !== undefined) {
      throw new Error(`signing in at ${start.origin} stopped: ${unescaped(problem ?? `HTTP ${response.status}`)}`);
    }
    url = new URL(unescaped(action), url);
    form = new URLSearchParams({ ...hiddenFields(page), ...answers });
  }
  throw new Error(`signing in at ${start.origin} did not end after ${mostSteps} pages`);
}

/** What a page's forms send along unseen. */
export function hiddenFields(page: string): Readonly<Record<string, string>> {
  const inputs = page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [unescaped(name), unescaped(value)]));
}

/** HTML that {@link escaped} made, as the text that it was. */
export function unescaped(html: string): string {
  return html.replace(/&#(\d+);/g, (_reference, code) => String.fromCharCode(Number(code)));
}
