import { type DynamoDBClient, GetItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../shared/answer';
import type { PoolPlayer } from '../shared/caller';
import type { LeadingKeys } from '../shared/facts';
import { accountKey, loginItem, sortKeys } from '../shared/ledger-keys';
import { onTopOfOthers } from '../shared/overtaken';

/** Where the way from an account to its player lies. */
export interface LoginsPlace {
  readonly table: string;
  readonly leadingKeys: LeadingKeys;
  readonly userPoolId: string;
}

/** The identity ID that an account's player was last seen with; undefined: they never came with credentials. */
async function identityOf(dynamodb: DynamoDBClient, place: LoginsPlace, sub: string): Promise<string | undefined> {
  const { Item } = await dynamodb.send(
    new GetItemCommand({
      TableName: place.table,
      Key: { pk: { S: accountKey(place.leadingKeys, place.userPoolId, sub) }, sk: { S: loginItem } },
      ConsistentRead: true,
    }),
  );
  return Item?.identityId?.S;
}

/**
 * Writes down which identity an account's player has, from credentials that say both. The ledger names the account too, so that whoever is
 * forgotten is forgotten here.
 */
export async function rememberLogin(
  dynamodb: DynamoDBClient,
  place: LoginsPlace,
  { identityId, accountSub }: PoolPlayer,
): Promise<void> {
  if (accountSub === undefined) return;
  const { table: TableName, leadingKeys, userPoolId } = place;
  const account = accountKey(leadingKeys, userPoolId, accountSub);
  const way = { pk: { S: account }, sk: { S: loginItem }, identityId: { S: identityId } };
  const ledger = { pk: { S: `${leadingKeys.ledger}${identityId}` }, sk: { S: sortKeys.login(accountSub) } };
  const write = new TransactWriteItemsCommand({
    TransactItems: [
      { Put: { TableName, Item: way } },
      { Put: { TableName, Item: { ...ledger, account: { S: account } } } },
    ],
  });
  // A player's first requests may come at once, and each says the same.
  await onTopOfOthers(async () => {
    if ((await identityOf(dynamodb, place, accountSub)) !== identityId) await dynamodb.send(write);
  });
}

/**
 * The identity of an account's player. It is never asked of the identity pool: `GetId` would make one where there is none, and a guest who
 * links this login later would be merged into it and their own identity disabled (observed: amplify-js#6616).
 *
 * @throws Refusal 409 where the player never came with credentials of the identity pool
 */
export async function identityOfAccount(dynamodb: DynamoDBClient, place: LoginsPlace, sub: string): Promise<string> {
  const identityId = await identityOf(dynamodb, place, sub);
  if (identityId !== undefined) return identityId;
  const message =
    'Get credentials of the identity pool with this login first, and send one request that they sign: then it is known whose account this is.';
  throw new Refusal(409, 'GetCredentialsFirst', message);
}
