import { fromWebToken } from '@aws-sdk/credential-provider-web-identity';
import type { GameConfig } from './game-config';

/**
 * Without the pool: the provider's own token goes to STS. `provider` is the name that ends its role's output, `Google`; `providerId` is
 * for Amazon and Facebook alone.
 */
export function directSession(
  { aws, roles }: GameConfig,
  provider: string,
  webIdentityToken: string,
  providerId?: 'www.amazon.com' | 'graph.facebook.com',
) {
  const roleArn = roles.federated[provider];
  if (roleArn === undefined) throw new Error(`no role for ${provider}: ${Object.keys(roles.federated).join(', ')}`);
  const session = { roleArn, roleSessionName: 'player', webIdentityToken };
  return fromWebToken({ ...session, ...(providerId && { providerId }), clientConfig: aws });
}
