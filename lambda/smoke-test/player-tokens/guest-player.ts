import {
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
} from '@aws-sdk/client-cognito-identity';
import { errorFacts, UnexpectedAnswer } from '../aws-error';
import type { SmokeTestClients } from '../clients';
import type { Mask } from '../mask';
import type { Player } from './player';
import type { PlayersSecret } from './players-secret';

/**
 * A guest. Without a login each `GetId` makes a new identity, and `DeleteIdentities` cannot be limited to one pool (**documented**: it
 * has no resource types), which is too much to give a smoke test. So the guest is kept in the players secret from run to run.
 */
export function guestPlayer(
  { cognito }: Pick<SmokeTestClients, 'cognito'>,
  identityPoolId: string,
  secret: PlayersSecret,
  mask: Mask,
): Player {
  /** Whether the pool still knows the identity; every other objection is for the flows to meet. */
  async function isKnown(IdentityId: string): Promise<boolean> {
    try {
      await cognito.send(new GetCredentialsForIdentityCommand({ IdentityId }));
    } catch (error) {
      return errorFacts(error).name !== 'ResourceNotFoundException';
    }
    return true;
  }

  /** Made once: a storing that is tried again must not make another identity each time. */
  let created: string | undefined;
  async function create(): Promise<string> {
    const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId: identityPoolId }));
    if (IdentityId === undefined) throw new UnexpectedAnswer('GetId answered no identity ID.');
    mask.hide(IdentityId);
    return IdentityId;
  }

  return {
    kind: 'guest',
    identityStep: 'may get an identity ID without a login',
    logins: () => undefined,
    async identityId() {
      const { guestIdentityId: stored } = await secret.read();
      if (stored !== undefined && (await isKnown(stored))) return stored;
      const identityId = created ?? (await create());
      created = identityId;
      // Another run may have stored its guest meanwhile: then both use that one.
      const { guestIdentityId } = await secret.change((content) =>
        content.guestIdentityId === stored ? { ...content, guestIdentityId: identityId } : undefined,
      );
      return guestIdentityId ?? identityId;
    },
    async openIdToken(IdentityId) {
      const { Token } = await cognito.send(new GetOpenIdTokenCommand({ IdentityId }));
      if (Token === undefined) throw new UnexpectedAnswer('GetOpenIdToken answered no token.');
      return Token;
    },
  };
}
