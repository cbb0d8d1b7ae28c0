import type { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type AuthenticationMethod, identityPoolKeys } from './condition-keys';

/** Who may take a role through federation, and what names the player who took it. */
export interface FederatedTrust {
  readonly principal: iam.IPrincipal;
  /** The policy variable that IAM replaces by the player's own name: what a grant writes where the player's data begins. */
  readonly playerVariable: string;
}

/**
 * Trust in the players of one identity pool, either the signed-in ones or the guests.
 *
 * Both conditions are needed: without the pool's ID any pool in any account opens the role (CVE-2024-28056), without the
 * authentication method a guest takes the signed-in players' role. `amr` is multivalued, so it takes `ForAnyValue`:
 * `ForAllValues` would let a token without `amr` pass. No provider's ARN belongs here: the token that STS sees is the
 * pool's own.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html (documented)
 */
export function identityPoolTrust(identityPoolId: string, method: AuthenticationMethod): FederatedTrust {
  return {
    principal: new iam.WebIdentityPrincipal(identityPoolKeys.principal, {
      StringEquals: { [identityPoolKeys.audience]: identityPoolId },
      'ForAnyValue:StringLike': { [identityPoolKeys.authenticationMethods]: method },
    }),
    playerVariable: identityPoolKeys.identityIdVariable,
  };
}

export interface FederatedRoleProps {
  readonly trust: FederatedTrust;
  /** The longest session that a caller of STS may ask for (basic flow): 1 to 12 hours. */
  readonly maxSessionDuration: Duration;
  readonly description: string;
}

/** A role that players take. It knows the variable that names its player, so that a grant needs the role alone. */
export class FederatedRole extends iam.Role {
  readonly playerVariable: string;

  constructor(scope: Construct, id: string, props: FederatedRoleProps) {
    super(scope, id, {
      assumedBy: props.trust.principal,
      maxSessionDuration: props.maxSessionDuration,
      description: props.description,
    });
    this.playerVariable = props.trust.playerVariable;
  }
}
