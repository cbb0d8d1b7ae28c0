import type { UserPool } from '../../user-pool';
import { attributeFields, nameField, newPasswordField, sentCodeField } from './fields';
import { formOn, way } from './parts';
import { pathTo, type Shown } from './sign-in-pages';

/** What a new user of a pool says beside name and password: what it requires, and where it sends its codes. */
export function attributesAtSignUp({ schema, naming, verifiesEmail }: UserPool): readonly string[] {
  const required = [...schema.values()].filter((rule) => rule.required).map(({ name }) => name);
  const wanted = new Set([...required, ...(verifiesEmail ? ['email'] : [])]);
  return [...wanted].filter((name) => !naming.usernameAttributes.includes(name));
}

/** The page on which a player makes themselves a user. */
export function signUpPage(shown: Shown): string {
  const { pool, form } = shown.visit;
  return formOn({
    ...shown,
    pool,
    heading: 'Create an account',
    action: pathTo(shown, '/signup'),
    fields: [
      nameField(pool, form.get('username') ?? ''),
      ...attributeFields(attributesAtSignUp(pool), form),
      newPasswordField(pool, 'password', 'Password'),
    ],
    send: 'Create the account',
    ways: way(pathTo(shown, '/login'), 'Sign in with an account that you have'),
  });
}

/** Asks for the code that confirms a new user. */
export function confirmPage(shown: Shown): string {
  const { pool, form } = shown.visit;
  return formOn({
    ...shown,
    pool,
    heading: 'Confirm your account',
    action: pathTo(shown, '/confirm'),
    fields: [nameField(pool, form.get('username') ?? ''), sentCodeField()],
    send: 'Confirm',
    ways: way(pathTo(shown, '/resendcode'), 'Send me another code'),
  });
}

/** Asks to whom another code is to be sent. */
export function resendPage(shown: Shown): string {
  return nameOnly(shown, 'Send another code', '/resendcode');
}

/** Asks who forgot their password. */
export function forgotPasswordPage(shown: Shown): string {
  return nameOnly(shown, 'Forgot your password?', '/forgotPassword');
}

function nameOnly(shown: Shown, heading: string, path: string): string {
  const { pool, form } = shown.visit;
  return formOn({
    ...shown,
    pool,
    heading,
    action: pathTo(shown, path),
    fields: [nameField(pool, form.get('username') ?? '')],
    send: 'Send the code',
    ways: way(pathTo(shown, '/login'), 'Back to signing in'),
  });
}

/** Asks for the code that lets a new password be set, and for that password. */
export function newPasswordByCodePage(shown: Shown): string {
  const { pool, form } = shown.visit;
  return formOn({
    ...shown,
    pool,
    heading: 'Choose a new password',
    action: pathTo(shown, '/confirmForgotPassword'),
    fields: [
      nameField(pool, form.get('username') ?? ''),
      sentCodeField(),
      newPasswordField(pool, 'password', 'New password'),
    ],
    send: 'Change the password',
  });
}
