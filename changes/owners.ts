import { withoutLastSlash } from './iam-providers';
import { playersRoles } from './players-roles';
import type { Deployment } from './templates';

/** Whose a place is: the part of a key before the player's name → the condition key that says that name, `<issuer's host>:sub`. */
export type Owners = ReadonlyMap<string, ReadonlySet<string>>;

/** The folders and leading keys that belong to single players, and whose they are. */
export function ownersIn(deployment: Deployment): Owners {
  const owners = new Map<string, Set<string>>();
  for (const { trusts, reach } of playersRoles(deployment)) {
    for (const place of reach.keys()) {
      const [, prefix, host, word] = /^([^$]*)\$\{(.+):([^:}]+)\}/.exec(place) ?? [];
      if (prefix === undefined || host === undefined) continue;
      const key = `${withoutLastSlash(host)}:${word}`;
      const named = trusts.map((trusted) => (key.startsWith(`${trusted}:`) ? key : `${key} of ${trusted}`));
      owners.set(prefix, new Set([...(owners.get(prefix) ?? []), ...named]));
    }
  }
  return owners;
}
