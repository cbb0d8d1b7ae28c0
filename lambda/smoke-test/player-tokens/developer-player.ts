import { GetOpenIdTokenForDeveloperIdentityCommand } from '@aws-sdk/client-cognito-identity';
import { UnexpectedAnswer } from '../aws-error';
import type { SmokeTestClients } from '../clients';
import type { Mask } from '../mask';
import type { Player } from './player';

/** The key in `Logins` for a token that Cognito itself issued (**documented** for developer-authenticated identities). */
const cognitoLogin = 'cognito-identity.amazonaws.com';

/**
 * A made-up player whom the function's own role vouches for, as a game's backend would: always the same user, so always the same
 * identity.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/developer-authenticated-identities.html
 */
export function developerPlayer(
  { cognito }: Pick<SmokeTestClients, 'cognito'>,
  identityPoolId: string,
  developer: { readonly name: string; readonly user: string },
  mask: Mask,
): Player {
  let token: string | undefined;
  const current = () => {
    if (token === undefined) throw new UnexpectedAnswer('The developer provider has given no token yet.');
    return token;
  };
  return {
    kind: 'signed-in',
    source: 'developer',
    provider: developer.name,
    identityStep: 'may get an identity ID and token from the developer provider',
    logins: () => ({ [cognitoLogin]: current() }),
    async identityId() {
      const answer = await cognito.send(
        new GetOpenIdTokenForDeveloperIdentityCommand({
          IdentityPoolId: identityPoolId,
          Logins: { [developer.name]: developer.user },
        }),
      );
      if (answer.IdentityId === undefined || answer.Token === undefined) {
        throw new UnexpectedAnswer('GetOpenIdTokenForDeveloperIdentity answered no identity ID or no token.');
      }
      token = answer.Token;
      mask.hide(token);
      return answer.IdentityId;
    },
    // The basic flow hands the very same token to STS: GetOpenIdToken refuses Cognito's own tokens (observed: aws-amplify/amplify-android#2476).
    openIdToken: async () => current(),
  };
}
