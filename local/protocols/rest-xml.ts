import { XMLBuilder } from 'fast-xml-parser';
import type { HttpRequest, HttpResponse } from '../http/message';
import type { Protocol } from '../http/operation';
import { ServiceError } from '../shared/service-error';

/** What an operation of a REST service answers: a body of bytes, or an XML document, or neither. */
export interface RestOutput {
  /** 200 when absent. */
  readonly status?: number;
  /** A header whose value is undefined is not sent. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: Buffer | string;
  /** One member: the document's root element. Arrays repeat an element, undefined leaves it out. */
  readonly xml?: Readonly<Record<string, unknown>>;
}

/** A {@link ServiceError} whose answer carries headers of its own: `x-amz-delete-marker`, `Allow` … */
export class RestXmlError extends ServiceError {
  constructor(
    code: string,
    message: string,
    status: number,
    detail: Readonly<Record<string, string>> = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(code, message, status, detail);
  }
}

/** Entities, and the control characters that XML has no other form for; S3 writes them as references too (**documented**: "Naming objects"). */
const unsafe = /[&<>"'\p{Cc}\u2028]/gu;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text as it stands in an XML document. */
export function escapeXml(text: string): string {
  return text.replace(unsafe, (character) => entities[character] ?? `&#x${character.charCodeAt(0).toString(16)};`);
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: false,
  tagValueProcessor: (_name, value) => escapeXml(String(value)),
});

/** An XML document as bytes' text. */
export function xmlDocument(content: Readonly<Record<string, unknown>>): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(content)}`;
}

/**
 * The REST-XML protocol as S3 speaks it: errors bare (`<Error>`, without namespace), with `RequestId` and `HostId`; no body to a `HEAD`.
 *
 * @param namespace of the documents: `http://s3.amazonaws.com/doc/2006-03-01/`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function restXml(namespace: string): Protocol<RestOutput> {
  return {
    success(output, _operation, request) {
      const headers = { ...requestIds(request), ...present(output.headers ?? {}) };
      const status = output.status ?? 200;
      if (output.xml === undefined) return { status, headers, body: output.body };
      return {
        status,
        headers: { ...headers, 'content-type': 'application/xml' },
        body: xmlDocument(withNamespace(output.xml, namespace)),
      };
    },
    failure(error, request): HttpResponse {
      const headers: Record<string, string> = {
        ...requestIds(request),
        ...(error instanceof RestXmlError ? error.headers : {}),
      };
      // A client that called the wrong region learns the right one also from the answer to a HEAD, which has no body.
      const { Region: region } = error.detail;
      if (typeof region === 'string') headers['x-amz-bucket-region'] = region;
      if (request.method === 'HEAD' || error.status === 304) return { status: error.status, headers };
      const ids = { RequestId: request.requestId, HostId: hostId(request) };
      const xml = { Error: { Code: error.code, Message: error.message, ...error.detail, ...ids } };
      return {
        status: error.status,
        headers: { ...headers, 'content-type': 'application/xml' },
        body: xmlDocument(xml),
      };
    },
  };
}

function withNamespace(xml: Readonly<Record<string, unknown>>, namespace: string): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [name, content] of Object.entries(xml)) {
    const members = typeof content === 'object' && content !== null ? content : { '#text': content };
    root[name] = { '@xmlns': namespace, ...members };
  }
  return root;
}

function present(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const sent: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) sent[name] = headerValue(value);
  return sent;
}

/**
 * What a header cannot hold (metadata from a form or a query string may be any text) goes out in RFC 2047's encoding (**documented**:
 * "Working with object metadata").
 */
function headerValue(value: string): string {
  if (!/[^\t\x20-\x7e\x80-\xff]/.test(value)) return value;
  return `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`;
}

/** Opaque on AWS; here the request's id in another dress, so that a client which logs it logs something true. */
const hostId = (request: HttpRequest) => Buffer.from(request.requestId).toString('base64');

const requestIds = (request: HttpRequest) => ({ 'x-amz-request-id': request.requestId, 'x-amz-id-2': hostId(request) });
