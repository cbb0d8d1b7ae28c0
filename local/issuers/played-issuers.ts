import { accessTokenProviders } from '../identities/access-token-providers';
import type { IssuerTable } from '../identities/issuer-fetch';
import { publicIssuers } from '../identities/public-issuers';
import { type DeployedIssuer, originsOf } from './deployed-issuers';

/** Domains that can't exist on the internet (RFC 2606, RFC 6761): an issuer there can only be a local one. */
const reservedDomain = /(^|\.)(example|test|invalid|localhost)$|(^|\.)example\.(com|net|org)$/;

/** Short names of the providers that AWS knows by themselves, and their issuers. */
export const shortNames: ReadonlyMap<string, string> = new Map([
  ...[...accessTokenProviders.values()].map(({ shortName, name }) => [shortName, name] as const),
  ...[...publicIssuers.values()].map(({ shortName, issuer }) => [shortName, issuer] as const),
]);

/** Who is to be played on this machine: `all`, or a list of issuers, entity IDs and {@link shortNames}. */
export type Play = 'all' | readonly string[];

/**
 * The issuers that identity providers of this machine play: those that can't be real, and those that were asked for. One that is mapped
 * is played already, by another.
 *
 * @throws Error for an issuer asked for that the deployment does not have; names those that it has
 */
export function playedIssuers(
  issuers: readonly DeployedIssuer[],
  play: Play = [],
  mapped: IssuerTable = {},
): readonly DeployedIssuer[] {
  const free = issuers.filter((issuer) => !originsOf(issuer).some((origin) => Object.hasOwn(mapped, origin)));
  if (play === 'all') return free;
  const wanted = play.map((name) => shortNames.get(name) ?? name);
  for (const name of wanted) {
    if (!issuers.some((issuer) => issuer.name === name)) throw new Error(unknownIssuer(name, issuers));
  }
  return free.filter(({ name }) => wanted.includes(name) || isReserved(name));
}

/** Of those who were asked for, who is among these issuers. */
export function stillThere(play: Play | undefined, issuers: readonly DeployedIssuer[]): Play {
  if (play === 'all' || play === undefined) return play ?? [];
  return play.filter((name) => issuers.some((issuer) => issuer.name === (shortNames.get(name) ?? name)));
}

function unknownIssuer(name: string, issuers: readonly DeployedIssuer[]): string {
  const there = issuers.length === 0 ? 'it has none' : `it has ${issuers.map((issuer) => issuer.name).join(', ')}`;
  return `--play ${name}: no login provider of this deployment has this issuer: ${there}`;
}

/** Names that are no URLs are those of real providers, and entity IDs that say nothing of where they are. */
function isReserved(name: string): boolean {
  return URL.canParse(name) && reservedDomain.test(new URL(name).hostname);
}
