import { z } from 'zod';
import { ServiceError } from '../../../shared/service-error';
import { invalidParameter } from '../errors';
import { tokenOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';
import { changeUser } from '../users/change-user';
import { redeemTotp } from '../users/totp';

const fields = { UserCode: z.string().regex(/^\d{6}$/) };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html */
export const verifySoftwareToken = (pools: UserPools) =>
  tokenOperation(pools, 'VerifySoftwareToken', fields, ({ pool, user }, { UserCode }) => {
    changeUser(pool, user, ({ softwareToken }) => {
      if (softwareToken === undefined) throw invalidParameter('User has not associated a software token.');
      if (!redeemTotp(softwareToken, UserCode, pool.clock.now())) {
        throw new ServiceError('EnableSoftwareTokenMFAException', 'Code mismatch');
      }
      softwareToken.verified = true;
    });
    return { Status: 'SUCCESS' };
  });
