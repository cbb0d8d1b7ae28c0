import type { GameFederationConfig } from '../config/schema';

/** A trust zone: where it lies, whose it is, and who may do what there. To `write` is to read, write, list and delete. */
export interface Zone {
  /** Its files lie below, in a folder for each owner. Absent: it holds no files. */
  readonly prefix?: string;
  /** Its records' partition keys begin so, and end with the owner's name. Absent: it holds no records. */
  readonly leadingKey?: string;
  /**
   * Who owns one folder or one partition key, and so what names it: a player of the pool the identity ID; a clan the claim of its
   * members' logins; a player without the pool the provider's name and the subject there; the game whatever its backend calls it.
   */
  readonly ownedBy: 'player' | 'clan' | 'federated-player' | 'game';
  readonly may: {
    /** `own`: what an owner may, where the configuration lets guests own data, and nothing elsewhere. */
    readonly guest: 'own' | 'read' | 'nothing';
    /** What owners may do with what is theirs. */
    readonly owner: 'write' | 'read' | 'nothing';
    /** What signed-in players may do with what is not theirs: at most read what they know the key of, never list. */
    readonly others: 'read' | 'nothing';
    readonly backend: 'write' | 'nothing';
  };
  /** Without this field of the configuration nothing is in it, and nobody tries it. Absent: every stage has it. */
  readonly onlyWith?: 'scores';
  /** What named roles may delete besides, and by which grant. */
  readonly moderatedBy?: { readonly files?: ExtraGrant; readonly records?: ExtraGrant };
}

type ExtraGrant = GameFederationConfig['roles'][string]['grants'][number];

/**
 * The trust zones. IAM sees an object's key and an item's leading key, nothing finer; so each zone has a prefix and a leading key
 * of its own, and everything inside a zone is trusted alike.
 *
 * | zone | guest | signed-in owner | other players | backend |
 * |---|---|---|---|---|
 * | private | own, only where guests own data | read, write | nothing | |
 * | ledger | nothing | read | nothing | writes |
 * | protected | nothing | read, write | signed-in: read | |
 * | public | read | read | read | writes |
 * | clans | nothing | members read, write | nothing | |
 * | federated | nothing | at STS without the pool: read, write | nothing | |
 * | logins | nothing | nothing | nothing | writes |
 *
 * Every grant takes its strings from here, and says for itself what it allows: `lib/data`. The smoke test takes what may be done
 * from here, and tries it on whatever was granted.
 */
export const zones = {
  /** What only its owner may see. */
  private: {
    prefix: 'private/',
    leadingKey: 'PLAYER#',
    ownedBy: 'player',
    may: { guest: 'own', owner: 'write', others: 'nothing', backend: 'nothing' },
  },
  /** What the game's backend records about a player, and the player may not forge: entitlements, verified scores. */
  ledger: {
    leadingKey: 'LEDGER#',
    ownedBy: 'player',
    may: { guest: 'nothing', owner: 'read', others: 'nothing', backend: 'write' },
  },
  /** What a signed-in player shows to other signed-in players. Guests own nothing here: their identity ID is a bearer secret. */
  protected: {
    prefix: 'protected/',
    ownedBy: 'player',
    may: { guest: 'nothing', owner: 'write', others: 'read', backend: 'nothing' },
    moderatedBy: { files: 'moderateFiles' },
  },
  /** What everybody may see and only the backend writes. A board's rows carry a random public ID, never an identity ID. */
  public: {
    prefix: 'public/',
    leadingKey: 'BOARD#',
    ownedBy: 'game',
    may: { guest: 'read', owner: 'read', others: 'read', backend: 'write' },
    moderatedBy: { records: 'moderateBoards' },
  },
  /** What the members of a clan share. The clan is a claim of their login, which they can't set themselves. */
  clans: {
    prefix: 'clans/',
    leadingKey: 'CLAN#',
    ownedBy: 'clan',
    may: { guest: 'nothing', owner: 'write', others: 'nothing', backend: 'nothing' },
  },
  /** What a player owns who came to STS without the pool, below their provider's name and their subject there. */
  federated: {
    prefix: 'federated/',
    leadingKey: 'FEDERATED#',
    ownedBy: 'federated-player',
    may: { guest: 'nothing', owner: 'write', others: 'nothing', backend: 'nothing' },
  },
  /** The way from an account of the user pool to its player: who could write it would be anybody, so nobody but the backend sees it. */
  logins: {
    leadingKey: 'LOGIN#',
    ownedBy: 'game',
    may: { guest: 'nothing', owner: 'nothing', others: 'nothing', backend: 'write' },
    onlyWith: 'scores',
  },
} as const satisfies Readonly<Record<string, Zone>>;

/** A zone that holds files. */
export type ZoneWithFiles = Pick<Required<Zone>, 'prefix'>;
/** A zone that holds records. */
export type ZoneWithRecords = Pick<Required<Zone>, 'leadingKey'>;
/** What names an owner: for a player without the pool the provider and the subject. Never empty, which would be the whole zone. */
export type OwnerName = readonly [...string[], string];

/** The folder of an owner: `private/<identityId>/`, `federated/<provider>/<subject>/`. */
export function folderOf({ prefix }: ZoneWithFiles, ...owner: OwnerName): string {
  return `${prefix}${owner.join('/')}/`;
}

/** The partition key of an owner, whole: `PLAYER#<identityId>`, `FEDERATED#<provider>#<subject>`. */
export function leadingKeyOf({ leadingKey }: ZoneWithRecords, ...owner: OwnerName): string {
  return `${leadingKey}${owner.join('#')}`;
}

/** The zones in which each player of the pool has a place of their own. */
export function playersZones(): readonly Zone[] {
  return Object.values<Zone>(zones).filter(({ ownedBy }) => ownedBy === 'player');
}
