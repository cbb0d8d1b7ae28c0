/**
 * Where a game's client may have its codes sent, and the local cloud in its place, as OAuth for native apps has it (RFC 8252): a loopback address on any port, or a
 * scheme of the game's own, which is the issuer's host backwards (`example.star-harvest.players:/callback`).
 */
export function redirectUris(issuer: string): readonly string[] {
  const scheme = new URL(issuer).hostname.split('.').reverse().join('.');
  // An issuer at an IP address gives no scheme: those begin with a letter.
  const own = ['127.0.0.1', '[::1]'].map((host) => `http://${host}${signedInPath}`);
  return [loopbackRedirectUri, 'http://localhost/callback', ...own, `${scheme}:/callback`].filter((uri) =>
    URL.canParse(uri),
  );
}

/** The local cloud's own page, which shows whoever signed in by it what they got. */
export const signedInPath = '/_local/signed-in';

/** The one that {@link signIn} uses; clients put their port into it. */
export const loopbackRedirectUri = 'http://127.0.0.1/callback';

/** Whether a web page of this origin may call the token endpoint: a game's page under development is served from loopback. */
export function isLoopbackOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return /^https?:$/.test(protocol) && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}
