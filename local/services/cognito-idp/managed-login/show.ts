import type { HttpResponse } from '../../../http/message';
import { ServiceError } from '../../../shared/service-error';
import { formPage } from './answers';
import { type AuthorizationRequest, authorizationRequest } from './authorization-request';
import { isOwnForm } from './form-proof';
import { problemOf, problemOfForm } from './pages/problem';
import type { Remark, Shown } from './pages/sign-in-pages';
import type { Visit } from './visit';

/** A page with a form, as pages are written. */
export type PageOf = (shown: Shown) => string;

/** Shows a page with a form. */
export function show(
  visit: Visit,
  request: AuthorizationRequest,
  pageOf: PageOf,
  remark: Remark = {},
  status = remark.problem === undefined ? 200 : 400,
): HttpResponse {
  return formPage(visit, (proof) => pageOf({ visit, request, proof, ...remark }), status);
}

/** Answers a GET with a page, for an app's request that holds. */
export function showing(pageOf: PageOf): (visit: Visit) => HttpResponse {
  return (visit) => show(visit, authorizationRequest(visit), pageOf);
}

/**
 * Answers a form. One that is not these pages' own, shown to this browser, does nothing (it may be another site's); where the API
 * refuses what was typed, the page comes back and says why.
 *
 * @param pageOf the page that the form is on
 * @param act what the form asks for; throws ServiceError in Cognito's words
 */
export function answering(
  pageOf: PageOf,
  act: (visit: Visit, request: AuthorizationRequest) => Promise<HttpResponse> | HttpResponse,
): (visit: Visit) => Promise<HttpResponse> {
  return async (visit) => {
    const request = authorizationRequest(visit);
    if (!isOwnForm(visit)) {
      const problem = problemOfForm('This page is too old, or its form came from elsewhere. Please try again.');
      return show(visit, request, pageOf, { problem }, 403);
    }
    try {
      return await act(visit, request);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return show(visit, request, pageOf, { problem: problemOf(error, visit.pool, visit.form) });
    }
  };
}
