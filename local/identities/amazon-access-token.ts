import { z } from 'zod';
import { type AccessTokenProvider, askProvider } from './access-token';
import { TokenRefused } from './token-refused';

/** `exp` is the number of seconds that the token still has; `app_id` is another name of the security profile. */
const tokenInformation = z.looseObject({
  iss: z.literal('https://www.amazon.com'),
  aud: z.string().min(1),
  user_id: z.string().min(1).max(255),
  exp: z.number().positive(),
});

/**
 * Login with Amazon. The app's ID is its client ID, `amzn1.application-oa2-client.…`: the `aud` of the token information, not its
 * `app_id` (documented: Cognito guide, "Default provider mappings"; IAM guide's trust policy examples).
 *
 * @see https://developer.amazon.com/docs/login-with-amazon/obtain-customer-profile.html (documented: tokeninfo)
 */
export const loginWithAmazon: AccessTokenProvider = {
  name: 'www.amazon.com',
  shortName: 'amazon',
  origins: ['https://api.amazon.com', 'https://www.amazon.com'],
  issuer: 'www.amazon.com',
  conditionKeys: { app: 'www.amazon.com:app_id', user: 'www.amazon.com:user_id' },
  introspect: async (token, fetch) => {
    const answer = await askProvider('https://api.amazon.com/auth/o2/tokeninfo', token, fetch);
    const { success, data } = tokenInformation.safeParse(answer);
    if (!success) throw new TokenRefused('rejected', 'api.amazon.com does not say whose token it is');
    return { appId: data.aud, userId: data.user_id };
  },
};
