/**
 * Holds a login's token, and fetches another one when it ends within five minutes: a value of `logins`.
 *
 * @param fetchToken the provider's SDK, or a refresh token at its token endpoint
 */
export function freshToken(fetchToken: () => Promise<string>): () => Promise<string> {
  let token: string | undefined;
  return async () => {
    if (token === undefined || secondsLeft(token) < 300) token = await fetchToken();
    return token;
  };
}

/** Of a JWT. Amazon's and Facebook's tokens are none: their SDKs say when they end. */
function secondsLeft(token: string): number {
  const [, payload = ''] = token.split('.');
  const { exp } = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
  return exp - Date.now() / 1000;
}
