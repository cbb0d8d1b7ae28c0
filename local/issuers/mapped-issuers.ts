import type { IssuerTable } from '../identities/issuer-fetch';

/**
 * Reads the command line's `<issuer>=<address>` pairs: which other identity provider of this machine plays which issuer.
 *
 * @throws Error that quotes the pair and says what it should be
 */
export function mappedIssuers(pairs: readonly string[]): IssuerTable {
  const table: Record<string, string> = {};
  for (const pair of pairs) {
    const [, issuer = '', address = ''] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
    if (!isUrl(issuer, ['https:']) || !isUrl(address, ['http:', 'https:'])) {
      throw new Error(
        `--map-issuer takes <issuer>=<address>, an https URL and an http or https URL without query or fragment, ` +
          `such as https://players.example=http://127.0.0.1:8080; got '${pair}'`,
      );
    }
    if (Object.hasOwn(table, issuer)) throw new Error(`--map-issuer maps ${issuer} twice: leave one`);
    table[issuer] = address;
  }
  return table;
}

function isUrl(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol) && !/[?#]/.test(text);
}

/** @throws Error for a mapped issuer that the deployment does not have; names those that it has */
export function checkMappedIssuers(mapped: IssuerTable, known: Iterable<string>): void {
  const issuers = [...new Set(known)];
  for (const issuer of Object.keys(mapped)) {
    if (issuers.includes(issuer)) continue;
    const there = issuers.length === 0 ? 'it has none' : `it has ${issuers.join(', ')}`;
    throw new Error(`no login provider of this deployment has the mapped issuer ${issuer}: ${there}`);
  }
}
