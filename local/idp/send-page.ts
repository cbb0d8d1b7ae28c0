import type { ServerResponse } from 'node:http';
import { pageHeaders } from './page';

/** Answers with a page: it runs no script, loads nothing, stands in no other page's frame and is kept nowhere. */
export function sendPage(
  response: ServerResponse,
  status: number,
  page: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...pageHeaders, ...headers });
  response.end(page);
}
