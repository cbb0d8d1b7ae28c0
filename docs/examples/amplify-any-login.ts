import { Amplify, type ResourcesConfig } from 'aws-amplify';
import type { Player } from './player';

/** For Amazon, Facebook and SAML, whose tokens are no JWTs: the SDK's provider stands in for Amplify's. */
export function configureAnyLogin(config: ResourcesConfig, player: Player): void {
  const getCredentialsAndIdentityId = async () => {
    const credentials = await player();
    return { identityId: credentials.identityId, credentials };
  };
  // To sign out is to configure another player.
  const clearCredentialsAndIdentityId = () => {};
  Amplify.configure(config, {
    Auth: { credentialsProvider: { getCredentialsAndIdentityId, clearCredentialsAndIdentityId } },
  });
}
