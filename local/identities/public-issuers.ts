/** A provider of ID tokens that identity pools know by name and client ID alone. */
export interface PublicIssuer {
  /** What `--play` and the smoke test's event call it. */
  readonly shortName: string;
  /** `iss` of its tokens (documented). */
  readonly issuer: string;
}

/** Those providers by their key in `Logins`: the issuer without `https://` (documented). */
export const publicIssuers: ReadonlyMap<string, PublicIssuer> = new Map(
  [
    { shortName: 'google', issuer: 'https://accounts.google.com' },
    { shortName: 'apple', issuer: 'https://appleid.apple.com' },
  ].map((provider) => [provider.issuer.replace('https://', ''), provider]),
);
