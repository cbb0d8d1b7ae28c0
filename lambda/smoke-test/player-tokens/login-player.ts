import { GetIdCommand, GetOpenIdTokenCommand } from '@aws-sdk/client-cognito-identity';
import { UnexpectedAnswer } from '../aws-error';
import type { SmokeTestClients } from '../clients';
import type { IssuerFacts, SmokeTestFacts } from '../environment';
import type { SignedInSource } from '../report';
import type { Player } from './player';

/**
 * A player with an ID token of a configured issuer. Cognito answers the same identity for the same subject every time, so that
 * a run leaves no new one behind.
 */
export function loginPlayer(
  { cognito }: Pick<SmokeTestClients, 'cognito'>,
  identityPoolId: string,
  source: SignedInSource,
  issuer: IssuerFacts,
  idToken: string,
): Player {
  const Logins = { [issuer.loginsKey]: idToken };
  return {
    kind: 'signed-in',
    source,
    provider: issuer.name,
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

/** @throws Error naming the providers there are, when the event names another */
export function findIssuer(facts: SmokeTestFacts, provider: string): IssuerFacts {
  const found = facts.issuers.find(({ name, issuer, loginsKey }) => [name, issuer, loginsKey].includes(provider));
  if (found !== undefined) return found;
  const known = facts.issuers.map(({ name }) => `"${name}"`).join(', ') || 'none';
  throw new Error(`The smoke test's event: "provider" is none of this deployment's issuers (${known}).`);
}
