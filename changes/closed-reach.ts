import { type PlayersRole, playersRoles } from './players-roles';
import type { Problem } from './problem';
import type { Update } from './update';
import { words } from './wording';

/**
 * Folders and leading keys that players reached and do not reach any more: told once where no role reaches them, and else for each role
 * that stays. A role that goes is told of by itself.
 */
export function closedReach({ before, after }: Update): Problem[] {
  const rolesNow = playersRoles(after);
  const nobodys = new Set<string>();
  const told: Problem[] = [];
  for (const role of playersRoles(before)) {
    const now = rolesNow.find(({ key }) => key === role.key);
    const unreached: string[] = [];
    const undone = new Map<string, string[]>();
    for (const [place, actions] of role.reach) {
      if (!rolesNow.some(({ reach }) => actionsAt(place, reach).length > 0)) nobodys.add(shown(place));
      if (!now || nobodys.has(shown(place))) continue;
      const still = actionsAt(place, now.reach);
      const lost = [...actions].filter((action) => !still.some((one) => matches(one, action)));
      if (lost.length === 0) continue;
      if (still.length === 0) unreached.push(shown(place));
      else {
        const verbs = words(lost.map(verbOf));
        undone.set(verbs, [...(undone.get(verbs) ?? []), shown(place)]);
      }
    }
    if (unreached.length > 0) told.push(closed(`${role.who} no longer reach ${words(unreached)}`));
    for (const [verbs, places] of undone) told.push(closed(`${role.who} no longer ${verbs} ${words(places)}`));
  }
  return nobodys.size === 0 ? told : [closed(`no player reaches ${words(nobodys)}`), ...told];
}

function closed(sentence: string): Problem {
  return {
    verdict: 'closed',
    sentence,
    wayOut: 'the data stays, and is theirs again with the grant: nobody has to sign in anew',
  };
}

/** What a role does in a place, by all its grants that hold there: one on `protected/*` holds in `protected/<player>/*`. */
function actionsAt(place: string, reach: PlayersRole['reach']): string[] {
  return [...reach].flatMap(([granted, actions]) => (matches(granted, place) ? [...actions] : []));
}

/** Whether a text of a policy covers another, by its asterisk at the end. Whose name stands in it is told of by itself. */
function matches(granted: string, asked: string): boolean {
  const [pattern, text] = [granted, asked].map((key) => key.replace(/\$\{[^}]*\}/, '$')) as [string, string];
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : pattern === text;
}

/** `private/`, `PLAYER#` for what is the player's own; `protected/*` for what is everybody's; `POST /me` for a call of an API. */
function shown(place: string): string {
  return place.replace(/\$\{.*$/, '').replace(/^[\w-]+\/(?=(?:GET|PUT|POST|PATCH|DELETE)\/)([A-Z]+)/, '$1 ');
}

function verbOf(action: string): string {
  const [, name = action] = action.split(':');
  if (/^(Get|BatchGet|Query|Scan)/.test(name)) return 'read';
  if (/^(Put|Update|BatchWrite)/.test(name)) return 'write';
  if (name.startsWith('Delete')) return 'delete';
  return name.startsWith('List') ? 'list' : action;
}
