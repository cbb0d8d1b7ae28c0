/**
 * What the policy evaluator takes and answers. Everything that judges a request (the local cloud, the guardrails)
 * speaks in these types.
 */

/** One value, or the values of a multivalued key such as `cognito-identity.amazonaws.com:amr`. */
export type ContextValue = string | readonly string[];

/**
 * The condition keys that a request carries. IAM compares key names without regard to case, so the names are
 * **lower-cased** here; build it with {@link requestContext}.
 */
export type RequestContext = ReadonlyMap<string, ContextValue>;

/** Makes a request context from keys as IAM's documentation spells them; a key whose value is undefined is absent. */
export function requestContext(keys: Readonly<Record<string, ContextValue | undefined>>): RequestContext {
  const context = new Map<string, ContextValue>();
  for (const [name, value] of Object.entries(keys)) {
    if (value !== undefined) context.set(name.toLowerCase(), value);
  }
  return context;
}

/** One question to IAM: may the caller perform this action on this resource, the request carrying these keys? */
export interface AuthorizationQuestion {
  /** As IAM writes it: `s3:GetObject`. */
  readonly action: string;
  /** The ARN asked about, or `*` for an action without resource types. */
  readonly resource: string;
  /** Keys that belong to this question (`s3:prefix`, `dynamodb:LeadingKeys` …); the session's own keys come beside. */
  readonly context?: RequestContext;
}

/** Who asks, as the `Principal` element of a resource or trust policy sees it. */
export type Principal =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'service'; readonly service: string }
  /** `provider`: `cognito-identity.amazonaws.com`, `accounts.google.com`, or the ARN of an IAM identity provider. */
  | { readonly kind: 'federated'; readonly provider: string }
  | {
      readonly kind: 'assumed-role';
      readonly account: string;
      readonly roleArn: string;
      readonly sessionArn: string;
      readonly roleId: string;
    }
  | { readonly kind: 'user'; readonly account: string; readonly arn: string };
