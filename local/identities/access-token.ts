import { TokenRefused } from './token-refused';

/** What a provider says of an access token of its own. */
export interface IntrospectedToken {
  /** The app that the player signed in to. */
  readonly appId: string;
  /** The provider's own name for the player. */
  readonly userId: string;
}

/** A provider whose tokens say nothing by themselves: it is asked about each one. */
export interface AccessTokenProvider {
  /** Its key in `Logins`, its principal in trust policies, its `ProviderId` at STS (documented). */
  readonly name: string;
  /** What `--play` and the smoke test's event call it. */
  readonly shortName: string;
  /** Where it is asked, and where its players sign in. The first is asked. */
  readonly origins: readonly string[];
  /** `iss` in role mapping rules (documented: Cognito guide, "Role-based access control"). */
  readonly issuer: string;
  /** Its keys in trust policies and policy variables (documented: IAM guide, "Available keys for AWS OIDC federation"). */
  readonly conditionKeys: { readonly app: string; readonly user: string };
  /**
   * Asks the provider whose a token is, and for which app.
   *
   * @param fetch reaches the provider, or what plays it
   * @throws TokenRefused `rejected` where the provider does not stand by it, `issuer-unreachable` where it does not answer
   */
  introspect(token: string, fetch: typeof globalThis.fetch): Promise<IntrospectedToken>;
}

/** As long as AWS waits for an issuer of OpenID Connect (documented: repost.aws); for these providers it is unconfirmed. */
const timeoutMilliseconds = 5_000;
/** More than Login with Amazon's 2,048 bytes (documented), and than any URL should hold. */
const longestToken = 4_096;

/**
 * Asks a provider a question with the token in the query, and answers what it said in JSON.
 *
 * @throws TokenRefused; the token is in no message
 */
export async function askProvider(
  url: string,
  token: string,
  fetch: typeof globalThis.fetch,
): Promise<Readonly<Record<string, unknown>>> {
  if (token.length > longestToken) throw new TokenRefused('rejected', 'the token is longer than any of this provider');
  const question = new URL(url);
  question.searchParams.set('access_token', token);
  const response = await reach(question, fetch);
  const body: unknown = await response.json().catch(() => undefined);
  if (response.status >= 500) throw new TokenRefused('issuer-unreachable', `HTTP ${response.status}`);
  if (!response.ok) throw new TokenRefused('rejected', httpStatus(question.hostname, response));
  if (typeof body !== 'object' || body === null) throw new TokenRefused('issuer-unreachable', 'its answer is not JSON');
  return body as Readonly<Record<string, unknown>>;
}

async function reach(url: URL, fetch: typeof globalThis.fetch): Promise<Response> {
  try {
    return await fetch(url, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
  } catch {
    // The error may quote the URL, and so the token.
    throw new TokenRefused('issuer-unreachable', `${url.hostname} does not answer`);
  }
}

/** As STS quotes it (observed: aws-sdk-js#198). */
function httpStatus(host: string, { status, statusText }: Response): string {
  return `${host} responded with HTTP/1.1 ${status} ${statusText}`.trimEnd();
}
