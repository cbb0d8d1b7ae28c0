import { clanVariable, identityPoolKeys } from '../roles/condition-keys';
import { type Zone, zones } from '../roles/zones';

/** Whom a role is for. `federated`: players who come without the pool. */
export type RoleFor = 'guest' | 'signed-in' | 'federated';
/** What an action does with a file or a record. */
export type Access = 'read' | 'write' | 'delete' | 'list';

const starts = { files: 'prefix', records: 'leadingKey' } as const;

/**
 * What is too much about a grant, held against the rows of the zones.
 *
 * @param where a path below the bucket, a listing's prefix or a leading key, as the policy writes it: `private/${…}/*`
 * @returns nothing where the zone lets these players do it
 */
export function tooMuchInZone(
  store: keyof typeof starts,
  where: string,
  access: Access,
  roleFor: RoleFor,
): string | undefined {
  const [found] = Object.entries<Zone>(zones).flatMap(([name, zone]) => {
    const start = zone[starts[store]];
    return start !== undefined && where.startsWith(start) ? [{ name, zone, rest: where.slice(start.length) }] : [];
  });
  if (found === undefined) return `'${where}' is in no zone`;
  const { name, zone, rest } = found;
  const own = namesOwner(zone, store, rest);
  if (lets(zone, store, own, access, roleFor)) return undefined;
  const who = { guest: 'guests', 'signed-in': 'signed-in players', federated: 'players without the pool' }[roleFor];
  return `'${where}': the zone ${name} does not let ${who} ${access} what is ${own ? 'theirs' : 'not theirs'}`;
}

function lets(
  { ownedBy, may, moderatedBy }: Zone,
  store: keyof typeof starts,
  own: boolean,
  access: Access,
  roleFor: RoleFor,
) {
  if (roleFor === 'signed-in' && access === 'delete' && moderatedBy?.[store] !== undefined) return true;
  if (own && (roleFor === 'federated') === (ownedBy === 'federated-player')) {
    const owners = roleFor !== 'guest' || may.guest === 'own' ? may.owner : 'nothing';
    if (owners === 'write' || (owners === 'read' && (access === 'read' || access === 'list'))) return true;
  }
  return access === 'read' && (roleFor === 'signed-in' ? may.others : may.guest) === 'read';
}

/** Whether what follows a zone's prefix or leading key is one owner's alone: called by the variable that IAM replaces, to the letter. */
function namesOwner({ ownedBy }: Zone, store: keyof typeof starts, rest: string): boolean {
  // Without the slash a folder's name would begin other owners' names too; records are compared whole.
  const owner = store === 'files' ? /^(.*)\/\*?$/.exec(rest)?.[1] : rest;
  switch (ownedBy) {
    case 'player':
      return owner === identityPoolKeys.identityIdVariable;
    case 'clan':
      return owner === clanVariable;
    case 'federated-player':
      return owner !== undefined && /^[\w.-]+[/#]\$\{[\w.:/-]+\}$/.test(owner);
    case 'game':
      return false;
  }
}
