import { type CognitoIdentityClient, DeleteIdentitiesCommand } from '@aws-sdk/client-cognito-identity';
import { AdminDeleteUserCommand, type CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

/**
 * Deletes an account of the user pool, with which its tokens get no more credentials. For an account of the pool's own its `sub` is taken
 * where players sign in by an alias (documented: AdminDeleteUser, `Username`). One that is gone is gone.
 */
export async function deleteAccount(
  accounts: CognitoIdentityProviderClient,
  userPoolId: string,
  sub: string,
): Promise<void> {
  try {
    await accounts.send(new AdminDeleteUserCommand({ UserPoolId: userPoolId, Username: sub }));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'UserNotFoundException') throw error;
  }
}

/**
 * Deletes the identity: whoever signs in with one of its logins is somebody new. Credentials that were given out before last until they
 * expire (documented: DeleteIdentities deletes identities, and says nothing of sessions).
 */
export async function deleteIdentity(identities: CognitoIdentityClient, identityId: string): Promise<void> {
  const { UnprocessedIdentityIds: left = [] } = await identities.send(
    new DeleteIdentitiesCommand({ IdentityIdsToDelete: [identityId] }),
  );
  const [failed] = left;
  if (failed !== undefined) {
    throw Object.assign(new Error('The identity is still there.'), { name: failed.ErrorCode ?? 'UnknownError' });
  }
}
