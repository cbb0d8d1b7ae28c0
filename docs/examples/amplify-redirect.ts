import { fetchAuthSession, signInWithRedirect, signOut } from 'aws-amplify/auth';
import 'aws-amplify/auth/enable-oauth-listener';

/** Sends the player to managed login, which sends them back to this page. */
export const enterByPage = () => signInWithRedirect();

/** After they came back, or at any later visit: who they are, and undefined for nobody. */
export async function whoIsHere(): Promise<{ identityId: string | undefined; username: string } | undefined> {
  const { tokens, identityId } = await fetchAuthSession();
  const username = tokens?.idToken?.payload['cognito:username'];
  return typeof username === 'string' ? { identityId, username } : undefined;
}

/** Signs out here and at managed login, which else remembers the player for an hour. It leaves the page too. */
export const leaveByPage = () => signOut();
