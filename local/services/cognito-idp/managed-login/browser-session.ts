import type { User } from '../users/user';
import { type BrowserSession, browserSeconds } from './browser-sessions';
import { cookieOf, setCookie } from './cookies';
import type { Visit } from './visit';

/** The cookie's name (documented: re:Post, "What's the difference between the logout endpoint and the GlobalSignOut API"). */
const cookieName = 'cognito';

/** Who is signed in in a browser, and since when. */
export interface SignedIn extends BrowserSession {
  readonly user: User;
}

/**
 * Signs a user in in this browser, under a new name: one that somebody else might have put there is worth nothing, and whoever was signed
 * in there is so no longer, by a copy of their cookie either.
 *
 * @returns the `set-cookie` that the answer must carry
 */
export function beginBrowserSession(visit: Visit, session: BrowserSession): string {
  const { browserSessions } = visit.pool.managedLogin;
  browserSessions.close(cookieOf(visit, cookieName) ?? '');
  return setCookie(visit, cookieName, browserSessions.open(session), browserSeconds);
}

/**
 * Who is signed in in this browser: nobody once the hour is over, or the user is gone, disabled or no longer confirmed. That
 * `GlobalSignOut` leaves browsers signed in is unconfirmed: it is documented for tokens alone, so nobody should rely on more.
 */
export function browserSession(visit: Visit): SignedIn | undefined {
  const { managedLogin, users } = visit.pool;
  const session = managedLogin.browserSessions.find(cookieOf(visit, cookieName) ?? '');
  const user = session === undefined ? undefined : users.bySub(session.sub);
  if (session === undefined || user === undefined || !user.enabled || user.status !== 'CONFIRMED') return undefined;
  return { ...session, user };
}

/** Signs out in this browser. @returns the `set-cookie` that the answer must carry */
export function endBrowserSession(visit: Visit): string {
  visit.pool.managedLogin.browserSessions.close(cookieOf(visit, cookieName) ?? '');
  return setCookie(visit, cookieName, '', 0);
}
