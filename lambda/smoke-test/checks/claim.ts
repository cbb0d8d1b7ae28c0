import type { SmokeTestFacts, ZoneFacts } from '../facts';

/** What somebody is to the trust zones. `federated`: a player who came to STS with a provider's own token, without the pool. */
export type ClaimantKind = 'guest' | 'signed-in' | 'federated';

/**
 * Who may do something, in the words of the trust zones. `owner`: a signed-in player, and a guest where the configuration lets
 * guests own data. `pool`: whoever has the pool's credentials, a guest or signed in.
 */
export type Permission = 'everyone' | 'pool' | 'owner' | 'signed-in' | 'federated' | 'nobody';

/** One row of a table of checks. */
export interface Claim<Context> {
  /** What is done, as it follows "may" or "may not": `list the whole bucket`. */
  readonly does: string;
  readonly may: Permission;
  /** The grant of a named role by which its players may do it too: `moderateFiles`. Absent: none. */
  readonly grant?: string | undefined;
  /** Whether there is anything to try for this player; absent: always. */
  readonly where?: (context: Context) => boolean;
  readonly run: (context: Context) => Promise<unknown>;
  /** Takes back what {@link run} leaves behind where it succeeds although it must not. Its own failure is of no interest. */
  readonly undo?: (context: Context) => Promise<unknown>;
}

/** The rows about one resource, and the error names with which that resource refuses. */
export interface ClaimTable<Context> {
  /** The trust zone that they are about. Absent: none, or all. */
  readonly zone?: string;
  readonly refusedBy: readonly string[];
  /** Error names that are neither a refusal nor a difference yet, and worth another try. Absent: none. */
  readonly notYetBy?: readonly string[];
  readonly claims: readonly Claim<Context>[];
}

/** Who may do what in a zone: with their own, and with what is not theirs. */
export interface ZonePermissions {
  readonly readOwn: Permission;
  readonly writeOwn: Permission;
  readonly readOthers: Permission;
}

/** What a zone's row says, in the words of claims. What the row does not allow by name, nobody may. */
export function permissionsIn({ ownedBy, may }: ZoneFacts): ZonePermissions {
  const signedIn = may.guest === 'own' ? 'owner' : 'signed-in';
  const owner = ownedBy === 'federated-player' ? 'federated' : signedIn;
  const others = may.guest === 'read' ? 'everyone' : 'signed-in';
  return {
    readOwn: may.owner === 'write' || may.owner === 'read' ? owner : 'nobody',
    writeOwn: may.owner === 'write' ? owner : 'nobody',
    readOthers: may.others === 'read' ? others : 'nobody',
  };
}

/** Whether IAM is to allow it to this player. */
export function isAllowed(permission: Permission, kind: ClaimantKind, guests: SmokeTestFacts['guests']): boolean {
  switch (permission) {
    case 'everyone':
      return true;
    case 'nobody':
      return false;
    case 'pool':
      return kind !== 'federated';
    case 'signed-in':
    case 'federated':
      return kind === permission;
    case 'owner':
      return kind === 'signed-in' || (kind === 'guest' && guests.ownData);
  }
}

/** The sentence that a report shows: stable, so that it can be searched for. */
export function claimName(does: string, allowed: boolean): string {
  return `${allowed ? 'may' : 'may not'} ${does}`;
}

/** Whether a table is tried where the claims around a certain one are all that is. Without that one, every table is. */
export function isTried<Context>({ claims }: ClaimTable<Context>, only: string | undefined): boolean {
  return (
    only === undefined || claims.some(({ does }) => only === claimName(does, true) || only === claimName(does, false))
  );
}
