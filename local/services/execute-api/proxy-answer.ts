import type { HttpRequest, HttpResponse } from '../../http/message';
import { malformedAnswer } from './gateway-refusal';
import { answerHeaders } from './gateway-response';
import { hasType } from './proxy-event';
import { mediaType } from './request-validation';
import { isHeader } from './safe-headers';

/** Headers that are API Gateway's own to send: a function's come under another name (**documented**: "Important notes", remapped headers). */
const remapped = new Set([
  'connection',
  'content-length',
  'date',
  'host',
  'server',
  'trailer',
  'upgrade',
  'via',
  'www-authenticate',
]);

/** They would say how the answer is framed, which it is not. */
const dropped = new Set(['transfer-encoding', 'keep-alive', 'te', 'proxy-connection']);

const members = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'];

/**
 * What a function answers, as an HTTP answer.
 *
 * @param payload the JSON that it returned
 * @throws GatewayRefusal 502 where that is no answer
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html documented: the output format
 */
export function proxyAnswer(payload: string, request: HttpRequest, binaryMediaTypes: readonly string[]): HttpResponse {
  const answer = parsed(payload);
  const status = statusOf(answer.statusCode);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const lists: Record<string, readonly string[]> = {};
  for (const [name, values] of [...single(answer.headers), ...several(answer.multiValueHeaders)]) {
    const lower = name.toLowerCase();
    if (dropped.has(lower)) continue;
    const sent = remapped.has(lower) ? `x-amzn-remapped-${lower}` : lower;
    // A line break in a value would make a header of its own.
    if (values.some((value) => !isHeader(sent, value))) throw malformedAnswer();
    delete headers[sent];
    delete lists[sent];
    if (values.length === 1) headers[sent] = values[0] ?? '';
    else lists[sent] = values;
  }
  return {
    status,
    headers: { ...headers, ...answerHeaders(request) },
    ...(Object.keys(lists).length === 0 ? {} : { headerLists: lists }),
    body: bodyOf(answer, request, binaryMediaTypes),
  };
}

function parsed(payload: string): Readonly<Record<string, unknown>> {
  const answer: unknown = JSON.parse(payload);
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) throw malformedAnswer();
  // A member that is none of these makes the answer malformed: **unconfirmed**, and narrower. `cookies` is one of HTTP APIs.
  if (Object.keys(answer).some((name) => !members.includes(name))) throw malformedAnswer();
  return answer as Readonly<Record<string, unknown>>;
}

/** A number, or one in quotes; an answer that has none is malformed (**documented**: it is required). */
function statusOf(written: unknown): number {
  const status = typeof written === 'string' && /^\d{3}$/.test(written) ? Number(written) : written;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599) throw malformedAnswer();
  return status;
}

function single(headers: unknown): readonly (readonly [string, readonly string[]])[] {
  if (headers === undefined || headers === null) return [];
  if (typeof headers !== 'object' || Array.isArray(headers)) throw malformedAnswer();
  return Object.entries(headers).map(([name, value]) => [name, [plain(value)]] as const);
}

function several(headers: unknown): readonly (readonly [string, readonly string[]])[] {
  if (headers === undefined || headers === null) return [];
  if (typeof headers !== 'object' || Array.isArray(headers)) throw malformedAnswer();
  return Object.entries(headers).map(([name, values]) => {
    if (!Array.isArray(values)) throw malformedAnswer();
    return [name, values.map(plain)] as const;
  });
}

function plain(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw malformedAnswer();
}

/** Bytes go out where the caller takes a binary type (**documented**: by the first type of `Accept`), else as the function wrote them. */
function bodyOf(
  { body, isBase64Encoded }: Readonly<Record<string, unknown>>,
  { headers }: HttpRequest,
  types: readonly string[],
) {
  if (body === undefined || body === null) return '';
  if (typeof body !== 'string') throw malformedAnswer();
  const accepted = mediaType((headers.accept ?? '*/*').split(',')[0]);
  if (isBase64Encoded !== true || !(hasType(types, accepted) || types.includes('*/*'))) return body;
  return Buffer.from(body, 'base64');
}
