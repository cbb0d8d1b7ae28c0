import { AssumeRoleWithWebIdentityCommand, type Credentials } from '@aws-sdk/client-sts';
import { UnexpectedAnswer } from '../aws-error';
import type { PlayerCredentials } from '../clients';
import type { Mask } from '../mask';
import { expectedRoleArn, type Flow } from './flow';

/** The role session's name: what CloudTrail shows. */
export const sessionName = 'smoke-test';

/** STS's answer as credentials to sign with, never to be read in a log. */
export function stsCredentials(given: Credentials | undefined, mask: Mask): PlayerCredentials {
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = given ?? {};
  mask.hide(accessKeyId, secretAccessKey, sessionToken);
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined) {
    throw new UnexpectedAnswer('AssumeRoleWithWebIdentity answered no credentials.');
  }
  return { accessKeyId, secretAccessKey, sessionToken };
}

/** `GetOpenIdToken`, then STS `AssumeRoleWithWebIdentity`: the player picks the role, its trust policy decides. */
export const basicFlow: Flow = {
  name: 'basic',
  async signIn(player, identityId, { clients, environment, facts, mask, attempt, allowUntil }) {
    const token = await attempt({
      name: 'may get an OpenID token for its identity',
      expected: 'allowed',
      refusedBy: ['NotAuthorizedException', 'InvalidParameterException'],
      until: allowUntil,
      run: async () => {
        const openIdToken = await player.openIdToken(identityId);
        mask.hide(openIdToken);
        return openIdToken;
      },
    });
    const openIdToken = token.answer;
    if (openIdToken === undefined) return { steps: [token.step] };

    const role = await attempt({
      name: 'may assume its role with the OpenID token',
      expected: 'allowed',
      refusedBy: ['AccessDenied'],
      until: allowUntil,
      run: async () => {
        const command = new AssumeRoleWithWebIdentityCommand({
          RoleArn: expectedRoleArn(player, environment),
          RoleSessionName: sessionName,
          WebIdentityToken: openIdToken,
          DurationSeconds: facts.basicFlow.sessionSeconds,
        });
        return stsCredentials((await clients.sts.send(command)).Credentials, mask);
      },
    });
    return { steps: [token.step, role.step], credentials: role.answer, openIdToken };
  },
};
