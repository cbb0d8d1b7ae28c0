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
 * A presigned URL carries `x-amz-…` headers as query parameters, where whoever signed put them (**observed**: what every SDK's presigner
 * does): an `x-amz-tagging` there is as good as the header, to IAM too. The signature covers a parameter, so it wins over a header.
 */
export function withHoistedHeaders(request: HttpRequest): HttpRequest {
  if (!request.query.has('X-Amz-Signature')) return request;
  const hoisted: Record<string, string> = {};
  for (const [name, value] of request.query) {
    const lowerName = name.toLowerCase();
    if (lowerName.startsWith('x-amz-') && !signatureParameters.has(lowerName)) hoisted[lowerName] = value;
  }
  return { ...request, headers: { ...request.headers, ...hoisted } };
}
