import { z } from 'zod';
import { sendCode } from '../code-delivery';
import { invalidParameter } from '../errors';
import { tokenOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';

const fields = { AttributeName: z.literal('email') };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
export const getUserAttributeVerificationCode = (pools: UserPools) =>
  tokenOperation(pools, 'GetUserAttributeVerificationCode', fields, ({ pool, user }) => {
    const address = user.codes.get('email')?.value ?? user.attributes.get('email');
    if (address === undefined) throw invalidParameter('User does not have an email address.');
    return { CodeDeliveryDetails: sendCode(pool, user, 'email', address) };
  });
