import { ServiceError } from '../../../../shared/service-error';
import { invalidSession } from '../../errors';
import { userOfNewPassword, userOfSoftwareToken } from '../../sign-in/respond';
import type { User } from '../../users/user';
import { askNewPassword, askNext, signInAt } from '../ask-next';
import { completeSignIn } from '../complete-sign-in';
import { attributePrefix } from '../pages/field';
import { problemOf } from '../pages/problem';
import { signInPage, type Waiting } from '../pages/sign-in-pages';
import { answering } from '../show';
import type { Visit } from '../visit';

/** `POST /mfa`: the authenticator app's code. A wrong one leads back to the password, as every one is asked for once. */
export const softwareToken = answering(signInPage, (visit, request) => {
  const { session, username } = waitingIn(visit);
  const user = userOfSoftwareToken(signInAt(visit, request.client), {
    name: 'SOFTWARE_TOKEN_MFA',
    session,
    responses: { USERNAME: username, SOFTWARE_TOKEN_MFA_CODE: visit.form.get('code') ?? '' },
  });
  return completeSignIn(visit, request, user);
});

/** `POST /changePassword`: a password of the player's own. One that the pool refuses may be followed by another. */
export const newPassword = answering(signInPage, (visit, request) => {
  const waiting = waitingIn(visit);
  const poolClient = signInAt(visit, request.client);
  let user: User;
  try {
    user = userOfNewPassword(poolClient, {
      name: 'NEW_PASSWORD_REQUIRED',
      session: waiting.session,
      responses: {
        USERNAME: waiting.username,
        NEW_PASSWORD: visit.form.get('new_password') ?? '',
        ...attributesIn(visit.form),
      },
    });
  } catch (error) {
    const known = poolClient.pool.challenges.find(waiting.session);
    const waits = known === undefined ? undefined : visit.pool.users.bySub(known.sub);
    if (!(error instanceof ServiceError) || waits?.username !== waiting.username) throw error;
    return askNewPassword(visit, request, waits, waiting, { problem: problemOf(error, visit.pool, visit.form) });
  }
  return askNext(visit, request, user);
});

/** @throws ServiceError for a form that names no challenge */
function waitingIn({ form }: Visit): Waiting {
  const session = form.get('session');
  const username = form.get('username');
  if (session === null || username === null) throw invalidSession();
  return { session, username };
}

/** Attributes as the API's challenge takes them. */
function attributesIn(form: URLSearchParams): Readonly<Record<string, string>> {
  const fields = [...form].filter(([name]) => name.startsWith(attributePrefix));
  return Object.fromEntries(
    fields.map(([name, value]) => [`userAttributes.${name.slice(attributePrefix.length)}`, value]),
  );
}
