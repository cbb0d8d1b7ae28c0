import { CognitoIdentityClient, GetCredentialsForIdentityCommand } from '@aws-sdk/client-cognito-identity';
import type { GameConfig } from './game-config';
import { guestIds } from './guest-ids';
import { playerOf } from './player';
import { saveOf } from './save';

/**
 * The guest of this device signs in. The call has both their identity ID and the login: without the ID they would be somebody new.
 *
 * @returns who they are from now on, and their save as a guest where it stays behind because the login had an identity already: let the
 *   player choose
 */
export async function signInGuest(
  config: GameConfig,
  logins: Record<string, string>,
): Promise<{ identityId: string | undefined; leftBehind?: string }> {
  // Without a login they would stay the guest that they are, and their ID would be forgotten all the same.
  if (!Object.values(logins).some(Boolean)) throw new Error('signing in takes a login');
  const guest = playerOf(config);
  const { identityId: guestId } = await guest();
  // Read before: what stays behind is closed to everybody from then on.
  const save = await saveOf(config, guest).read();
  const cognito = new CognitoIdentityClient(config.aws);
  const command = new GetCredentialsForIdentityCommand({ IdentityId: guestId, Logins: logins });
  const { IdentityId: identityId } = await cognito.send(command);
  guestIds(config.identityPoolId).forget();
  return identityId === guestId || save === undefined ? { identityId } : { identityId, leftBehind: save };
}
