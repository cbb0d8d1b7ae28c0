import { randomUUID } from 'node:crypto';
import { GetCredentialsForIdentityCommand, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { errorFacts, UnexpectedAnswer } from './aws-error';
import { rowsWith } from './checks/score-rows';
import { notYetBy, pathOf } from './checks/scores-context';
import type { PlayerCredentials, SmokeTestClients } from './clients';
import type { ScoresFacts } from './facts';
import { cognitoCredentials } from './flows/enhanced';
import { expectedRoles } from './flows/expected-role';
import type { FlowContext } from './flows/flow';
import { placeOf } from './place';
import type { Player } from './player-tokens/player';
import type { SmokeTestStep } from './report';
import type { Try } from './step';
import type { Time } from './time';

type Parts = Pick<FlowContext, 'clients' | 'facts' | 'environment' | 'mask' | 'only'> & { readonly time: Time };

/** How often a deletion is gone on with that was not done in the time of one call. */
const calls = 5;

/**
 * Has a guest deleted who is made for it, with two scores and, where guests own data, a file and a record. That a function's role lacks something
 * shows in nothing else before a player asks for it; and other players are those whom the next run needs again. A second score is written on top
 * of the first one, which takes more than that did.
 */
export async function deleteThrowawayGuest(parts: Parts, attempt: Try, until: number): Promise<SmokeTestStep[]> {
  const { clients, facts, environment, mask, only } = parts;
  const { scores, guests } = facts;
  const url = environment.scoresUrl;
  const name = 'may be deleted as a guest, with all that is theirs';
  if (scores === undefined || url === undefined || (only ?? name) !== name) return [];
  if (!guests.enabled || !scores.deletesGuests) return [];

  /** Kept from one try to the next: each new one would stay behind. */
  let identityId: string | undefined;
  let asked = false;
  const { step } = await attempt({
    name,
    expected: 'allowed',
    refusedBy: ['AccessDeniedException'],
    notYetBy: [...notYetBy, 'AccessDenied'],
    until,
    run: async () => {
      if (identityId === undefined) {
        const { IdentityId = '' } = await clients.cognito.send(
          new GetIdCommand({ IdentityPoolId: environment.identityPoolId }),
        );
        identityId = IdentityId;
        mask.hide(identityId);
      }
      if (asked && (await isGone(parts, identityId))) return;
      const credentials = await signIn(parts, identityId);
      const left = await leaveSomething(parts, { credentials, scores, url, identityId });
      asked = true;
      await deleteOneself(clients, url, credentials);
      // IAM lets a session that was given out go on, for an hour: it is what shows that nothing is left.
      await left();
      if (!(await isGone(parts, identityId))) throw stillThere();
    },
  });
  return [step];
}

/**
 * Has the player deleted whose account this run made: the account is one more thing that goes with them, and no later run needs it. After all else
 * was tried with them.
 */
export async function deleteThrowawayAccount(
  player: Player | undefined,
  parts: Parts,
  attempt: Try,
  until: number,
): Promise<SmokeTestStep[]> {
  const { clients, facts, environment, only } = parts;
  const url = environment.scoresUrl;
  const name = 'may be deleted as a player with an account, with all that is theirs';
  if (player === undefined || facts.scores === undefined || url === undefined || (only ?? name) !== name) return [];
  // Where their role mapping denies they call nothing.
  if (expectedRoles(player, facts, environment).length === 0) return [];
  let identityId: string | undefined;
  let asked = false;
  const { step } = await attempt({
    name,
    expected: 'allowed',
    refusedBy: ['AccessDeniedException'],
    notYetBy,
    until,
    run: async () => {
      identityId ??= await player.identityId();
      if (asked && (await isGone(parts, identityId, player.logins()))) return;
      const credentials = await signIn(parts, identityId, player.logins());
      asked = true;
      await deleteOneself(clients, url, credentials);
      if (!(await isGone(parts, identityId, player.logins()))) throw stillThere();
    },
  });
  return [step];
}

async function signIn(
  { clients, mask }: Parts,
  IdentityId: string,
  Logins?: Record<string, string>,
): Promise<PlayerCredentials> {
  const command = new GetCredentialsForIdentityCommand({ IdentityId, ...(Logins && { Logins }) });
  return cognitoCredentials((await clients.cognito.send(command)).Credentials, mask);
}

/**
 * Whether the pool knows an identity no more. Of a login whose account is gone too, which of the two it says is unconfirmed; by either nobody gets
 * in. A try that is made again may find what the one before it did, whose answer got lost.
 */
async function isGone(parts: Parts, identityId: string, logins?: Record<string, string>): Promise<boolean> {
  const found = await signIn(parts, identityId, logins).catch((error) => errorFacts(error).name);
  return found === 'ResourceNotFoundException' || (logins !== undefined && found === 'NotAuthorizedException');
}

const stillThere = () => new UnexpectedAnswer('The identity of a player who was deleted is still there.');

interface ThrowawayGuest {
  readonly credentials: PlayerCredentials;
  readonly identityId: string;
  readonly scores: ScoresFacts;
  readonly url: string;
}

/**
 * Leaves something of a guest in every store that they may write.
 *
 * @returns looks whether it is gone
 * @throws UnexpectedAnswer where it is not
 */
async function leaveSomething(
  { clients, facts, environment, time }: Parts,
  { credentials, identityId, scores, url }: ThrowawayGuest,
): Promise<() => Promise<void>> {
  const { bucketName: Bucket, tableName: TableName } = environment;
  const { s3, dynamodb } = clients.asPlayer(credentials);
  const own = facts.guests.ownData ? Object.values(facts.zones).filter(({ may }) => may.guest === 'own') : [];
  const names = { file: 'smoke-test.txt', fileToDelete: '', sortKey: 'SMOKE#DELETE', sortKeyToDelete: '' };
  const places = own.map((zone) => placeOf(zone, [identityId], names));
  for (const { files, records } of places) {
    if (files) await s3.send(new PutObjectCommand({ Bucket, Key: files.file, Body: 'smoke test' }));
    if (records) {
      const { pk, sk } = records.record;
      await dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, sk: { S: sk } } }));
    }
  }
  const submit = (score: number) => {
    const body = { score, token: randomUUID(), name: 'Smoke test' };
    return clients.callApi(url, { method: 'POST', path: pathOf(scores.board), body, credentials });
  };
  const first = Math.floor(time.now() / 1000);
  if (scores.guests) {
    await submit(first);
    await time.sleep((scores.secondsBetween + 1) * 1000);
  }
  const second = Math.floor(time.now() / 1000);
  const taken = scores.guests ? await submit(second) : undefined;

  return async () => {
    const gone: boolean[] = [];
    for (const { files, records } of places) {
      if (files) {
        const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: files.folder }));
        gone.push(Contents.length === 0);
      }
      if (records) {
        const { pk, sk } = records.record;
        const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key: { pk: { S: pk }, sk: { S: sk } } }));
        gone.push(Item === undefined);
      }
    }
    if (taken !== undefined) {
      const board = { dynamodb, table: TableName, scores };
      const rows = (await Promise.all([first, second].map((score) => rowsWith(score, board)))).flat();
      gone.push(rows.every(({ playerId }) => playerId?.S !== taken.playerId));
    }
    if (gone.includes(false)) throw new UnexpectedAnswer('Something of a player who was deleted is still there.');
  };
}

async function deleteOneself(clients: SmokeTestClients, url: string, credentials: PlayerCredentials): Promise<void> {
  const call = { method: 'DELETE', path: '/me', credentials } as const;
  const { confirmation } = await clients.callApi(url, call);
  for (let made = 0; made < calls; made += 1) {
    const { deleted } = await clients.callApi(url, { ...call, query: { confirmation: String(confirmation) } });
    if (deleted === true) return;
  }
  throw new UnexpectedAnswer('A player who asked to be deleted is not.');
}
