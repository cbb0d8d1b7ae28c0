/** Providers that AWS knows by name and client ID alone, and the issuer of their ID tokens (documented). */
export const publicIssuers: ReadonlyMap<string, string> = new Map([
  ['accounts.google.com', 'https://accounts.google.com'],
  ['appleid.apple.com', 'https://appleid.apple.com'],
]);
