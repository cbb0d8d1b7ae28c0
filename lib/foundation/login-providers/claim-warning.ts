import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AttributesConfig } from '../../config-roles';

/** Reminds at synthesis of what nobody can check from here: that players can't set the claim that names their clan. */
export function warnOfClaims(scope: Construct, of: string, attributes: AttributesConfig | undefined): void {
  if (!attributes) return;
  Annotations.of(scope).addWarningV2(
    'game-federation:claimOfIdentityProvider',
    `Claim '${attributes.clan}' of ${of} decides whose clan a player reads and writes: make sure that players can't set it themselves`,
  );
}
