import type { HttpResponse } from '../../../http/message';
import { authorize } from './endpoints/authorize';
import { newPassword, softwareToken } from './endpoints/challenges';
import { confirm, resend, showConfirm, showResend } from './endpoints/confirm';
import {
  confirmForgottenPassword,
  forgotPassword,
  showConfirmForgotPassword,
  showForgotPassword,
} from './endpoints/forgot-password';
import { login, showLogin } from './endpoints/login';
import { logout } from './endpoints/logout';
import { revoke } from './endpoints/revoke';
import { showSignUp, signUp } from './endpoints/sign-up';
import { token } from './endpoints/token';
import { userInfo } from './endpoints/user-info';
import type { Visit } from './visit';

type Answer = (visit: Visit) => Promise<HttpResponse> | HttpResponse;

/** What a path answers to, by method. */
export interface Endpoint {
  readonly GET?: Answer;
  readonly POST?: Answer;
  /** Called by apps, in browsers too, and not walked to. */
  readonly forApps?: true;
}

/** What browsers and apps send. */
export const methods = ['GET', 'POST'] as const;

/** Every path below a pool's domain. */
export const endpoints: ReadonlyMap<string, Endpoint> = new Map<string, Endpoint>([
  ['/oauth2/authorize', { GET: authorize }],
  ['/oauth2/token', { POST: token, forApps: true }],
  ['/oauth2/revoke', { POST: revoke, forApps: true }],
  ['/oauth2/userInfo', { GET: userInfo, POST: userInfo, forApps: true }],
  ['/login', { GET: showLogin, POST: login }],
  ['/mfa', { POST: softwareToken }],
  ['/changePassword', { POST: newPassword }],
  ['/signup', { GET: showSignUp, POST: signUp }],
  ['/confirm', { GET: showConfirm, POST: confirm }],
  ['/resendcode', { GET: showResend, POST: resend }],
  ['/forgotPassword', { GET: showForgotPassword, POST: forgotPassword }],
  ['/confirmForgotPassword', { GET: showConfirmForgotPassword, POST: confirmForgottenPassword }],
  ['/logout', { GET: logout }],
]);
