import type { Construct } from 'constructs';
import type { DataStack } from '../data/data-stack';
import { FederatedRole, type FederatedRoleProps, type FederatedTrust } from '../roles/federated-role';

/** What every role of signed-in players has: the one that all get, and those that mappings give. */
export interface SignedInPlayers {
  readonly data: DataStack;
  readonly trust: FederatedTrust;
  readonly maxSessionDuration: FederatedRoleProps['maxSessionDuration'];
  /** Whether a login may name the player's clan. */
  readonly clans: boolean;
}

/** The role of a signed-in player: their own data, what players show to each other, and their clan's data. */
export function signedInRole(
  scope: Construct,
  id: string,
  description: string,
  players: SignedInPlayers,
): FederatedRole {
  const { playerFiles, playerRecords } = players.data;
  const role = new FederatedRole(scope, id, { ...players, description });
  playerFiles.grantPlayer(role);
  playerRecords.grantPlayer(role);
  if (players.clans) {
    playerFiles.grantClan(role);
    playerRecords.grantClan(role);
  }
  return role;
}
