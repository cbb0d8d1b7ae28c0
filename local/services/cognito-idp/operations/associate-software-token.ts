import { ServiceError } from '../../../shared/service-error';
import { tokenOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';
import { changeUser } from '../users/change-user';
import { base32, newSoftwareToken } from '../users/totp';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html */
export const associateSoftwareToken = (pools: UserPools) =>
  tokenOperation(pools, 'AssociateSoftwareToken', {}, ({ pool, user }) => {
    if (!pool.softwareTokens) {
      throw new ServiceError(
        'SoftwareTokenMFANotFoundException',
        'Software Token MFA has not been enabled by the userPool',
      );
    }
    const token = newSoftwareToken();
    changeUser(pool, user, (changing) => {
      changing.softwareToken = token;
    });
    return { SecretCode: base32(token.secret) };
  });
