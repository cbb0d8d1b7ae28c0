import { clientReference, directLoginsOf, type Login, loginsOf } from './logins';
import type { Problem } from './problem';
import { resourcesOf } from './templates';
import { type Update, updated } from './update';
import { gone, withoutHash, words } from './wording';

/**
 * Providers whose access tokens say nothing: only they know the player.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/external-identity-providers.html (documented)
 */
export const opaqueHosts: readonly string[] = ['www.amazon.com', 'graph.facebook.com'];

/** Ways to sign in that are taken no longer. Who came by them keeps their identity, and comes back with the provider. */
export function closedLogins(update: Update): Problem[] {
  const { before, after } = update;
  // Where the pool itself is gone, that says more.
  if (!resourcesOf(after).some(({ resource: { Type } }) => Type === 'AWS::Cognito::IdentityPool')) return [];
  const now = loginsOf(after);
  const closed: string[] = [];
  const told = [...loginsOf(before)].flatMap(([key, login]) => {
    const still = now.get(key);
    if (!still && isThere(update, key)) closed.push(login.name);
    return still ? closedApps(update, login, still) : [];
  });
  const directNow = directLoginsOf(after);
  const direct = [...directLoginsOf(before)].flatMap(([key, login]) => {
    const still = directNow.get(key);
    return still ? closedApps(update, login, still) : [];
  });
  // An ID is taken from the pool and from the role at once.
  const nobody = closed.length > 0 ? [`nobody signs in by ${words(closed)}`] : [];
  return [
    ...nobody.map((sentence): Problem => ({ verdict: 'closed', sentence, wayOut: comeBack })),
    ...[...new Set([...told, ...direct])].map(
      (sentence): Problem => ({ verdict: 'closed', sentence, wayOut: keepIds }),
    ),
  ];
}

const comeBack = 'its players keep their identities and data, and come back with it under the same name';
const keepIds = 'take an ID away once no app that was shipped has it; its players keep their identities';

/** Shipped apps whose tokens are taken no longer. */
function closedApps(update: Update, { name, audiences: before = [] }: Login, { audiences }: Login): string[] {
  const ids = gone(before, audiences ?? before).filter((id) => isThere(update, id));
  if (ids.length === 0) return [];
  const apps = ids.map((id) => {
    const [, client] = clientReference.exec(id) ?? [];
    return client === undefined ? `'${id}'` : withoutHash(client);
  });
  const players = opaqueHosts.includes(name) ? ', and a new ID may mean new user IDs (unconfirmed)' : '';
  return [`apps with the client ID ${words(apps)} can't sign in by ${name}${players}`];
}

/** Whether what a login's text refers to is still there: a user pool or an app client that goes is told of by itself. */
function isThere({ effects }: Update, login: string): boolean {
  return !effects.some(({ what, id }) => what !== 'updated' && what !== 'created' && login.includes(`"${id}"`));
}

/** Switches of an identity pool that let somebody in. */
const switches = {
  AllowUnauthenticatedIdentities: {
    sentence: "guests can't get in",
    wayOut: "guests' identities and data stay, and are theirs once guests are on again",
  },
  AllowClassicFlow: {
    sentence: "apps that use the basic flow can't get in",
    wayOut: 'ship apps that use the enhanced flow first: players keep their identities in it',
  },
} as const;

/** Whole kinds of players or apps that an identity pool lets in no longer. */
export function closedSwitches(update: Update): Problem[] {
  return updated(update, 'AWS::Cognito::IdentityPool').flatMap(({ before, after }) =>
    Object.entries(switches)
      .filter(([name]) => before.Properties?.[name] === true && after.Properties?.[name] !== true)
      .map(([, told]): Problem => ({ verdict: 'closed', ...told })),
  );
}
