/**
 * Holds a login's token, and fetches another one when it ends within five minutes: a value of `logins`.
 *
 * @param fetchToken the provider's SDK, or a refresh token at its token endpoint
 */
export function freshToken(fetchToken: () => Promise<string>): () => Promise<string> {
  let held: { token: string; end: number } | undefined;
  return async () => {
    if (held === undefined || held.end - seconds() < 300) {
      const token = await fetchToken();
      held = { token, end: endOf(token) };
    }
    return held.token;
  };
}

/** Of a JWT that came just now. Amazon's and Facebook's tokens are none: their SDKs say when they end. */
function endOf(token: string): number {
  const [, payload = ''] = token.split('.');
  const { exp, iat = 0 } = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
  // The second, for a device whose clock is slow: a token is good for no longer than from its making to its end.
  return Math.min(exp, seconds() + exp - iat);
}

const seconds = () => Date.now() / 1000;
