import type { HttpRequest } from './message';

/** The parts of a SigV4 signature: from the `Authorization` header, from a presigned URL, or from an upload form. */
export interface SignatureParts {
  readonly carrier: 'header' | 'url' | 'form';
  readonly accessKeyId: string;
  /** `20261120` */
  readonly scopeDate: string;
  readonly region: string;
  /** The signing name: `s3`, `dynamodb`. */
  readonly service: string;
  /** Lower-case, in the order in which they were signed. */
  readonly signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  readonly signature: string;
  /** `20261120T120000Z` */
  readonly signedAt: string;
  /** Seconds; presigned URLs only. */
  readonly validForSeconds?: number;
  readonly sessionToken?: string;
}

/** A signature over a text of its own instead of over the request: the policy of S3's upload forms. */
export interface FormSignature {
  readonly parts: SignatureParts;
  /** What is signed, as it stands. */
  readonly stringToSign: string;
}

/** What is there in place of a signature. */
export type SignatureReading =
  | { readonly kind: 'signed'; readonly parts: SignatureParts }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'malformed'; readonly problem: string }
  /** Signature Version 2. */
  | { readonly kind: 'outdated' };

const algorithm = 'AWS4-HMAC-SHA256';
/** AWS takes presigned URLs for at most a week. */
const longestPresignedSeconds = 7 * 24 * 60 * 60;

/**
 * Reads a request's signature without verifying it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function readSignature(request: HttpRequest): SignatureReading {
  const authorization = request.headers.authorization;
  if (authorization?.startsWith('AWS ') || (request.query.has('AWSAccessKeyId') && request.query.has('Signature'))) {
    return { kind: 'outdated' };
  }
  // No signature covers this parameter, however it is spelled: where it is, the query string must be what is signed.
  const hasSignature = [...request.query.keys()].some((name) => name.toLowerCase() === 'x-amz-signature');
  const inQuery = request.query.has('X-Amz-Algorithm') || hasSignature;
  if (authorization === undefined && !inQuery) return { kind: 'unsigned' };
  if (authorization !== undefined && inQuery) {
    return malformed(
      'Only one authentication mechanism is allowed: the Authorization header or X-Amz-… query parameters.',
    );
  }
  return authorization === undefined ? fromQuery(request.query) : fromHeader(authorization, request);
}

function fromHeader(authorization: string, request: HttpRequest): SignatureReading {
  if (!authorization.startsWith(`${algorithm} `)) {
    return malformed(`Unsupported Authorization type: only ${algorithm} is known.`);
  }
  const fields = new Map<string, string>();
  for (const field of authorization.slice(algorithm.length + 1).split(',')) {
    const equals = field.indexOf('=');
    if (equals < 0)
      return malformed(`'${field.trim().slice(0, 20)}' is not a key=value pair in the Authorization header.`);
    const name = field.slice(0, equals).trim();
    // As in the query string: two readers of one request must not take different values.
    if (fields.has(name)) return malformed(`The Authorization header has ${name.slice(0, 20)} more than once.`);
    fields.set(name, field.slice(equals + 1).trim());
  }
  // An empty list of headers is one that lacks the host (observed: NetSPI/AWSSigner#3, amazonka#272).
  const missing = ['Credential', 'SignedHeaders', 'Signature'].filter(
    (name) => !fields.has(name) || (name !== 'SignedHeaders' && fields.get(name) === ''),
  );
  if (missing.length > 0) return malformed(`The Authorization header requires ${missing.join(', ')}.`);
  const signedAt = request.headers['x-amz-date'];
  if (signedAt === undefined) return malformed("The Authorization header requires an 'X-Amz-Date' header beside it.");
  return assemble({
    carrier: 'header',
    credential: fields.get('Credential') ?? '',
    signedHeaders: fields.get('SignedHeaders') ?? '',
    signature: fields.get('Signature') ?? '',
    signedAt,
    sessionToken: request.headers['x-amz-security-token'],
  });
}

function fromQuery(query: URLSearchParams): SignatureReading {
  const read = (name: string) => query.get(name) ?? '';
  if (read('X-Amz-Algorithm') !== algorithm) return malformed(`X-Amz-Algorithm only supports ${algorithm}.`);
  const required = ['X-Amz-Credential', 'X-Amz-Date', 'X-Amz-SignedHeaders', 'X-Amz-Signature', 'X-Amz-Expires'];
  const missing = required.filter((name) => !query.has(name) || (name !== 'X-Amz-SignedHeaders' && read(name) === ''));
  if (missing.length > 0) return malformed(`The query string requires ${missing.join(', ')}.`);
  // In whatever case: those that are not the signature's own stand for headers, whose names have none.
  const names = [...query.keys()].map((name) => name.toLowerCase()).filter((name) => name.startsWith('x-amz-'));
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) return malformed(`The query string has ${repeated.slice(0, 40)} more than once.`);
  const expires = read('X-Amz-Expires');
  if (!/^\d{1,7}$/.test(expires) || Number(expires) > longestPresignedSeconds) {
    return malformed('X-Amz-Expires must be a number of seconds, at most a week (604800).');
  }
  return assemble({
    carrier: 'url',
    credential: read('X-Amz-Credential'),
    signedHeaders: read('X-Amz-SignedHeaders'),
    signature: read('X-Amz-Signature'),
    signedAt: read('X-Amz-Date'),
    sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
    validForSeconds: Number(expires),
  });
}

function assemble(found: {
  carrier: SignatureParts['carrier'];
  credential: string;
  signedHeaders: string;
  signature: string;
  signedAt: string;
  sessionToken?: string;
  validForSeconds?: number;
}): SignatureReading {
  const scope = found.credential.split('/');
  const [accessKeyId, scopeDate, region, service, terminator] = scope;
  if (scope.length !== 5 || !accessKeyId || !scopeDate || !region || !service || terminator !== 'aws4_request') {
    return malformed('Credential must be <access key ID>/<date>/<region>/<service>/aws4_request.');
  }
  if (!/^\d{8}T\d{6}Z$/.test(found.signedAt))
    return malformed('The date must be in ISO 8601 basic format: 20261120T120000Z.');
  // A key of less than a whole date would sign for a month, or for ever.
  if (found.signedAt.slice(0, 8) !== scopeDate) {
    return malformed('The date in the credential scope does not match that of the request.');
  }
  if (!/^[0-9a-f]{64}$/.test(found.signature)) return malformed('Signature must be 64 hexadecimal digits.');
  const signedHeaders = found.signedHeaders.split(';').filter((name) => name !== '');
  return {
    kind: 'signed',
    parts: {
      carrier: found.carrier,
      accessKeyId,
      scopeDate,
      region,
      service,
      signedHeaders,
      signature: found.signature,
      signedAt: found.signedAt,
      ...(found.sessionToken === undefined ? {} : { sessionToken: found.sessionToken }),
      ...(found.validForSeconds === undefined ? {} : { validForSeconds: found.validForSeconds }),
    },
  };
}

/** When a request was signed, in milliseconds since the epoch; NaN where that is no date. */
export function signedAtOf({ signedAt }: SignatureParts): number {
  return Date.parse(signedAt.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function malformed(problem: string): SignatureReading {
  return { kind: 'malformed', problem };
}
