import type { ContextValue } from '../../policy/types';
import { type PoolToken, poolPrincipal } from '../identities/pool-tokens';

/** Condition keys by the names that IAM's documentation spells them with. */
export type ContextKeys = Readonly<Record<string, ContextValue | undefined>>;

/** Someone whom an identity provider vouches for. */
export interface FederatedPlayer {
  /**
   * As the trust policy's `Principal.Federated` may name the provider: `cognito-identity.amazonaws.com`, or an IAM OIDC provider's ARN.
   * Of several, the first that the role trusts counts.
   */
  readonly principals: readonly [string, ...string[]];
  /** Whom the token is for: the identity pool's ID, or an app's client ID. */
  readonly audience: string;
  /** Who it is at the provider: the identity ID, or the provider's own name for the player. */
  readonly subject: string;
  /** Whether the subject alone opens the door: a guest's identity ID does, everybody else needs a login besides. @default false */
  readonly guest?: boolean;
  /** What the token says, as condition keys: `cognito-identity.amazonaws.com:sub`, `<issuer>:aud` … */
  readonly keys: ContextKeys;
  /** Session tags that the token carries. */
  readonly tags: ReadonlyMap<string, string>;
}

/** A player as their identity pool vouches for them. */
export function poolPlayer({ poolId, identityId, amr, tags }: PoolToken): FederatedPlayer {
  return {
    principals: [poolPrincipal],
    audience: poolId,
    subject: identityId,
    guest: !amr.includes('authenticated'),
    keys: {
      [`${poolPrincipal}:aud`]: poolId,
      [`${poolPrincipal}:sub`]: identityId,
      [`${poolPrincipal}:amr`]: amr,
    },
    tags,
  };
}

/**
 * A player by name, for whoever runs the cloud: provider, audience and subject, as CloudTrail names a web identity (documented:
 * CloudTrail guide, "CloudTrail userIdentity element": `principalId`). A guest's subject is a bearer secret, so it is masked.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function playerName({ principals: [provider], audience, subject, guest = false }: FederatedPlayer): string {
  return `${provider}:${audience}:${guest ? '***' : subject}`;
}
