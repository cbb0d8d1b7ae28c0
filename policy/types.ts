/**
 * What the policy evaluator takes and answers. Everything that judges a request (the local cloud, the guardrails)
 * speaks in these types.
 */

/** One value, or the values of a multivalued key such as `cognito-identity.amazonaws.com:amr`. */
export type KnownValue = string | readonly string[];

/**
 * A key of which it is not known what AWS fills it with: its pages leave it open, or the answer lies where the local cloud has
 * none. Judged by the narrower reading: an Allow needs what it asks in every case, a Deny in one.
 */
export interface UncertainValue {
  /** Every case, undefined where the key may be absent; `anything`: absent, or any value. */
  readonly uncertain: readonly (KnownValue | undefined)[] | 'anything';
}

export type ContextValue = KnownValue | UncertainValue;

export function isUncertain(value: ContextValue | undefined): value is UncertainValue {
  return typeof value === 'object' && 'uncertain' in value;
}

/**
 * The condition keys that a request carries. IAM compares key names without regard to case, so the names are
 * **lower-cased** here; build it with {@link requestContext}.
 */
export type RequestContext = ReadonlyMap<string, ContextValue>;

/**
 * Makes a request context from keys as IAM's documentation spells them; a key whose value is undefined is absent.
 *
 * Two tags whose names differ in case alone are two tags to most services and one condition key to IAM, which matches
 * one of them. That, and which value the key then has, if any, is **unconfirmed**, so it is uncertain: whoever may
 * add a tag must not thereby replace another's value.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourcetag
 */
export function requestContext(keys: Readonly<Record<string, ContextValue | undefined>>): RequestContext {
  const context = new Map<string, ContextValue>();
  for (const [spelled, value] of Object.entries(keys)) {
    if (value === undefined) continue;
    const name = spelled.toLowerCase();
    const other = context.get(name);
    context.set(name, other === undefined ? value : oneOfTwo(other, value));
  }
  return context;
}

function oneOfTwo(one: ContextValue, other: ContextValue): UncertainValue {
  const [cases, otherCases] = [casesOf(one), casesOf(other)];
  if (cases === 'anything' || otherCases === 'anything') return { uncertain: 'anything' };
  return { uncertain: [...new Set([undefined, ...cases, ...otherCases])] };
}

function casesOf(value: ContextValue): UncertainValue['uncertain'] {
  return isUncertain(value) ? value.uncertain : [value];
}

/** One question to IAM: may the caller perform this action on this resource, the request carrying these keys? */
export interface AuthorizationQuestion {
  /** As IAM writes it: `s3:GetObject`. */
  readonly action: string;
  /** The ARN asked about, or `*` for an action without resource types. */
  readonly resource: string;
  /** Keys that belong to this question (`s3:prefix`, `dynamodb:LeadingKeys` …); the session's own keys come beside. */
  readonly context?: RequestContext;
  /**
   * Keys of this question that AWS may fill and the local cloud does not, in lower case; a last `*` takes a family of them
   * (`aws:resourcetag/*`). Where the context has none of that name, it is uncertain, and not absent.
   */
  readonly unfilled?: readonly string[];
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
  | { readonly kind: 'user'; readonly account: string; readonly arn: string }
  /** A session that an IAM user made by `GetFederationToken`. */
  | {
      readonly kind: 'federated-user';
      readonly account: string;
      readonly sessionArn: string;
      /** The user who made it. */
      readonly userArn: string;
    };
