import { fromWebToken } from '@aws-sdk/credential-provider-web-identity';
import type { GameConfig } from './game-config';

/** Without the pool: the provider's own token goes to STS. `providerId` is for Amazon and Facebook alone. */
export function directSession(
  { aws, roles }: GameConfig,
  provider: string,
  webIdentityToken: string,
  providerId?: 'www.amazon.com' | 'graph.facebook.com',
) {
  const session = { roleArn: roles.federated[provider] ?? '', roleSessionName: 'player', webIdentityToken };
  return fromWebToken({ ...session, ...(providerId && { providerId }), clientConfig: aws });
}
