/** The user pool that players have accounts in, as far as the API of the scores goes. */
export interface PlayersAccounts {
  readonly userPoolId: string;
  readonly userPoolArn: string;
  /** The app clients whose ID tokens are taken. The smoke test's is none of them: its users are nobody. */
  readonly appClientIds: readonly string[];
  /** Whether the accounts are this game's own, and so its to delete. Those of an imported pool may be other games' too. */
  readonly ownAccounts: boolean;
}
