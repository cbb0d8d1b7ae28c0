import { type Credentials, GetCredentialsForIdentityCommand } from '@aws-sdk/client-cognito-identity';
import { UnexpectedAnswer } from '../aws-error';
import type { PlayerCredentials } from '../clients';
import type { Mask } from '../mask';
import type { Player } from '../player-tokens/player';
import type { SmokeTestStep } from '../report';
import type { Flow, FlowContext } from './flow';

/** Cognito's answer as credentials to sign with, never to be read in a log. */
export function cognitoCredentials(given: Credentials | undefined, mask: Mask): PlayerCredentials {
  const { AccessKeyId: accessKeyId, SecretKey: secretAccessKey, SessionToken: sessionToken } = given ?? {};
  mask.hide(accessKeyId, secretAccessKey, sessionToken);
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined) {
    throw new UnexpectedAnswer('GetCredentialsForIdentity answered no credentials.');
  }
  return { accessKeyId, secretAccessKey, sessionToken };
}

/** Where a role mapping denies, nobody gets credentials: what is tried once the other players' allows have worked. */
export async function refusedByMapping(
  player: Player,
  IdentityId: string,
  { clients, mask, attempt }: FlowContext,
  until: number,
): Promise<SmokeTestStep> {
  const { step } = await attempt({
    name: 'may not get credentials without a role of its own',
    expected: 'refused',
    // Which exception it is, is unconfirmed; that credentials are refused is documented (role-based access control, "Deny").
    refusedBy: ['NotAuthorizedException'],
    until,
    run: async () => {
      const command = new GetCredentialsForIdentityCommand({ IdentityId, Logins: player.logins() });
      return cognitoCredentials((await clients.cognito.send(command)).Credentials, mask);
    },
  });
  return step;
}

/** `GetCredentialsForIdentity`: the pool picks the role. */
export const enhancedFlow: Flow = {
  name: 'enhanced',
  async signIn(player, IdentityId, { clients, mask, attempt, allowUntil }) {
    const { step, answer } = await attempt({
      name: 'may get credentials for its identity',
      expected: 'allowed',
      refusedBy: ['NotAuthorizedException'],
      // What Cognito answers while STS refuses it the role (documented): also for a while after the role was made.
      notYetBy: ['InvalidIdentityPoolConfigurationException'],
      until: allowUntil,
      run: async () => {
        const command = new GetCredentialsForIdentityCommand({ IdentityId, Logins: player.logins() });
        return cognitoCredentials((await clients.cognito.send(command)).Credentials, mask);
      },
    });
    return { steps: [step], credentials: answer };
  },
};
