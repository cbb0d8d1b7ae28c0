import { claimFields, type PlayerClaims } from '../claims-form';

/** Who signs in where. */
export interface SamlSignIn {
  /** The sign-in page: its address, or the real one's name where `fetch` maps it. */
  readonly ssoUrl: string;
  /** The name to type there. */
  readonly player: string;
  /** What to type for the attributes that the page asks for. @default nothing */
  readonly attributes?: PlayerClaims;
  /** Reaches the page. */
  readonly fetch: typeof globalThis.fetch;
}

/**
 * Signs a player in at a **local** SAML identity provider, as a browser would, and answers the response in base64: the value of `Logins`
 * under the ARN of the IAM SAML provider.
 *
 * @throws Error when the provider refuses, with its own words
 */
export async function signInForSamlResponse({ ssoUrl, player, attributes = {}, fetch }: SamlSignIn): Promise<string> {
  const start = new URL(ssoUrl);
  const action = /<form method="post" action="([^"]+)"/.exec(await (await fetch(start)).text())?.[1];
  if (action === undefined) throw new Error(`signing in at ${start.origin} stopped: it shows no form`);
  // As lists: a text that begins like one would be read as one.
  const lists = Object.entries(attributes).map(([name, values]) => [name, [values].flat()] as const);
  const response = await fetch(new URL(action, start), {
    method: 'POST',
    body: new URLSearchParams({ player, ...claimFields(Object.fromEntries(lists)) }),
  });
  const page = await response.text();
  const token = /<textarea[^>]*>([^<]+)<\/textarea>/.exec(page)?.[1];
  if (token === undefined) {
    const problem = /role="alert">([^<]*)</.exec(page)?.[1];
    throw new Error(`signing in at ${start.origin} stopped: ${problem ?? `HTTP ${response.status}`}`);
  }
  return token;
}
