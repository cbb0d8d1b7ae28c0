import { z } from 'zod';
import { invalidParameter } from '../errors';
import { tokenOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';
import { changeUser } from '../users/change-user';

const fields = {
  SoftwareTokenMfaSettings: z.object({ Enabled: z.boolean().default(false) }).optional(),
};

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html */
export const setUserMfaPreference = (pools: UserPools) =>
  tokenOperation(pools, 'SetUserMFAPreference', fields, ({ pool, user }, { SoftwareTokenMfaSettings: wanted }) => {
    if (wanted === undefined) return {};
    if (wanted.Enabled && (user.softwareToken?.verified !== true || !pool.softwareTokens)) {
      throw invalidParameter('User has not verified software token mfa');
    }
    changeUser(pool, user, ({ softwareToken }) => {
      if (softwareToken !== undefined) softwareToken.enabled = wanted.Enabled;
    });
    return {};
  });
