import { confirmForgotPassword } from '../../operations/confirm-forgot-password';
import { forgotPassword as forgotPasswordOperation } from '../../operations/forgot-password';
import { callApi, namedBy } from '../call-api';
import { forgotPasswordPage, newPasswordByCodePage } from '../pages/account-pages';
import { signInPage } from '../pages/sign-in-pages';
import { answering, show, showing } from '../show';

/** `GET /forgotPassword`. */
export const showForgotPassword = showing(forgotPasswordPage);

/** `POST /forgotPassword`: sends a code as `ForgotPassword` does. */
export const forgotPassword = answering(forgotPasswordPage, async (visit, request) => {
  await callApi(visit, forgotPasswordOperation(visit.pools), {
    ...namedBy(request.client, visit.form.get('username') ?? ''),
  });
  return show(visit, request, newPasswordByCodePage, { notice: 'If there is such an account, a code was sent to it.' });
});

/** `GET /confirmForgotPassword`. */
export const showConfirmForgotPassword = showing(newPasswordByCodePage);

/** `POST /confirmForgotPassword`: sets a new password as `ConfirmForgotPassword` does. */
export const confirmForgottenPassword = answering(newPasswordByCodePage, async (visit, request) => {
  await callApi(visit, confirmForgotPassword(visit.pools), {
    ...namedBy(request.client, visit.form.get('username') ?? ''),
    ConfirmationCode: visit.form.get('code') ?? '',
    Password: visit.form.get('password') ?? '',
  });
  return show(visit, request, signInPage, { notice: 'Your password is changed. You can sign in now.' });
});
