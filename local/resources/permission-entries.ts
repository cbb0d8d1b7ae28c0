import { isDeepStrictEqual } from 'node:util';
import type { ContextValue } from '../../policy/types';
import type { KnownKeys, Stepping } from './permissions';
import type { Resource } from './resource';

/** Actions that have no resource type. */
export const onAny = (...actions: readonly string[]) => actions.map((action) => ({ action, on: '*' as const }));

/** The properties of a resource in a step, as the template has them. */
type Said = Pick<Resource<unknown>, 'properties'> & { readonly before?: Pick<Resource<unknown>, 'properties'> };

/** Actions that are needed where the template has one of these properties. */
export const given = (properties: string | readonly string[], ...actions: readonly string[]) =>
  actions.map((action) => ({
    action,
    when: ({ properties: said }: Said) => [properties].flat().some((name) => said[name] !== undefined),
  }));

/** Actions that an update needs where one of these properties changes. */
export const changed = (properties: string | readonly string[], ...actions: readonly string[]) =>
  actions.map((action) => ({
    action,
    of: [properties].flat(),
    when: ({ properties: said, before }: Said) =>
      [properties].flat().some((name) => !isDeepStrictEqual(said[name], before?.properties[name])),
  }));

/** The actions that an update needs where a property is set anew, and where it is taken away. */
export const setOrTaken = (property: string, set: string, take: string) => [
  {
    action: set,
    of: [property],
    when: ({ properties: said, before }: Said) =>
      said[property] !== undefined && !isDeepStrictEqual(said[property], before?.properties[property]),
  },
  {
    action: take,
    of: [property],
    when: ({ properties: said, before }: Said) =>
      said[property] === undefined && before?.properties[property] !== undefined,
  },
];

/** `iam:PassRole`, where a service is handed roles. @param on their ARNs; none: nothing is asked */
export const passRole = <Properties>(
  service: string | readonly string[],
  on: (resource: Stepping<Properties>) => readonly string[],
) => ({
  action: 'iam:PassRole',
  on,
  keys: () => ({ 'iam:PassedToService': typeof service === 'string' ? service : { uncertain: service } }),
});

/** A key that is known to be there, or known to be missing: else it may have any value. */
export const known = (value: string | undefined): ContextValue => value ?? { uncertain: [undefined] };

/** The tags of a property, written as a list or as an object, by their keys. */
function tagsIn(
  property: string,
  resource: Pick<Resource<unknown>, 'properties'> | undefined,
): ReadonlyMap<string, string> {
  const written = resource?.properties[property] ?? [];
  const list = Array.isArray(written)
    ? written.map(({ Key, Value }) => [Key, Value])
    : Object.entries(written as object);
  return new Map(list.map(([key, value]) => [String(key), String(value)]));
}

/** The keys of a call that sets the tags of a property. */
export const tagKeys =
  (property: string) =>
  (resource: Said): KnownKeys =>
    Object.fromEntries([...tagsIn(property, resource)].map(([key, value]) => [`aws:RequestTag/${key}`, value]));

/** The action that setting tags needs, where a new resource has some. */
export const tagged = (property: string, action: string) => ({
  action,
  when: (resource: Said) => tagsIn(property, resource).size > 0,
  keys: tagKeys(property),
});

/** The actions that an update needs where tags are set, and where they are taken away. */
export const retagged = (property: string, tag: string, untag: string) => [
  {
    action: tag,
    of: [property],
    when: (resource: Said) => {
      const before = tagsIn(property, resource.before);
      return [...tagsIn(property, resource)].some(([key, value]) => before.get(key) !== value);
    },
    keys: tagKeys(property),
  },
  {
    action: untag,
    of: [property],
    when: (resource: Said) => {
      const now = tagsIn(property, resource);
      return [...tagsIn(property, resource.before).keys()].some((key) => !now.has(key));
    },
  },
];

/** Those of one list that are not in another. */
export const beside = (these: readonly string[] = [], those: readonly string[] = []) =>
  these.filter((one) => !those.includes(one));
