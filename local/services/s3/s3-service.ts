import { type AwsChunkedBody, decodeAwsChunked, isAwsChunked } from '../../http/aws-chunked';
import type { HttpRequest, HttpResponse } from '../../http/message';
import type { Service } from '../../http/operation';
import { servedOperations } from '../../http/served-operation';
import { type RestOutput, restXml } from '../../protocols/rest-xml';
import { isS3Host, s3Address } from './address';
import type { Buckets } from './bucket';
import { type CrossOriginRequest, corsHeaders } from './cors';
import { s3Errors } from './errors';
import { withHoistedHeaders } from './hoisted-headers';
import { judgedOnly } from './operations/judged-only';
import { s3OperationNames, s3Operations } from './operations/operations';
import { s3OperationName } from './routes';

/** What one request may upload, in bytes; more goes in parts, as it does on AWS above 5 GiB. */
const largestUpload = 256 * 1024 * 1024;

/** Simple Storage Service, in memory. */
export function s3Service(buckets: Buckets): Service<RestOutput> {
  const operations = s3Operations(buckets);
  const protocol = restXml('http://s3.amazonaws.com/doc/2006-03-01/');
  return {
    signingName: 's3',
    protocol,
    operations: () =>
      servedOperations(s3OperationNames.map((name) => operations.get(name) ?? judgedOnly(name, buckets))),
    match(sent) {
      const request = withHoistedHeaders(sent);
      const name = s3OperationName(request);
      if (name === undefined) return undefined;
      const operation = operations.get(name) ?? judgedOnly(name, buckets);
      return request === sent
        ? operation
        : { ...operation, parse: (late) => operation.parse(withHoistedHeaders(late)) };
    },
    unknownOperation: (request) => s3Errors.methodNotAllowed(request.method),
    accessDenied: (reason) => s3Errors.accessDenied(reason),
    decode: decoded,
    ownsHost: isS3Host,
    largestBody: largestUpload,
    preflight: (request) => preflight(buckets, request),
    corsHeaders: (request) => crossOriginHeaders(buckets, request, false) ?? {},
    resourcePolicy: (arn) => buckets.find(bucketOfArn(arn))?.policyInForce,
  };
}

/**
 * The body of an upload in S3's own chunks. HTTP's alone say no length beforehand, which S3 does not take (**observed**: aws-sdk-js-v3#3403,
 * Automattic/knox#43).
 */
function decoded({ method, body, headers }: HttpRequest): AwsChunkedBody | undefined {
  if (isAwsChunked(headers)) return decodeAwsChunked(body, headers);
  const uploads = method === 'PUT' || method === 'POST';
  if (uploads && headers['transfer-encoding'] !== undefined) throw s3Errors.notImplemented('Transfer-Encoding');
  return undefined;
}

/** `arn:aws:s3:::bucket/key` → `bucket` */
const bucketOfArn = (arn: string) => arn.slice(arn.indexOf(':::') + 3).split('/', 1)[0] ?? '';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTOPTIONSobject.html */
function preflight(buckets: Buckets, request: HttpRequest): HttpResponse {
  const headers = crossOriginHeaders(buckets, request, true);
  if (headers) return { status: 200, headers: { ...headers, 'x-amz-request-id': request.requestId } };
  const asked = request.headers.origin !== undefined && request.headers['access-control-request-method'] !== undefined;
  const sentence = asked
    ? "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec."
    : 'Insufficient information. Origin request header needed.';
  const error = asked ? s3Errors.accessForbidden(sentence) : s3Errors.badRequest(sentence);
  return restXml('').failure(error, request);
}

function crossOriginHeaders(
  buckets: Buckets,
  request: HttpRequest,
  isPreflight: boolean,
): Record<string, string> | undefined {
  const crossOrigin = crossOriginRequest(request, isPreflight);
  const bucket = crossOrigin && buckets.find(bucketName(request));
  return bucket && corsHeaders(bucket.settings.cors, crossOrigin);
}

function bucketName(request: HttpRequest): string {
  try {
    return s3Address(request).bucket ?? '';
  } catch {
    // A path that cannot be read names no bucket; the request's own answer says what is wrong with it.
    return '';
  }
}

function crossOriginRequest(request: HttpRequest, isPreflight: boolean): CrossOriginRequest | undefined {
  const { origin } = request.headers;
  const method = isPreflight ? request.headers['access-control-request-method'] : request.method;
  if (origin === undefined || method === undefined) return undefined;
  const names = isPreflight ? (request.headers['access-control-request-headers'] ?? '') : '';
  const requestHeaders = names.split(',').flatMap((name) => name.trim() || []);
  return { origin, method, requestHeaders, preflight: isPreflight };
}
