import { s3Errors } from '../errors';

/** All that stands before the file, in bytes (**documented**: "POST Object", 20 KB). */
const longestPreamble = 20 * 1024;

/** A form as a browser sends it. */
export interface MultipartForm {
  /** Fields before the file, by lower-case name: S3 ignores what comes after it (**documented**). */
  readonly fields: ReadonlyMap<string, string>;
  readonly file: Buffer;
  /** The name that the browser gave the file, without folders. */
  readonly filename: string;
}

/** Reads a `multipart/form-data` body. @throws MalformedPOSTRequest, PreconditionFailed, InvalidArgument, MaxPostPreDataLengthExceededError */
export function readMultipartForm(contentType: string | undefined, body: Buffer): MultipartForm {
  const boundary = boundaryOf(contentType);
  const fields = new Map<string, string>();
  let position = skipDelimiter(body, `--${boundary}`);
  for (;;) {
    const headersEnd = body.indexOf('\r\n\r\n', position);
    if (headersEnd < 0) throw s3Errors.postWithoutFile();
    const headers = body.toString('utf8', position, Math.min(headersEnd, position + longestPreamble));
    const contentStart = headersEnd + 4;
    const contentEnd = body.indexOf(`\r\n--${boundary}`, contentStart);
    if (contentEnd < 0) throw malformed();
    const { name, filename } = disposition(headers);
    if (name === 'file') return { fields, file: body.subarray(contentStart, contentEnd), filename };
    if (contentEnd > longestPreamble) throw s3Errors.postPreambleTooLong();
    fields.set(name, body.toString('utf8', contentStart, contentEnd));
    position = contentEnd + boundary.length + 4;
    if (body.toString('latin1', position, position + 2) === '--') throw s3Errors.postWithoutFile();
    position += 2;
  }
}

function boundaryOf(contentType: string | undefined): string {
  const match = /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType ?? '');
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) throw s3Errors.postNotForm();
  return boundary;
}

function skipDelimiter(body: Buffer, delimiter: string): number {
  const start = body.indexOf(delimiter);
  if (start < 0 || body.toString('latin1', start + delimiter.length, start + delimiter.length + 2) !== '\r\n')
    throw malformed();
  return start + delimiter.length + 2;
}

function disposition(headers: string): { name: string; filename: string } {
  const line = headers.split('\r\n').find((header) => /^content-disposition:/i.test(header)) ?? '';
  const name = /[;\s]name="([^"]*)"/i.exec(line)?.[1] ?? /[;\s]name=([^\s;"]+)/i.exec(line)?.[1];
  if (name === undefined) throw malformed();
  const filename = /[;\s]filename="([^"]*)"/i.exec(line)?.[1] ?? '';
  return {
    name: name.toLowerCase(),
    filename: filename.slice(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1),
  };
}

const malformed = () => s3Errors.malformedPost('The body of your POST request is not well-formed multipart/form-data.');
