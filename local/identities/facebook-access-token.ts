import { z } from 'zod';
import { type AccessTokenProvider, askProvider } from './access-token';
import { TokenRefused } from './token-refused';

/** A node of the Graph. */
const node = z.looseObject({ id: z.string().regex(/^\d{1,64}$/) });

/**
 * Facebook Login. The token itself opens `/app` and `/me`; `/debug_token`, which says the same, asks for the app's secret besides, and
 * neither an identity pool nor STS has that. Which of them AWS calls is unconfirmed.
 *
 * @see https://developers.facebook.com/docs/graph-api/reference/debug_token/ (documented)
 */
export const facebookLogin: AccessTokenProvider = {
  name: 'graph.facebook.com',
  shortName: 'facebook',
  origins: ['https://graph.facebook.com', 'https://www.facebook.com'],
  issuer: 'graph.facebook.com',
  conditionKeys: { app: 'graph.facebook.com:app_id', user: 'graph.facebook.com:id' },
  introspect: async (token, fetch) => {
    const [app, user] = await Promise.all([
      askProvider('https://graph.facebook.com/app?fields=id', token, fetch),
      askProvider('https://graph.facebook.com/me?fields=id', token, fetch),
    ]);
    return { appId: idOf(app), userId: idOf(user) };
  },
};

function idOf(answer: unknown): string {
  const { success, data } = node.safeParse(answer);
  if (!success) throw new TokenRefused('rejected', 'graph.facebook.com does not say whose token it is');
  return data.id;
}
