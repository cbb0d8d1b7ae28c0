import { signUp as signUpOperation } from '../../operations/sign-up';
import { callApi, namedBy } from '../call-api';
import { attributesAtSignUp, confirmPage, signUpPage } from '../pages/account-pages';
import { attributePrefix } from '../pages/field';
import { answering, show, showing } from '../show';

/** `GET /signup`. */
export const showSignUp = showing(signUpPage);

/** `POST /signup`: makes the player a user as `SignUp` does; the code goes where it sends codes. */
export const signUp = answering(signUpPage, async (visit, request) => {
  const { pool, pools, form } = visit;
  const typed = (name: string) => form.get(name) ?? '';
  await callApi(visit, signUpOperation(pools), {
    ...namedBy(request.client, typed('username')),
    Password: typed('password'),
    UserAttributes: attributesAtSignUp(pool).map((Name) => ({ Name, Value: typed(attributePrefix + Name) })),
  });
  return show(visit, request, confirmPage, { notice: 'A code was sent to you.' });
});
