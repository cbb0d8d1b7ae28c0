import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type AuthenticationMethod, identityPoolKeys } from './condition-keys';

/** What a role's trust policy needs to take a login provider's own tokens, without the pool between. */
export interface DirectTrust {
  /** The `Federated` principal. */
  readonly principal: string;
  /** Condition key that holds the app the token was made for. */
  readonly audienceKey: string;
  /** The apps whose tokens are taken. */
  readonly audiences: readonly string[];
  /** Condition key and policy variable that hold the player. */
  readonly subjectKey: string;
}

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
 * @param taggedPlayers whether Cognito puts principal tags into these players' sessions, which takes `sts:TagSession`
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html (documented)
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/using-afac-with-cognito-identity-pools.html (documented)
 */
export function identityPoolTrust(
  identityPoolId: string,
  method: AuthenticationMethod,
  { taggedPlayers = false }: { readonly taggedPlayers?: boolean } = {},
): FederatedTrust {
  const principal = new iam.WebIdentityPrincipal(identityPoolKeys.principal, {
    StringEquals: { [identityPoolKeys.audience]: identityPoolId },
    'ForAnyValue:StringLike': { [identityPoolKeys.authenticationMethods]: method },
  });
  return {
    // Under the same conditions: the tags are in the pool's token, so nobody but Cognito sets them.
    principal: taggedPlayers ? principal.withSessionTags() : principal,
    playerVariable: identityPoolKeys.identityIdVariable,
  };
}

/**
 * Trust in the players of one login provider who come to STS with the provider's own token. The audience is needed: without it
 * a token that the provider made for anybody's app opens the role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html (documented; that a key of
 * an issuer with a path works as policy variable: unconfirmed)
 */
export function directTrust({ principal, audienceKey, audiences, subjectKey }: DirectTrust): FederatedTrust {
  return {
    principal: new iam.WebIdentityPrincipal(principal, {
      StringEquals: { [audienceKey]: audiences.length === 1 ? audiences[0] : audiences },
    }),
    playerVariable: `\${${subjectKey}}`,
  };
}

/** IAM knows no shorter maximum than an hour; a shorter session is what the caller of STS asks for. */
export function maxSession(seconds: number): Duration {
  return Duration.seconds(Math.max(3600, seconds));
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
