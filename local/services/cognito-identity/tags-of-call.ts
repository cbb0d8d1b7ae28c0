import type { VerifiedLogin } from '../../identities/login-verifier';
import { invalidPoolConfiguration } from './errors';
import type { IdentityPool } from './identity-pool';
import { principalTags, TagsRefused } from './principal-tags';

/**
 * The session tags of a call's player, by its logins; a guest has none.
 *
 * @throws ServiceError in Cognito's words for claims that make no legal tags (observed: aws-sdk-js#4112)
 */
export function tagsOf(pool: IdentityPool, logins: readonly VerifiedLogin[]): ReadonlyMap<string, string> {
  try {
    return principalTags(pool.principalTags, logins);
  } catch (error) {
    if (!(error instanceof TagsRefused)) throw error;
    throw invalidPoolConfiguration();
  }
}
