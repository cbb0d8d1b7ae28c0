import type { Issuers } from '../../identities/issuer-keys';
import type { LoginVerifier } from '../../identities/login-verifier';
import { userPoolLogin } from '../../identities/user-pool-login';
import type { Clock } from '../../shared/clock';
import { isSignedIn } from '../cognito-idp/tokens/is-signed-in';
import type { UserPools } from '../cognito-idp/user-pools';

/** An app client of a user pool that an identity pool lets players in from, as the API names its members. */
export interface UserPoolProvider {
  readonly ClientId: string;
  /** `cognito-idp.<region>.amazonaws.com/<user pool ID>` */
  readonly ProviderName: string;
  readonly ServerSideTokenCheck: boolean;
}

/** What the verifiers of user pools' tokens work with. */
export interface UserPoolVerifierDependencies {
  /** Absent: every user pool stands elsewhere. */
  readonly userPools?: Pick<UserPools, 'ofProvider'>;
  readonly issuers: Issuers;
  readonly clock: Clock;
}

/**
 * One verifier for each user pool, for all the app clients that the identity pool names. A user pool that was never the account's stands
 * elsewhere: its keys are fetched like any issuer's, and it cannot be asked whether a user has signed out.
 *
 * One that is deleted lets nobody in, nor does an app client that is. What AWS makes of the tokens that it has issued is **unconfirmed**.
 *
 * @param own names of user pools that were the account's when the identity pool was configured
 */
export function userPoolVerifiers(
  entries: readonly UserPoolProvider[],
  own: ReadonlySet<string>,
  { userPools, issuers, clock }: UserPoolVerifierDependencies,
): readonly LoginVerifier[] {
  return [...new Set(entries.map(({ ProviderName }) => ProviderName))].flatMap((provider) => {
    const pool = userPools?.ofProvider(provider);
    if (pool === undefined && own.has(provider)) return [];
    const clients = new Map(
      entries
        .filter(({ ProviderName, ClientId }) => ProviderName === provider && pool?.clients.has(ClientId) !== false)
        .map(({ ClientId, ServerSideTokenCheck }) => [ClientId, { serverSideTokenCheck: ServerSideTokenCheck }]),
    );
    return userPoolLogin({
      provider,
      clients,
      keys: pool?.keys.find ?? issuers.keysOf(`https://${provider}`).find,
      ...(pool === undefined ? {} : { isSignedIn: (claims) => isSignedIn(pool, claims) }),
      clock,
    });
  });
}
