import { z } from 'zod';
import { sendCode } from '../code-delivery';
import { invalidParameter } from '../errors';
import { clientMetadata } from '../input';
import { tokenOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';

const fields = { AttributeName: z.literal('email'), ClientMetadata: clientMetadata };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
export const getUserAttributeVerificationCode = (pools: UserPools) =>
  tokenOperation(pools, 'GetUserAttributeVerificationCode', fields, async ({ pool, user, client }, wanted) => {
    const address = user.codes.get('email')?.value ?? user.attributes.get('email');
    if (address === undefined) throw invalidParameter('User does not have an email address.');
    const cause = {
      source: 'CustomMessage_VerifyUserAttribute',
      clientId: client.id,
      clientMetadata: wanted.ClientMetadata,
    } as const;
    return { CodeDeliveryDetails: await sendCode(pool, user, 'email', cause, address) };
  });
