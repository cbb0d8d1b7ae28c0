import { withoutPort } from '../shared/hosts';

/** An HTTP request as it came over the wire, its body read whole. */
export interface HttpRequest {
  /** Chosen by the local cloud; every answer carries it, in its service's form. */
  readonly requestId: string;
  readonly method: string;
  /** The path as sent: still percent-encoded, `..` and `//` untouched (an S3 key may hold both). */
  readonly rawPath: string;
  /** The query string as sent, without `?`. */
  readonly rawQuery: string;
  /** Query parameters, decoded, in the order in which they were sent. */
  readonly query: URLSearchParams;
  /** Header names are lower-case. `host` is the one that the caller meant, which may be AWS's. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names and values in turn, as they were sent; absent: it came over no wire. */
  readonly rawHeaders?: readonly string[];
  /** Where the caller really sent it: the listener's scheme, and the host as it was sent, port included. */
  readonly sentTo: { readonly scheme: 'http' | 'https'; readonly host: string };
  /** The payload; for an operation it comes without its `aws-chunked` framing. */
  readonly body: Buffer;
  /** The address the request came from. */
  readonly sourceIp: string;
}

/** The host that a request was sent to, in lower case and without port. */
export function hostOf({ headers }: HttpRequest): string {
  return withoutPort(headers.host ?? '');
}

/** An HTTP answer. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Headers that stand more than once; none that is in the others. */
  readonly headerLists?: Readonly<Record<string, readonly string[]>>;
  readonly body?: Buffer | string;
}
