import type { FederatedPlayer } from '../../iam/federated-player';
import { accessTokenProviders } from '../../identities/access-token-providers';
import type { StsDependencies } from './dependencies';
import { invalidAccessToken, invalidParameter } from './errors';

/**
 * Has an access token of Login with Amazon or Facebook verified by its provider (direct federation, which needs no IAM provider). Whose
 * app it is for is the trust policy's to judge.
 *
 * @param providerId the parameter `ProviderId`
 * @throws ServiceError in STS's words
 */
export async function accessTokenIdentity(
  { fetch }: Pick<StsDependencies, 'fetch'>,
  token: string,
  providerId: string,
): Promise<FederatedPlayer> {
  const provider = accessTokenProviders.get(providerId);
  if (provider === undefined) {
    throw invalidParameter(
      `ProviderId: ${[...accessTokenProviders.keys()].join(' or ')}, got ${providerId.slice(0, 64)}`,
    );
  }
  try {
    const { appId, userId } = await provider.introspect(token, fetch);
    return {
      principals: [provider.name],
      audience: appId,
      subject: userId,
      keys: { [provider.conditionKeys.app]: appId, [provider.conditionKeys.user]: userId },
      tags: new Map(),
    };
  } catch (error) {
    throw invalidAccessToken(error, provider.name);
  }
}
