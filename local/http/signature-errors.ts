import { ServiceError } from '../shared/service-error';
import type { SignatureParts } from './signature-parts';

/** Everything that can be wrong with a signature. */
export type SignatureProblem =
  | 'missing'
  | 'malformed'
  | 'outdated'
  | 'unknown-key'
  | 'wrong-token'
  | 'expired-session'
  | 'wrong-scope'
  | 'skewed'
  | 'expired-url'
  | 'mismatch'
  | 'unsigned-header'
  | 'payload-mismatch'
  | 'unknown-payload';

/** AWS's sentence for a signature that another secret, or another request, made. */
export const mismatch =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS secret access key and signing method.';

/** Makes the error of one call from what is wrong with its signature. */
export type Fail = (
  problem: SignatureProblem,
  message: string,
  detail?: Readonly<Record<string, string>>,
) => ServiceError;

type Row = readonly [code: string, status: number];

/** DynamoDB, Cognito, Secrets Manager, Lambda: the JSON services share their names (common errors of each API reference). */
const json: Record<SignatureProblem, Row> = {
  missing: ['MissingAuthenticationTokenException', 400],
  malformed: ['IncompleteSignatureException', 400],
  outdated: ['IncompleteSignatureException', 400],
  'unknown-key': ['UnrecognizedClientException', 400],
  'wrong-token': ['UnrecognizedClientException', 400],
  'expired-session': ['ExpiredTokenException', 400],
  'wrong-scope': ['InvalidSignatureException', 400],
  skewed: ['InvalidSignatureException', 400],
  'expired-url': ['InvalidSignatureException', 400],
  mismatch: ['InvalidSignatureException', 400],
  'unsigned-header': ['InvalidSignatureException', 400],
  'payload-mismatch': ['InvalidSignatureException', 400],
  'unknown-payload': ['InvalidSignatureException', 400],
};

/**
 * STS and CloudFormation. See https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html and
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html
 */
const query: Record<SignatureProblem, Row> = {
  missing: ['MissingAuthenticationToken', 403],
  malformed: ['IncompleteSignature', 400],
  outdated: ['IncompleteSignature', 400],
  'unknown-key': ['InvalidClientTokenId', 403],
  'wrong-token': ['InvalidClientTokenId', 403],
  'expired-session': ['ExpiredToken', 403],
  'wrong-scope': ['SignatureDoesNotMatch', 403],
  skewed: ['SignatureDoesNotMatch', 403],
  'expired-url': ['SignatureDoesNotMatch', 403],
  mismatch: ['SignatureDoesNotMatch', 403],
  'unsigned-header': ['SignatureDoesNotMatch', 403],
  'payload-mismatch': ['SignatureDoesNotMatch', 403],
  'unknown-payload': ['SignatureDoesNotMatch', 403],
};

/**
 * REST APIs: 403 for whatever is wrong, by the names of the JSON services (**documented**: re:Post, "How do I troubleshoot HTTP 403 errors
 * from API Gateway?", which calls a key that is not known `AccessDeniedException`).
 */
const restApi = Object.fromEntries(
  Object.entries({ ...json, 'unknown-key': ['AccessDeniedException'], 'wrong-token': ['AccessDeniedException'] }).map(
    ([problem, [code]]) => [problem, [code, 403]],
  ),
) as unknown as Record<SignatureProblem, Row>;

/** Signing names of the services that speak the query protocol. */
const queryServices: ReadonlySet<string> = new Set(['sts', 'cloudformation']);

/** See https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const s3: Record<SignatureProblem, Row> = {
  missing: ['AccessDenied', 403],
  malformed: ['AuthorizationHeaderMalformed', 400],
  outdated: ['InvalidRequest', 400],
  'unknown-key': ['InvalidAccessKeyId', 403],
  'wrong-token': ['InvalidToken', 400],
  'expired-session': ['ExpiredToken', 400],
  'wrong-scope': ['AuthorizationHeaderMalformed', 400],
  skewed: ['RequestTimeTooSkewed', 403],
  'expired-url': ['AccessDenied', 403],
  mismatch: ['SignatureDoesNotMatch', 403],
  'unsigned-header': ['AccessDenied', 403],
  'payload-mismatch': ['XAmzContentSHA256Mismatch', 400],
  'unknown-payload': ['InvalidArgument', 400],
};

/** What S3 calls a presigned URL's parameters where it would blame the header (**observed**: its answers quoted by many). */
const s3InUrl: Partial<Record<SignatureProblem, Row>> = {
  malformed: ['AuthorizationQueryParametersError', 400],
  'wrong-scope': ['AuthorizationQueryParametersError', 400],
};

/**
 * A signature's problem in the words of the service that was called.
 *
 * @param call the service's signing name, and where the signature stands
 * @param detail further members of an XML error; the JSON services have none
 */
export function signatureError(
  call: { readonly signingName: string; readonly carrier: SignatureParts['carrier'] },
  problem: SignatureProblem,
  message: string,
  detail?: Readonly<Record<string, string>>,
): ServiceError {
  const [code, status] = rowOf(call, problem);
  return new ServiceError(code, message, status, call.signingName === 's3' ? detail : undefined);
}

function rowOf({ signingName, carrier }: Parameters<typeof signatureError>[0], problem: SignatureProblem): Row {
  if (signingName === 'execute-api') return restApi[problem];
  if (signingName !== 's3') return (queryServices.has(signingName) ? query : json)[problem];
  return (carrier === 'url' ? s3InUrl[problem] : undefined) ?? s3[problem];
}
