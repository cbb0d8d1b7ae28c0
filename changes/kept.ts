import type { Effect } from './effects';
import { iamName } from './iam-providers';
import { type Owners, ownersIn } from './owners';
import { identityOf } from './resource-types';
import type { Deployment } from './templates';
import { gone } from './wording';

/** What a series of deployments leaves in the account, and no template says any more. */
export interface Kept {
  /** Resources that stay outside every stack: by what AWS knows them by. */
  readonly leftBehind: ReadonlySet<string>;
  /** IAM providers that were deleted, although they may be imported since. */
  readonly deletedProviders: ReadonlySet<string>;
  /** The developer provider of each identity pool, which Cognito never forgets. */
  readonly developerProviders: ReadonlyMap<string, string>;
  /** Whose the data in each place is, which stays where the grants go. */
  readonly owners: Owners;
}

/** Before anything was deployed. */
export const nothing: Kept = {
  leftBehind: new Set(),
  deletedProviders: new Set(),
  developerProviders: new Map(),
  owners: new Map(),
};

/** What is kept after an update. */
export function keptAfter(kept: Kept, before: Deployment, after: Deployment, effects: readonly Effect[]): Kept {
  const stays = effects.filter(({ what }) => what === 'left behind').flatMap(({ before: old }) => identity(old));
  return {
    leftBehind: new Set([...kept.leftBehind, ...stays]),
    deletedProviders: deletedProviders(kept, effects),
    developerProviders: developerProviders(kept, effects),
    owners: new Map([...kept.owners, ...ownersIn(before), ...ownersIn(after)]),
  };
}

function deletedProviders(kept: Kept, effects: readonly Effect[]): ReadonlySet<string> {
  const names = (...fates: Effect['what'][]) =>
    effects.flatMap(({ what, after, before }) => {
      const resource = after ?? before;
      const name = resource && iamName(resource);
      return name !== undefined && fates.includes(what) ? [name] : [];
    });
  return new Set(gone([...kept.deletedProviders, ...names('deleted')], names('created', 'replaced')));
}

/** What AWS knows a resource by, if it is there and it has such a name. */
export function identity(resource: Effect['before']): string[] {
  const known = resource && identityOf(resource);
  return known === undefined ? [] : [known];
}

/** The developer provider that a pool has, whether its template still says so or not. */
export function developerProviderOf({ stack, id, before }: Effect, kept: Kept): string | undefined {
  const { DeveloperProviderName: name } = before?.Properties ?? {};
  return name === undefined ? kept.developerProviders.get(`${stack} ${id}`) : String(name);
}

/** Pools whose template is as it was keep the provider that they had; the first that a pool gets stays. */
function developerProviders(kept: Kept, effects: readonly Effect[]): ReadonlyMap<string, string> {
  const names = new Map(kept.developerProviders);
  for (const effect of effects.filter(({ type }) => type === 'AWS::Cognito::IdentityPool')) {
    const key = `${effect.stack} ${effect.id}`;
    const { DeveloperProviderName: now } = effect.after?.Properties ?? {};
    const name = effect.what === 'updated' ? (developerProviderOf(effect, kept) ?? now) : now;
    if (name === undefined) names.delete(key);
    else names.set(key, String(name));
  }
  return names;
}
