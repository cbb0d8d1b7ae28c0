import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { mayBeOwnForm } from '../../../shared/own-form';
import { browserSeconds } from './browser-sessions';
import { cookieOf, setCookie } from './cookies';
import type { Visit } from './visit';

const cookieName = 'XSRF-TOKEN';

/** The name of the form's own field (observed: amplify-js#6236 has both names; how AWS makes the values is its own). */
export const proofField = '_csrf';

/** What a page with a form needs so that no other site can send it. */
export interface FormProof {
  /** The hidden field's value. */
  readonly field: string;
  /** The `set-cookie` that the page must carry. */
  readonly cookie: string;
}

/** Proof for a new form: a field that only this page and whoever holds the browser's cookie and the key can make. */
export function newFormProof(visit: Visit): FormProof {
  const known = cookieOf(visit, cookieName) ?? '';
  // The browser's own is kept, so that two tabs do not spoil each other.
  const value = /^[\w-]{43}$/.test(known) ? known : randomBytes(32).toString('base64url');
  return { field: fieldFor(visit, value), cookie: setCookie(visit, cookieName, value, browserSeconds) };
}

/** Whether a form that was sent is one of these pages', shown to this browser: other ports of this machine share its cookies. */
export function isOwnForm(visit: Visit): boolean {
  const { headers, sentTo } = visit.request;
  // A browser compares where it sent the form, not whom that stands for.
  if (!mayBeOwnForm({ ...headers, host: sentTo.host })) return false;
  const value = cookieOf(visit, cookieName) ?? '';
  const given = Buffer.from(visit.form.get(proofField) ?? '');
  const expected = Buffer.from(fieldFor(visit, value));
  return value !== '' && given.length === expected.length && timingSafeEqual(given, expected);
}

function fieldFor({ pool }: Visit, value: string): string {
  return createHmac('sha256', pool.managedLogin.formKey).update(value).digest('base64url');
}
