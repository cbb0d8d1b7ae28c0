import { crc32 } from 'node:zlib';
import type { z } from 'zod';
import type { HttpRequest } from '../http/message';
import type { Protocol } from '../http/operation';
import { ServiceError } from '../shared/service-error';
import { parseStrictJson } from '../shared/strict-json';

/**
 * The AWS JSON protocols (`X-Amz-Target: <prefix>.<Operation>`), versions 1.0 (DynamoDB) and 1.1.
 *
 * @param withCrc32 whether answers carry `x-amz-crc32`, the CRC32 of the body in decimal
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function awsJson(
  version: '1.0' | '1.1',
  { withCrc32 = false }: { readonly withCrc32?: boolean } = {},
): Protocol<object> {
  const contentType = `application/x-amz-json-${version}`;
  const answer = (
    status: number,
    request: HttpRequest,
    content: object,
    more: Readonly<Record<string, string>> = {},
  ) => {
    const body = JSON.stringify(content);
    const common = { 'content-type': contentType, 'x-amzn-requestid': request.requestId };
    const checksum: Record<string, string> = withCrc32 ? { 'x-amz-crc32': String(crc32(body)) } : {};
    return { status, headers: { ...common, ...checksum, ...more }, body };
  };
  return {
    success: (output, _operation, request) => answer(200, request, output),
    failure: (error, request) =>
      answer(
        error.status,
        request,
        { __type: error.code, message: error.message, ...error.detail },
        { 'x-amzn-errortype': error.code },
      ),
  };
}

/** The operation named in `X-Amz-Target`, or undefined when the prefix is another service's. */
export function targetOperation(request: HttpRequest, prefix: string): string | undefined {
  const [service, operation, ...more] = (request.headers['x-amz-target'] ?? '').split('.');
  return service === prefix && more.length === 0 ? operation : undefined;
}

/** The body as JSON (see {@link parseStrictJson}); an empty one is `{}`. Throws `SerializationException`, as every JSON service of AWS does. */
export function jsonBody(request: HttpRequest): unknown {
  if (request.body.length === 0) return {};
  try {
    return parseStrictJson(request.body.toString('utf8'));
  } catch {
    throw new ServiceError('SerializationException', 'The request body is not valid JSON, or has a member twice.');
  }
}

/**
 * The body as an operation's input.
 *
 * @param invalid makes the service's own validation error (`InvalidParameterException`, `ValidationException`) of a sentence
 */
export function jsonInput<Schema extends z.ZodType>(
  request: HttpRequest,
  schema: Schema,
  invalid: (sentence: string) => ServiceError,
): z.output<Schema> {
  const parsed = schema.safeParse(jsonBody(request));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalid(`${issue?.path.join('.') || 'The request'}: ${issue?.message ?? 'is not valid'}`);
}
