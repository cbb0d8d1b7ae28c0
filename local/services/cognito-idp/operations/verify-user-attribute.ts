import { z } from 'zod';
import { tokenOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';
import { changeUser } from '../users/change-user';
import { redeemCode } from '../users/codes';
import { checkFree } from '../users/new-user';

const fields = { AttributeName: z.literal('email'), Code: z.string().min(1).max(2048) };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html */
export const verifyUserAttribute = (pools: UserPools) =>
  tokenOperation(pools, 'VerifyUserAttribute', fields, ({ pool, user }, { Code }) => {
    const { value } = changeUser(pool, user, (changing) => redeemCode(changing, 'email', Code, pool.clock.now()));
    const address = value === undefined ? [] : [['email', value] as const];
    // Somebody else may have taken the address since the code was sent.
    checkFree(pool, user.sub, new Map(address));
    pool.users.setAttributes(user, new Map([...address, ['email_verified', 'true']]));
    return {};
  });
