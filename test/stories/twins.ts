import {
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenForDeveloperIdentityCommand,
} from '@aws-sdk/client-cognito-identity';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { AssumeRoleWithWebIdentityCommand } from '@aws-sdk/client-sts';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Players } from './twins-players';

/** Two requests that differ in one thing: the one is refused, the other is not. */
export interface Twins {
  readonly what: string;
  readonly refused: string;
  readonly allowed: string;
  /** The error's name, as the SDK gives it. */
  readonly error: string;
  readonly send: (players: Players, which: 'refused' | 'allowed') => Promise<unknown>;
}

type File = { zone: string; of: 'own' | 'others'; name?: string };
const put =
  (pick: (which: 'refused' | 'allowed') => File): Twins['send'] =>
  (players, which) =>
    players.adele.s3.send(new PutObjectCommand({ ...players.file(pick(which)), Body: 'x' }));
const onRecord =
  (command: (key: { TableName: string; Key: { pk: string; sk: string } }) => object): Twins['send'] =>
  (players, which) =>
    players.adele.records.send(command(players.record(which === 'allowed' ? 'own' : 'others')) as never);
const list =
  (prefix: (players: Players, which: 'refused' | 'allowed') => string | undefined): Twins['send'] =>
  (players, which) =>
    players.adele.s3.send(new ListObjectsV2Command({ Bucket: players.bucket, Prefix: prefix(players, which) }));
const own = (which: string): 'own' | 'others' => (which === 'allowed' ? 'own' : 'others');

const s3 = 'AccessDenied';
const dynamodb = 'AccessDeniedException';
const mine = { allowed: 'their own', refused: "another's" };

/** Requests as a signed-in player unless they say otherwise. */
export const twins: readonly Twins[] = [
  { what: 'put a private file', ...mine, error: s3, send: put((which) => ({ zone: 'private', of: own(which) })) },
  { what: 'put a protected file', ...mine, error: s3, send: put((which) => ({ zone: 'protected', of: own(which) })) },
  {
    what: 'put a file into a zone',
    allowed: 'private',
    refused: 'one that nobody granted',
    error: s3,
    send: put((which) => ({ zone: which === 'allowed' ? 'private' : 'secret', of: 'own' })),
  },
  {
    what: 'get a private file',
    ...mine,
    error: s3,
    send: ({ adele, file }, which) => adele.s3.send(new GetObjectCommand(file({ zone: 'private', of: own(which) }))),
  },
  {
    what: 'head a private file',
    ...mine,
    error: '403',
    send: ({ adele, file }, which) => adele.s3.send(new HeadObjectCommand(file({ zone: 'private', of: own(which) }))),
  },
  {
    what: 'get a protected file of another player',
    allowed: 'signed in',
    refused: 'as a guest',
    error: s3,
    send: ({ adele, visitor, file }, which) =>
      (which === 'allowed' ? adele : visitor).s3.send(new GetObjectCommand(file({ zone: 'protected', of: 'others' }))),
  },
  {
    what: 'get an old version of a file',
    allowed: 'the file itself',
    refused: 'by its version ID',
    error: s3,
    send: ({ adele, file, versionId }, which) =>
      adele.s3.send(
        new GetObjectCommand({
          ...file({ zone: 'private', of: 'own' }),
          ...(which === 'refused' ? { VersionId: versionId } : {}),
        }),
      ),
  },
  {
    what: 'copy a private file to their own',
    ...mine,
    error: s3,
    send: ({ adele, file }, which) => {
      const { Bucket, Key } = file({ zone: 'private', of: own(which) });
      return adele.s3.send(
        new CopyObjectCommand({
          ...file({ zone: 'private', of: 'own', name: 'copy' }),
          CopySource: `${Bucket}/${Key}`,
        }),
      );
    },
  },
  {
    what: 'copy their own file',
    allowed: 'to their protected files',
    refused: "into another's",
    error: s3,
    send: ({ adele, file }, which) => {
      const { Bucket, Key } = file({ zone: 'private', of: 'own' });
      return adele.s3.send(
        new CopyObjectCommand({
          ...file({ zone: 'protected', of: own(which), name: 'copy' }),
          CopySource: `${Bucket}/${Key}`,
        }),
      );
    },
  },
  {
    what: 'delete several files',
    ...mine,
    error: s3,
    send: async ({ adele, file }, which) => {
      const { Bucket, Key } = file({ zone: 'private', of: own(which), name: 'gone' });
      const { Errors } = await adele.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } }));
      // S3 judges key by key and answers 200 with the errors inside.
      if (Errors?.[0] !== undefined) throw Object.assign(new Error(Errors[0].Message), { name: Errors[0].Code });
    },
  },
  {
    what: 'delete a public file',
    allowed: 'as the backend',
    refused: 'as a player',
    error: s3,
    send: ({ adele, backend, bucket }, which) =>
      (which === 'allowed' ? backend : adele).s3.send(
        new DeleteObjectCommand({ Bucket: bucket, Key: 'public/old.txt' }),
      ),
  },
  {
    what: 'list a private folder',
    ...mine,
    error: s3,
    send: list((players, which) => players.folder('private', own(which))),
  },
  {
    what: 'list their own folder',
    allowed: 'with the slash at its end',
    refused: 'without it',
    error: s3,
    send: list((players, which) => players.folder('private', 'own').slice(0, which === 'allowed' ? undefined : -1)),
  },
  {
    what: 'list with a prefix',
    allowed: 'of their own',
    refused: 'left out',
    error: s3,
    send: list((players, which) => (which === 'allowed' ? players.folder('private', 'own') : undefined)),
  },
  { what: 'get a record', ...mine, error: dynamodb, send: onRecord((key) => new GetCommand(key)) },
  {
    what: 'put a record',
    ...mine,
    error: dynamodb,
    send: onRecord(({ TableName, Key }) => new PutCommand({ TableName, Item: Key })),
  },
  {
    what: 'update a record',
    ...mine,
    error: dynamodb,
    send: onRecord(
      (key) => new UpdateCommand({ ...key, UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': 1 } }),
    ),
  },
  { what: 'delete a record', ...mine, error: dynamodb, send: onRecord((key) => new DeleteCommand(key)) },
  {
    what: 'query records',
    ...mine,
    error: dynamodb,
    send: onRecord(
      ({ TableName, Key }) =>
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': Key.pk },
        }),
    ),
  },
  {
    what: 'get two records at once',
    allowed: 'both their own',
    refused: "one of them another's",
    error: dynamodb,
    send: ({ adele, record, table }, which) => {
      const Keys = [record('own').Key, { ...record(own(which)).Key, sk: 'OTHER' }];
      return adele.records.send(new BatchGetCommand({ RequestItems: { [table]: { Keys } } }));
    },
  },
  {
    what: 'write two records at once',
    allowed: 'both their own',
    refused: "one of them another's",
    error: dynamodb,
    send: ({ adele, record, table }, which) => {
      const items = [record('own').Key, { ...record(own(which)).Key, sk: 'OTHER' }];
      const requests = items.map((Item) => ({ PutRequest: { Item } }));
      return adele.records.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
    },
  },
  {
    what: 'scan the table',
    allowed: 'as the backend',
    refused: 'as a player',
    error: dynamodb,
    send: ({ adele, backend, table }, which) =>
      (which === 'allowed' ? backend : adele).records.send(new ScanCommand({ TableName: table })),
  },
  {
    what: 'write their own ledger',
    allowed: 'as the backend',
    refused: 'as the player',
    error: dynamodb,
    send: ({ adele, backend, table }, which) =>
      (which === 'allowed' ? backend : adele).records.send(
        new PutCommand({ TableName: table, Item: { pk: `LEDGER#${adele.identityId}`, sk: 'GEMS', amount: 5 } }),
      ),
  },
  {
    what: 'put a row on a board',
    allowed: 'as the backend',
    refused: 'as a player',
    error: dynamodb,
    send: ({ adele, backend, table }, which) =>
      (which === 'allowed' ? backend : adele).records.send(
        new PutCommand({ TableName: table, Item: { pk: 'BOARD#weekly', sk: '000001#p9' } }),
      ),
  },
  {
    what: "get credentials by a player's identity ID",
    allowed: 'with their own token',
    refused: "with another player's",
    error: 'NotAuthorizedException',
    send: async ({ adele, cognito, logins }, which) =>
      cognito.send(
        new GetCredentialsForIdentityCommand({
          IdentityId: adele.identityId,
          Logins: await logins(which === 'allowed' ? 'Adele' : 'Berta'),
        }),
      ),
  },
  {
    what: 'get an identity ID',
    allowed: "with the issuer's token under the issuer's name",
    refused: 'under the name of another',
    error: 'NotAuthorizedException',
    send: async ({ cognito, logins, poolId }, which) => {
      const [[name = '', token = ''] = []] = Object.entries(await logins('Adele'));
      const Logins = { [which === 'allowed' ? name : 'accounts.google.com']: token };
      return cognito.send(new GetIdCommand({ IdentityPoolId: poolId, Logins }));
    },
  },
  {
    what: "take a role with the pool's token",
    allowed: 'the guest role as a guest',
    refused: 'the authenticated role as a guest',
    error: s3,
    send: async ({ sts, guestToken, roles }, which) =>
      sts.send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn: which === 'allowed' ? roles.guest : roles.authenticated,
          RoleSessionName: 'twins',
          WebIdentityToken: await guestToken(),
        }),
      ),
  },
  {
    what: 'vouch for a player',
    allowed: 'as the backend',
    refused: 'as a player',
    error: dynamodb,
    send: ({ playerCognito, backendCognito, poolId }, which) =>
      (which === 'allowed' ? backendCognito : playerCognito).send(
        new GetOpenIdTokenForDeveloperIdentityCommand({
          IdentityPoolId: poolId,
          Logins: { 'login.star-harvest': 'impostor' },
        }),
      ),
  },
];
