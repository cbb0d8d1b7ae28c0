import type { ServerResponse } from 'node:http';

/** Answers with a page: it runs no script, loads nothing, stands in no other page's frame and is kept nowhere. */
export function sendPage(
  response: ServerResponse,
  status: number,
  page: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    // No `form-action`: browsers apply it to the redirects after a form too, which lead back to the game.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    ...headers,
  });
  response.end(page);
}
