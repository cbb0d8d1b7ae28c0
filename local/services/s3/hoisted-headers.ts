import type { HttpRequest } from '../../http/message';

/** Query parameters of a presigned URL that are the signature's own. */
const signatureParameters = new Set([
  'x-amz-algorithm',
  'x-amz-content-sha256',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-expires',
  'x-amz-security-token',
  'x-amz-signature',
  'x-amz-signedheaders',
]);

/**
 * The checksum of a body, which S3 signs as a parameter and does not hold the body to (**observed**: aws/aws-sdk-js-v3#4448,
 * aws/aws-sdk-go-v2#2610, localstack/localstack#12169): the JavaScript SDK signs there, of its own accord, the checksum of an empty one.
 */
const bodyChecksum = /^x-amz-(?:sdk-checksum-algorithm|checksum-(?!mode$|type$|algorithm$).*)$/;

/**
 * A presigned URL carries `x-amz-…` headers as query parameters, where whoever signed put them (**observed**: what every SDK's presigner
 * does): an `x-amz-tagging` there is as good as the header, to IAM too. The signature covers a parameter, so it wins over a header.
 */
export function withHoistedHeaders(request: HttpRequest): HttpRequest {
  if (!request.query.has('X-Amz-Signature')) return request;
  const hoisted: Record<string, string> = {};
  for (const [name, value] of request.query) {
    const lowerName = name.toLowerCase();
    if (!lowerName.startsWith('x-amz-') || bodyChecksum.test(lowerName)) continue;
    if (!signatureParameters.has(lowerName)) hoisted[lowerName] = value;
  }
  return { ...request, headers: { ...request.headers, ...hoisted } };
}
