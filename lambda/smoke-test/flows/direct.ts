import { AssumeRoleWithWebIdentityCommand } from '@aws-sdk/client-sts';
import { UnexpectedAnswer } from '../aws-error';
import type { PlayerCredentials } from '../clients';
import type { DirectToken } from '../player-tokens/player';
import type { SmokeTestStep } from '../report';
import { sessionName, stsCredentials } from './basic';
import type { FlowContext } from './flow';

/** Credentials for a player without the pool, as far as they were given, and what their provider calls them. */
export interface DirectSignIn {
  readonly steps: readonly SmokeTestStep[];
  readonly credentials?: PlayerCredentials;
  readonly subject?: string;
}

/**
 * `AssumeRoleWithWebIdentity` with the provider's own token: neither pool nor identity ID is between.
 *
 * @param roleArn the role that takes this provider's tokens
 * @param sessionSeconds the session's length to ask for
 */
export async function signInDirectly(
  token: DirectToken,
  roleArn: string,
  sessionSeconds: number,
  { clients, mask, attempt, allowUntil }: FlowContext,
): Promise<DirectSignIn> {
  const { step, answer } = await attempt({
    name: 'may assume the federated role with its own token',
    expected: 'allowed',
    refusedBy: ['AccessDenied'],
    // Both names of what STS answers while it does not know the issuer: for a while of a new IAM OIDC provider too (unconfirmed, as IAM is
    // eventually consistent).
    notYetBy: ['InvalidIdentityToken', 'InvalidIdentityTokenException'],
    until: allowUntil,
    run: async () => {
      const given = await clients.sts.send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn: roleArn,
          RoleSessionName: sessionName,
          WebIdentityToken: token.token,
          ProviderId: token.providerId,
          DurationSeconds: sessionSeconds,
        }),
      );
      const subject = given.SubjectFromWebIdentityToken;
      if (subject === undefined) throw new UnexpectedAnswer('AssumeRoleWithWebIdentity answered no subject.');
      mask.hide(subject);
      return { subject, credentials: stsCredentials(given.Credentials, mask) };
    },
  });
  return { steps: [step], ...answer };
}
