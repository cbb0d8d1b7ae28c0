import type { CfnIdentityPoolProps } from 'aws-cdk-lib/aws-cognito';

/** What a login provider adds to an identity pool: those of the pool's properties that name providers. */
export type PoolMembership = Pick<
  CfnIdentityPoolProps,
  | 'openIdConnectProviderArns'
  | 'developerProviderName'
  | 'supportedLoginProviders'
  | 'cognitoIdentityProviders'
  | 'samlProviderArns'
>;

/** What a role's trust policy needs to take this provider's own tokens, without the pool between. */
export interface DirectTrust {
  /** The `Federated` principal. */
  readonly principal: string;
  /** Condition key that holds the app the token was made for. */
  readonly audienceKey: string;
  /** Condition key and policy variable that hold the player. */
  readonly subjectKey: string;
}

/** A way for players to prove who they are. Everything that depends on the kind of provider is answered here. */
export interface LoginProvider {
  /** The name that the configuration gives it. */
  readonly name: string;
  readonly membership: PoolMembership;
  /** Its key in the `Logins` of the identity pool's API. */
  readonly loginsKey: string;
  /** Its key in the pool's role mappings; absent where Cognito maps no roles for it. */
  readonly roleMappingKey?: string;
  /** Absent where STS takes no token of this provider's. */
  readonly directTrust?: DirectTrust;
  /** What the stack tells about it. */
  readonly outputs: readonly { readonly name: string; readonly value: string; readonly description: string }[];
}
