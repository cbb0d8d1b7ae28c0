import type { SmokeTestFacts } from '../facts';

/** What somebody is to the trust zones. `federated`: a player who came to STS with her provider's own token, without the pool. */
export type Standing = 'guest' | 'signed-in' | 'federated';

/**
 * Who may do something, in the words of the trust zones. `owner`: a signed-in player, and a guest where the configuration lets
 * guests own data.
 */
export type Permission = 'everyone' | 'owner' | 'signed-in' | 'federated' | 'nobody';

/** One row of a table of checks. */
export interface Claim<Scene> {
  /** What is done, as it follows "may" or "may not": `list the whole bucket`. */
  readonly does: string;
  readonly may: Permission;
  /** The grant of a named role by which its players may do it too: `moderateFiles`. Absent: none. */
  readonly grant?: string;
  /** Whether there is anything to try in this deployment; absent: always. */
  readonly where?: (scene: Scene) => boolean;
  readonly run: (scene: Scene) => Promise<unknown>;
  /** Takes back what {@link run} leaves behind where it succeeds although it must not. Its own failure is of no interest. */
  readonly undo?: (scene: Scene) => Promise<unknown>;
}

/** The rows of one kind of resource, and the error names with which that resource refuses. */
export interface ClaimTable<Scene> {
  readonly refusedBy: readonly string[];
  readonly claims: readonly Claim<Scene>[];
}

/** Whether IAM is to allow it to this player. */
export function isAllowed(permission: Permission, standing: Standing, guests: SmokeTestFacts['guests']): boolean {
  switch (permission) {
    case 'everyone':
      return true;
    case 'nobody':
      return false;
    case 'signed-in':
    case 'federated':
      return standing === permission;
    case 'owner':
      return standing === 'signed-in' || (standing === 'guest' && guests.ownData);
  }
}

/** The sentence that a report shows: stable, so that it can be searched for. */
export function claimName(does: string, allowed: boolean): string {
  return `${allowed ? 'may' : 'may not'} ${does}`;
}
