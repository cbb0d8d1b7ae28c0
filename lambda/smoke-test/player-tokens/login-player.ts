import { GetIdCommand, GetOpenIdTokenCommand } from '@aws-sdk/client-cognito-identity';
import { UnexpectedAnswer } from '../aws-error';
import type { SmokeTestClients } from '../clients';
import type { SignedInSource } from '../report';
import { claimsOfToken } from './claims-of-token';
import type { ConfiguredProvider } from './configured-providers';
import type { Player } from './player';

/**
 * A player with a token of a configured provider. Cognito answers the same identity for the same subject every time, so that
 * a run leaves no new one behind.
 */
export function loginPlayer(
  { cognito }: Pick<SmokeTestClients, 'cognito'>,
  identityPoolId: string,
  source: SignedInSource,
  provider: Pick<ConfiguredProvider, 'name' | 'loginsKey' | 'tokens'>,
  token: string,
): Player {
  const Logins = { [provider.loginsKey]: token };
  return {
    kind: 'signed-in',
    source,
    provider: provider.name,
    ...(provider.tokens === 'openid' && { claims: claimsOfToken(token) ?? {} }),
    ...(provider.tokens !== 'saml' && {
      directToken: { token, ...(provider.tokens === 'opaque' && { providerId: provider.loginsKey }) },
    }),
    identityStep: 'may get an identity ID for its login',
    logins: () => Logins,
    async identityId() {
      const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId: identityPoolId, Logins }));
      if (IdentityId === undefined) throw new UnexpectedAnswer('GetId answered no identity ID.');
      return IdentityId;
    },
    async openIdToken(IdentityId) {
      const { Token } = await cognito.send(new GetOpenIdTokenCommand({ IdentityId, Logins }));
      if (Token === undefined) throw new UnexpectedAnswer('GetOpenIdToken answered no token.');
      return Token;
    },
  };
}
