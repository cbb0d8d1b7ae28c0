/**
 * The trust zones. IAM sees an object's key and an item's leading key, nothing finer; so each zone has a prefix and a
 * leading key of its own, and everything inside a zone is trusted alike. Every grant takes its strings from here.
 *
 * | zone | guest | signed-in owner | other players | backend |
 * |---|---|---|---|---|
 * | private | own, only where guests own data | read, write | nothing | |
 * | ledger | nothing | read own | nothing | writes |
 * | protected | nothing | read, write | signed-in: read | |
 * | public | read | read | read | writes |
 * | clans | nothing | members read, write | nothing | |
 * | federated | | owner read, write | nothing | |
 */
export const zones = {
  /** What only its owner may see. */
  private: { prefix: 'private/', leadingKey: 'PLAYER#' },
  /** What the game's backend records about a player, and the player may not forge: entitlements, verified scores. */
  ledger: { leadingKey: 'LEDGER#' },
  /** What a signed-in player shows to other signed-in players. Guests own nothing here: their identity ID is a bearer secret. */
  protected: { prefix: 'protected/' },
  /** What everybody may see and only the backend writes. A board's rows carry a random public ID, never an identity ID. */
  public: { prefix: 'public/', leadingKey: 'BOARD#' },
  /** What the members of a clan share. The clan is a claim of their login, which they can't set themselves. */
  clans: { prefix: 'clans/', leadingKey: 'CLAN#' },
  /** What a player owns who came to STS without the pool, below her provider's name and her subject there. */
  federated: { prefix: 'federated/', leadingKey: 'FEDERATED#' },
} as const;

/** The folder of one player in a zone: `private/<player>/`. */
export function playerFolder(prefix: string, player: string): string {
  return `${prefix}${player}/`;
}

/** Where the players of one provider are who come without the pool: `federated/<provider>/`. */
export function federatedFolder(provider: string): string {
  return `${zones.federated.prefix}${provider}/`;
}

/** The same for their records: `FEDERATED#<provider>#`. */
export function federatedLeadingKey(provider: string): string {
  return `${zones.federated.leadingKey}${provider}#`;
}

/** The partition key value of one player in a zone: `PLAYER#<player>`. */
export function playerLeadingKey(leadingKey: string, player: string): string {
  return `${leadingKey}${player}`;
}
