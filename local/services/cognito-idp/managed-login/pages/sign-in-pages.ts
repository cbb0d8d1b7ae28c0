import { escaped } from '../../../../idp/page';
import type { AuthorizationRequest } from '../authorization-request';
import type { Visit } from '../visit';
import type { Problem } from './field';
import { attributeFields, codeField, nameField, newPasswordField, passwordField } from './fields';
import { formOn, way } from './parts';

/** What a page says beside its form. */
export interface Remark {
  readonly problem?: Problem;
  readonly notice?: string;
}

/** What a page stands for, and what shows that its form is its own. */
export interface Shown extends Remark {
  readonly visit: Visit;
  readonly request: AuthorizationRequest;
  readonly proof: string;
}

/** A path of managed login that goes on with a request. */
export function pathTo({ visit, request }: Pick<Shown, 'visit' | 'request'>, path: string): string {
  return `${visit.base}${path}?${request.query}`;
}

/** The page on which a player types name and password. */
export function signInPage(shown: Shown): string {
  const { pool, form, query } = shown.visit;
  return formOn({
    ...shown,
    pool,
    heading: 'Sign in',
    action: pathTo(shown, '/login'),
    fields: [nameField(pool, form.get('username') ?? query.get('login_hint') ?? ''), passwordField()],
    send: 'Sign in',
    ways: [
      notPlayed(shown),
      pool.passwordRecovery ? way(pathTo(shown, '/forgotPassword'), 'Forgot your password?') : '',
      pool.selfSignUp ? way(pathTo(shown, '/signup'), 'Create an account') : '',
    ].join('\n    '),
  });
}

/** Says of the app client's other ways to sign in that they are not here, and does not show them as if they were. */
function notPlayed({ request, visit }: Shown): string {
  const { identityProviders } = request.client.oauth ?? {};
  const others = [...(identityProviders ?? [])].filter((name) => visit.pool.identityProviders.has(name));
  if (others.length === 0) return '';
  return `<p>${escaped(`Not played by the local cloud: sign-in by ${others.join(', ')}.`)}</p>`;
}

/** A challenge that waits for its answer, and whom it is for. */
export interface Waiting {
  readonly session: string;
  readonly username: string;
}

/** Asks for the authenticator app's code. */
export function softwareTokenPage(shown: Shown, waiting: Waiting): string {
  return formOn({
    ...shown,
    pool: shown.visit.pool,
    heading: 'Enter your code',
    action: pathTo(shown, '/mfa'),
    fields: [codeField('Code of your authenticator app')],
    send: 'Sign in',
    hidden: { ...waiting },
  });
}

/** Asks for a password of the player's own in place of a temporary one, and for what the pool must know of them. */
export function newPasswordPage(shown: Shown, waiting: Waiting, missing: readonly string[]): string {
  const { pool, form } = shown.visit;
  return formOn({
    ...shown,
    pool,
    heading: 'Choose a new password',
    action: pathTo(shown, '/changePassword'),
    fields: [newPasswordField(pool, 'new_password', 'New password'), ...attributeFields(missing, form)],
    send: 'Sign in',
    hidden: { ...waiting },
  });
}
