import type { HttpRequest } from '../../../http/message';
import type { FormSignature, SignatureParts } from '../../../http/signature-parts';
import { s3Address } from '../address';
import { s3Errors } from '../errors';
import { readMultipartForm } from './multipart-form';

/** Whether a request is an upload form: S3's one operation whose signature stands in the body. */
export function isPostForm(request: HttpRequest): boolean {
  if (request.method !== 'POST' || request.query.has('delete')) return false;
  if (!/^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '')) return false;
  const { bucket, key } = s3Address(request);
  return bucket !== undefined && key === undefined;
}

/**
 * The signature of an upload form over its policy (in base64, as it stands), not verified; undefined for a form without a policy, which
 * is an anonymous upload.
 *
 * @throws MalformedPOSTRequest, InvalidArgument, AccessDenied …
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
 */
export function formSignature(request: HttpRequest): FormSignature | undefined {
  const { fields } = readMultipartForm(request.headers['content-type'], request.body);
  const stringToSign = fields.get('policy');
  if (stringToSign === undefined) return undefined;
  const required = (name: string): string => {
    const value = fields.get(name);
    if (value === undefined) {
      throw s3Errors.invalidArgument(
        `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
        name,
        '',
      );
    }
    return value;
  };
  if (required('x-amz-algorithm') !== 'AWS4-HMAC-SHA256') {
    throw s3Errors.invalidArgument(
      'Only AWS4-HMAC-SHA256 is supported',
      'x-amz-algorithm',
      required('x-amz-algorithm'),
    );
  }
  const credential = required('x-amz-credential');
  const [accessKeyId = '', scopeDate = '', region = '', service = '', end] = credential.split('/');
  const signature = required('x-amz-signature');
  const signedAt = required('x-amz-date');
  if (end !== 'aws4_request' || !/^\d{8}$/.test(scopeDate) || !/^[0-9a-f]{64}$/.test(signature)) {
    throw s3Errors.invalidArgument(
      'Error parsing the X-Amz-Credential or X-Amz-Signature field',
      'x-amz-credential',
      credential,
    );
  }
  if (!/^\d{8}T\d{6}Z$/.test(signedAt) || !signedAt.startsWith(scopeDate)) {
    throw s3Errors.invalidArgument(
      "X-Amz-Date must be formated via ISO8601 Long format, on the day of the credential's scope",
      'x-amz-date',
      signedAt,
    );
  }
  const parts: SignatureParts = {
    carrier: 'form',
    accessKeyId,
    scopeDate,
    region,
    service,
    signedHeaders: [],
    signature,
    signedAt,
    sessionToken: fields.get('x-amz-security-token'),
  };
  return { parts, stringToSign };
}
