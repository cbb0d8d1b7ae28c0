import type { CorsFacts, LeadingKeys } from '../shared/facts';

/** What the function that deletes players is told at synthesis. */
export interface DeletePlayerFacts extends CorsFacts {
  readonly schemaVersion: 1;
  readonly leadingKeys: LeadingKeys;
  /** Where a player's files lie: below each of these, in a folder that is called as their identity ID. */
  readonly ownFolders: readonly string[];
  /** How the partition keys of a player's own records begin, the ledger's apart. */
  readonly ownLeadingKeys: readonly string[];
  /** The attribute by which DynamoDB forgets what has had its time. */
  readonly timeToLiveAttribute: string;
}
