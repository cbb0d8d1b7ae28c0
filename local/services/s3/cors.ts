/** One rule of a bucket's `CorsConfiguration`. */
export interface CorsRule {
  readonly id?: string;
  /** Each may hold one `*`. */
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  /** Header names in any case; each may hold one `*`. */
  readonly allowedHeaders: readonly string[];
  readonly exposedHeaders: readonly string[];
  /** How long a browser may keep a preflight's answer, in seconds. */
  readonly maxAge?: number;
}

/** What a browser says of a request to another origin. */
export interface CrossOriginRequest {
  readonly origin: string;
  /** The request's method; for a preflight the one in `Access-Control-Request-Method`. */
  readonly method: string;
  /** The names in `Access-Control-Request-Headers`; empty for an actual request. */
  readonly requestHeaders: readonly string[];
  readonly preflight: boolean;
}

/**
 * The headers that let a browser use an answer, by the first rule whose origin, method and headers all match; undefined when none does.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html (**documented**: "How does Amazon S3 evaluate the CORS
 * configuration on a bucket?")
 */
export function corsHeaders(
  rules: readonly CorsRule[],
  request: CrossOriginRequest,
): Record<string, string> | undefined {
  const rule = rules.find((candidate) => allows(candidate, request));
  if (!rule) return undefined;
  const anyone = rule.allowedOrigins.includes('*');
  const headers: Record<string, string> = {
    'access-control-allow-origin': anyone ? '*' : request.origin,
    'access-control-allow-methods': rule.allowedMethods.join(', '),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
  if (!anyone) headers['access-control-allow-credentials'] = 'true';
  if (rule.exposedHeaders.length > 0) headers['access-control-expose-headers'] = rule.exposedHeaders.join(', ');
  if (request.preflight && request.requestHeaders.length > 0) {
    headers['access-control-allow-headers'] = request.requestHeaders.join(', ').toLowerCase();
  }
  if (rule.maxAge !== undefined) headers['access-control-max-age'] = String(rule.maxAge);
  return headers;
}

function allows(rule: CorsRule, { origin, method, requestHeaders }: CrossOriginRequest): boolean {
  return (
    rule.allowedOrigins.some((pattern) => matchesStar(pattern, origin)) &&
    rule.allowedMethods.includes(method) &&
    requestHeaders.every((name) =>
      rule.allowedHeaders.some((pattern) => matchesStar(pattern.toLowerCase(), name.toLowerCase())),
    )
  );
}

/** Whether a text matches a pattern with at most one `*`. */
function matchesStar(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text;
  const head = pattern.slice(0, star);
  const tail = pattern.slice(star + 1);
  return text.length >= head.length + tail.length && text.startsWith(head) && text.endsWith(tail);
}
