import { CfnIdentityPoolPrincipalTag } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { clanTag } from '../roles/condition-keys';
import type { LoginProvider } from './login-providers/login-provider';

export interface PrincipalTagsProps {
  readonly identityPoolId: string;
  readonly loginProviders: readonly LoginProvider[];
}

/**
 * Tells the pool which claims of a login become principal tags of the session. A provider without attributes sets none, and
 * Cognito's default tags stay off: what no grant reads needs no tag.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/using-afac-with-cognito-identity-pools.html (documented)
 */
export class PrincipalTags extends Construct {
  constructor(scope: Construct, id: string, { identityPoolId, loginProviders }: PrincipalTagsProps) {
    super(scope, id);
    for (const { principalTagKey, attributes } of loginProviders) {
      if (!attributes || !principalTagKey) continue;
      // Called after the provider, as Cognito does: under another logical ID the same tags would be set first and deleted afterwards.
      new CfnIdentityPoolPrincipalTag(this, principalTagKey.id, {
        identityPoolId,
        identityProviderName: principalTagKey.identityProvider,
        useDefaults: false,
        principalTags: { [clanTag]: attributes.clan },
      });
    }
  }
}
