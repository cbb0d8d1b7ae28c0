import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { cfnBoolean, cfnString } from '../../../assembly/properties';
import type { DeployedResource } from '../../../assembly/types';
import type { Issuers } from '../../identities/issuer-keys';
import type { LoginVerifier } from '../../identities/login-verifier';
import { userPoolLogin } from '../../identities/user-pool-login';
import type { Clock } from '../../shared/clock';
import { isSignedIn } from '../cognito-idp/tokens/is-signed-in';
import type { UserPools } from '../cognito-idp/user-pools';

/** `CognitoIdentityProviders` of an identity pool: one entry for each app client. */
export const cognitoIdentityProviders = z
  .array(
    z.strictObject({
      ClientId: cfnString,
      ProviderName: cfnString.pipe(
        z
          .string()
          .regex(/^cognito-idp\.[\w-]+\.amazonaws\.com\/[\w-]+_[0-9a-zA-Z]+$/, 'is not the name of a user pool'),
      ),
      ServerSideTokenCheck: cfnBoolean.default(false),
    }),
  )
  .default([]);

/** An app client of a user pool that an identity pool lets players in from. */
export type UserPoolProvider = z.output<typeof cognitoIdentityProviders>[number];

/** What the verifiers of user pools' tokens work with. */
export interface UserPoolVerifierDependencies {
  /** Absent: every user pool stands elsewhere. */
  readonly userPools?: UserPools;
  readonly issuers: Issuers;
  readonly clock: Clock;
}

/**
 * One verifier for each user pool, for all the app clients that the identity pool names. A user pool that no template has stands
 * elsewhere: its keys are fetched like any issuer's, and it cannot be asked whether a user has signed out.
 *
 * @throws AssemblyError for an app client that is named twice, or that the user pool lacks
 */
export function userPoolVerifiers(
  entries: readonly UserPoolProvider[],
  resource: DeployedResource,
  { userPools, issuers, clock }: UserPoolVerifierDependencies,
): readonly LoginVerifier[] {
  return [...new Set(entries.map(({ ProviderName }) => ProviderName))].map((provider) => {
    const pool = userPools?.ofProvider(provider);
    const clients = new Map<string, { serverSideTokenCheck: boolean }>();
    for (const { ClientId, ProviderName, ServerSideTokenCheck } of entries) {
      if (ProviderName !== provider) continue;
      const problem = clients.has(ClientId) ? 'is there twice' : 'is not an app client of that user pool';
      if (clients.has(ClientId) || pool?.clients.has(ClientId) === false) {
        throw new AssemblyError(`${resource.place}: Properties.CognitoIdentityProviders`, `${ClientId} ${problem}`);
      }
      clients.set(ClientId, { serverSideTokenCheck: ServerSideTokenCheck });
    }
    return userPoolLogin({
      provider,
      clients,
      keys: pool?.keys.find ?? issuers.keysOf(`https://${provider}`).find,
      ...(pool === undefined ? {} : { isSignedIn: (claims) => isSignedIn(pool, claims) }),
      clock,
    });
  });
}
