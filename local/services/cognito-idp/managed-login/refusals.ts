import type { HttpResponse } from '../../../http/message';
import { html, json, redirect } from './answers';
import { errorPage } from './pages/plain-pages';
import type { Visit } from './visit';

/** An app's callback, once it is known to be the app's own. */
export interface WayBack {
  readonly redirectUri: string;
  readonly state?: string;
}

/** A request of a browser that is refused: on a page as long as the way back to the app cannot be trusted, by way of the app after that. */
export class RequestRefused extends Error {
  /**
   * @param error OAuth's name for it: `unauthorized_client`
   * @param description for whoever develops the app
   */
  constructor(
    readonly error: string,
    readonly description: string,
    readonly back?: WayBack,
  ) {
    super(`${error}: ${description}`);
  }

  /** Refusals go back in the query, whatever the response type (documented: authorize endpoint). */
  answer(visit: Visit): HttpResponse {
    if (this.back === undefined) return html(errorPage(visit.pool, this.error, this.description), 400);
    return redirect(callback(this.back, { error: this.error, error_description: this.description }));
  }
}

/** A call of an OAuth endpoint that is refused, as OAuth writes it. */
export class CallRefused extends Error {
  /** @param error OAuth's name for it: `invalid_grant` */
  constructor(
    readonly error: string,
    readonly description: string,
    readonly status = 400,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${error}: ${description}`);
  }

  answer(): HttpResponse {
    return json({ error: this.error, error_description: this.description }, this.status, this.headers);
  }
}

/** An app's callback with what it is told in the query. */
export function callback({ redirectUri, state }: WayBack, told: Readonly<Record<string, string>>): string {
  const url = new URL(redirectUri);
  const parameters = { ...told, ...(state === undefined ? {} : { state }) };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
