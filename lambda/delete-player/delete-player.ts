import type { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import { accountKey, loginItem, sortKeys } from '../shared/ledger-keys';
import { deleteAccount, deleteIdentity } from './accounts';
import type { DeletePlayerFacts } from './facts';
import { type Deadline, deleteFiles } from './files';
import { deleteLedger } from './ledger';
import { deleteItem, deleteItemsUnder } from './records';

/** The clients of the services that hold something of a player. */
export interface Clients {
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
  readonly identities: CognitoIdentityClient;
  readonly accounts: CognitoIdentityProviderClient;
}

/** Where all of it lies. */
export interface Stores {
  readonly clients: Clients;
  readonly facts: DeletePlayerFacts;
  readonly bucket: string;
  readonly table: string;
  /** Absent where players have no accounts of a user pool. */
  readonly userPoolId?: string | undefined;
  /** Whether the accounts go too. Those of an imported pool may be other games'. */
  readonly deleteAccounts: boolean;
}

/** Who is to be forgotten, by what API Gateway says of them. */
export interface PlayerToDelete {
  readonly identityId: string;
  readonly accountSub?: string | undefined;
}

/**
 * Deletes all that there is of one player, and nothing of anybody else: files with all their versions, records, the rows on boards, the way
 * from their accounts, the accounts, the ledger, and at last the identity. The ledger goes when all that it leads to is gone, so that a call
 * that broke off can be made again, and goes on where it was.
 *
 * @returns whether nothing is left; otherwise there was not enough time
 */
export async function deletePlayer(player: PlayerToDelete, stores: Stores, deadline: Deadline): Promise<boolean> {
  const { clients, facts, bucket, table, userPoolId, deleteAccounts } = stores;
  const { dynamodb } = clients;
  const { identityId } = player;
  for (const folder of facts.ownFolders) {
    if (!(await deleteFiles(clients.s3, bucket, `${folder}${identityId}/`, deadline))) return false;
  }
  for (const key of facts.ownLeadingKeys) {
    if (!(await deleteItemsUnder(dynamodb, table, `${key}${identityId}`, deadline))) return false;
  }

  const ledgerKey = `${facts.leadingKeys.ledger}${identityId}`;
  // The account that the credentials were got by is the player's, whatever was written down before; of others the ledger tells.
  if (userPoolId !== undefined && player.accountSub !== undefined) {
    if (!deadline.timeLeft()) return false;
    if (deleteAccounts) await deleteAccount(clients.accounts, userPoolId, player.accountSub);
    await deleteItem(dynamodb, table, accountKey(facts.leadingKeys, userPoolId, player.accountSub), loginItem);
  }
  if (!(await deleteLedger(stores, identityId, deadline))) return false;
  // Before the identity: IAM knows the pool of an identity by the identity, so that one which is gone can't be deleted once more.
  await deleteItem(dynamodb, table, ledgerKey, sortKeys.wish);
  await deleteIdentity(clients.identities, identityId);
  return true;
}
