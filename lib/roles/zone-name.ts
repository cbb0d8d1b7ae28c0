import { clanKey, clanVariable } from './condition-keys';
import type { FederatedRole } from './federated-role';

/** Conditions of a statement: operator, key, value. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** The name of a zone's part that an identity provider chooses: a clan, or a player as the provider calls them. */
export interface ZoneName {
  /** The policy variable that IAM replaces by the name. Its value is literal: no wildcard in it means anything. */
  readonly variable: string;
  /** Holds for a name that is there and not empty: an empty one would be the place where all the others begin. */
  readonly isPresent: Conditions;
  /**
   * Holds besides for a name without slash. Keys are flat: the folder of `red` holds `red/blue/…`, so who is called `red/blue`
   * would share all they have with `red`. They get no folder instead; leading keys, compared whole, hold their records apart.
   */
  readonly isOneFolder: Conditions;
}

function zoneName(key: string, variable: string): ZoneName {
  const isPresent = { StringLike: { [key]: '?*' } };
  return { variable, isPresent, isOneFolder: { ...isPresent, StringNotLike: { [key]: '*/*' } } };
}

/** The clan that the player's login names. */
export const clanName = zoneName(clanKey, clanVariable);

/** The player of a role, as their identity provider calls them. */
export function playerName({ playerVariable }: FederatedRole): ZoneName {
  return zoneName(playerVariable.slice('${'.length, -'}'.length), playerVariable);
}
