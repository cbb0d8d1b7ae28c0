import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { LoginProvider } from './login-provider';

/**
 * Reminds at synthesis of what nobody can check from here: that players can't set the claims that name their clans. Once for all
 * providers; a claim that the deployment itself keeps players from setting is none of it.
 */
export function warnOfClaims(scope: Construct, providers: readonly LoginProvider[]): void {
  const claims = providers.flatMap(({ name, attributes, guardsClaims }) =>
    attributes && !guardsClaims ? [`'${attributes.clan}' of ${name}`] : [],
  );
  if (claims.length === 0) return;
  Annotations.of(scope).addWarningV2(
    'game-federation:claimOfIdentityProvider',
    `Claims decide whose clan a player reads and writes: ${claims.join(', ')}. Make sure that players can't set them themselves`,
  );
}
