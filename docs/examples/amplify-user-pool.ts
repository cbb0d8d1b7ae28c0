import { confirmSignUp, fetchAuthSession, signIn, signOut, signUp } from 'aws-amplify/auth';

/** Makes an account; the user pool sends a code to the address. After `Amplify.configure(config)`, as all that follows. */
export async function register(email: string, password: string): Promise<void> {
  await signUp({ username: email, password, options: { userAttributes: { email } } });
}

/** Confirms the address, then signs in: by SRP, so that the password never leaves the device. */
export async function confirm(email: string, password: string, code: string): Promise<string | undefined> {
  await confirmSignUp({ username: email, confirmationCode: code });
  return enter(email, password);
}

/** Signs in. Amplify keeps the tokens and refreshes them. @returns the identity ID */
export async function enter(email: string, password: string): Promise<string | undefined> {
  await signIn({ username: email, password });
  return (await fetchAuthSession()).identityId;
}

/** New tokens at once, after the backend changed the player's clan, say. */
export async function refresh(): Promise<string | undefined> {
  return (await fetchAuthSession({ forceRefresh: true })).identityId;
}

/** Forgets player, tokens and credentials, and revokes the refresh token. */
export const leave = () => signOut();
