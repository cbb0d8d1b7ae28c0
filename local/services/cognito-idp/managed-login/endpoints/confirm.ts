import { confirmSignUp } from '../../operations/confirm-sign-up';
import { resendConfirmationCode } from '../../operations/resend-confirmation-code';
import { callApi, namedBy } from '../call-api';
import { confirmPage, resendPage } from '../pages/account-pages';
import { signInPage } from '../pages/sign-in-pages';
import { answering, show, showing } from '../show';

/** `GET /confirm`. */
export const showConfirm = showing(confirmPage);

/**
 * `POST /confirm`: confirms a new user as `ConfirmSignUp` does. They are then asked for their password, where AWS lets them straight in
 * (documented: Cognito guide, "How to sign up for a new account"): a code alone signs nobody in here.
 */
export const confirm = answering(confirmPage, async (visit, request) => {
  await callApi(visit, confirmSignUp(visit.pools), {
    ...namedBy(request.client, visit.form.get('username') ?? ''),
    ConfirmationCode: visit.form.get('code') ?? '',
  });
  return show(visit, request, signInPage, { notice: 'Your account is confirmed. You can sign in now.' });
});

/** `GET /resendcode`. */
export const showResend = showing(resendPage);

/** `POST /resendcode`: another code, as `ResendConfirmationCode` sends it. */
export const resend = answering(resendPage, async (visit, request) => {
  await callApi(visit, resendConfirmationCode(visit.pools), {
    ...namedBy(request.client, visit.form.get('username') ?? ''),
  });
  return show(visit, request, confirmPage, { notice: 'A new code was sent to you.' });
});
