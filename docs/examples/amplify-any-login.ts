import { Amplify, type ResourcesConfig } from 'aws-amplify';
import type { Player } from './player';

/** For Amazon, Facebook and SAML, whose tokens are no JWTs: the SDK's provider stands in for Amplify's. */
export function configureAnyLogin(config: ResourcesConfig, player: Player): void {
  let held: Awaited<ReturnType<Player>> | undefined;
  const getCredentialsAndIdentityId = async () => {
    if (held === undefined || Number(held.expiration) < Date.now() + 60_000) held = await player();
    return { identityId: held.identityId, credentials: held };
  };
  const clearCredentialsAndIdentityId = () => {
    held = undefined;
  };
  Amplify.configure(config, {
    Auth: { credentialsProvider: { getCredentialsAndIdentityId, clearCredentialsAndIdentityId } },
  });
}
