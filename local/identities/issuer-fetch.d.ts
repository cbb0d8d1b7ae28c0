/**
 * Where the issuers of this machine really listen: issuer (`https://players.example`, as tokens name it) → the address that
 * stands for it (`http://127.0.0.1:4501`). A path below the issuer is the same path below the address.
 */
export type IssuerTable = Readonly<Record<string, string>>;

/** Where a request for an issuer's URL goes. */
export interface IssuerAddress {
  /** The loopback URL that answers instead. */
  readonly target: string;
  /** Tells the identity provider which name it is called by. */
  readonly headers: Readonly<Record<'x-forwarded-proto' | 'x-forwarded-host', string>>;
}

/**
 * The address that stands for a URL, or undefined when no issuer of the table owns it. A URL belongs to an issuer when its whole
 * origin is the issuer's and its path begins with the issuer's, segment by segment; of several the longest path wins.
 */
export function issuerAddress(table: IssuerTable, url: string | URL): IssuerAddress | undefined;

/**
 * A `fetch` that sends whatever belongs to an issuer of the table to that issuer's address, under the issuer's own name, and
 * fetches everything else for real. Redirects are followed by the same rule, as long as they start at a mapped issuer; the
 * answer's `url` is the issuer's, not the address.
 *
 * @param table the issuers, or what answers them at each call, where they come and go
 * @param fetch what really fetches; without it the global one as it is when `issuerFetch` is called
 */
export function issuerFetch(
  table: IssuerTable | (() => IssuerTable),
  fetch?: typeof globalThis.fetch,
): typeof globalThis.fetch;
