import type { HttpResponse } from '../../../http/message';
import { pageHeaders } from '../../../idp/page';
import { newFormProof } from './form-proof';
import type { Visit } from './visit';

const jsonHeaders = {
  'content-type': 'application/json;charset=UTF-8',
  'cache-control': 'no-store',
  pragma: 'no-cache',
};

/** An OAuth endpoint's answer. */
export function json(body: object, status = 200, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return { status, headers: { ...jsonHeaders, ...headers }, body: JSON.stringify(body) };
}

/** A page without a form. */
export function html(page: string, status = 200): HttpResponse {
  return { status, headers: pageHeaders, body: page };
}

/** A page with a form, which only it can send. */
export function formPage(visit: Visit, pageOf: (proof: string) => string, status = 200): HttpResponse {
  const { field, cookie } = newFormProof(visit);
  return { status, headers: { ...pageHeaders, 'set-cookie': cookie }, body: pageOf(field) };
}

/** Sends the browser elsewhere. @param location checked by the caller: an app's own URL, or a path of managed login */
export function redirect(location: string, cookie?: string): HttpResponse {
  return {
    status: 302,
    headers: { location, 'cache-control': 'no-store', ...(cookie === undefined ? {} : { 'set-cookie': cookie }) },
  };
}
