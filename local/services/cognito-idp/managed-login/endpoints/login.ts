import { z } from 'zod';
import type { HttpResponse } from '../../../../http/message';
import { ServiceError } from '../../../../shared/service-error';
import { incorrectPassword } from '../../errors';
import { password, username } from '../../input';
import { userOfPassword } from '../../sign-in/password-sign-in';
import { askNext, signInAt } from '../ask-next';
import type { AuthorizationRequest } from '../authorization-request';
import { confirmPage } from '../pages/account-pages';
import { signInPage } from '../pages/sign-in-pages';
import { answering, show, showing } from '../show';
import type { Visit } from '../visit';

const credentials = z.object({ username, password });

/** `GET /login`: asks for name and password, also of somebody who is signed in. */
export const showLogin = showing(signInPage);

/**
 * `POST /login`: name and password, by the very checks of the API: lock-out, disabled, unconfirmed, what hides who exists.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/login-endpoint.html documented
 */
export const login = answering(signInPage, async (visit, request) => {
  // What can be nobody's name or password is told like a wrong one.
  const given = credentials.safeParse(Object.fromEntries(visit.form));
  if (!given.success) throw incorrectPassword();
  try {
    const user = await userOfPassword(signInAt(visit, request.client), given.data.username, given.data.password);
    return await askNext(visit, request, user);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'UserNotConfirmedException') return toConfirm(visit, request);
    throw error;
  }
});

/** Whoever has yet to confirm goes there, whichever way they came. */
function toConfirm(visit: Visit, request: AuthorizationRequest): HttpResponse {
  return show(visit, request, confirmPage, { notice: 'Confirm your account before you sign in.' });
}
