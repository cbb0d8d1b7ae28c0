import type { HttpResponse } from '../../../http/message';
import { missingAttributes } from '../attributes/check-attributes';
import { challengeAfterPassword } from '../sign-in/after-password';
import type { UserPoolClient } from '../user-pool-client';
import type { PoolClient } from '../user-pools';
import type { User } from '../users/user';
import type { AuthorizationRequest } from './authorization-request';
import { completeSignIn } from './complete-sign-in';
import { newPasswordPage, type Remark, softwareTokenPage, type Waiting } from './pages/sign-in-pages';
import { show } from './show';
import type { Visit } from './visit';

/**
 * The pool as its pages sign in to it. Which flows the app client allows through the API makes no difference to them (documented: re:Post,
 * "About the grant type for the user srp auth in AWS Cognito").
 */
export function signInAt({ pool }: Visit, client: UserPoolClient): PoolClient {
  return { pool: { ...pool, challenges: pool.managedLogin.challenges }, client };
}

/** Asks what is still to be asked of a player whose password holds, or lets them in. */
export function askNext(visit: Visit, request: AuthorizationRequest, user: User): Promise<HttpResponse> | HttpResponse {
  const challenge = challengeAfterPassword(signInAt(visit, request.client), user);
  if (challenge === undefined) return completeSignIn(visit, request, user);
  const waiting = { session: challenge.Session, username: user.username };
  if (challenge.ChallengeName === 'NEW_PASSWORD_REQUIRED') return askNewPassword(visit, request, user, waiting);
  return show(visit, request, (shown) => softwareTokenPage(shown, waiting));
}

/** Asks for a new password, and for whatever the pool requires and does not know of the player. */
export function askNewPassword(
  visit: Visit,
  request: AuthorizationRequest,
  user: User,
  waiting: Waiting,
  remark: Remark = {},
): HttpResponse {
  const missing = missingAttributes(visit.pool, user.attributes);
  return show(visit, request, (shown) => newPasswordPage(shown, waiting, missing), remark);
}
