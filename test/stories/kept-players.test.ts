import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCallerIdentityCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { fromCognitoIdentity, fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { StateStore } from '../../local/state/state-store';
import { type Game, startGame } from './deployment';

/** Whoever the credentials are of, to a cloud. */
async function callerOf({ client }: Game, credentials: STSClientConfig['credentials']): Promise<string | undefined> {
  return (await new STSClient({ ...client, credentials }).send(new GetCallerIdentityCommand({}))).UserId;
}

test('after a restart players are who they were, and go on with the credentials that they have', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-players-'));
  const start = () => startGame({ state: StateStore.open(folder) });
  const first = await start();
  const of = async (game: Game, who: string) => {
    const logins: Record<string, string> = who === 'guest' ? {} : { [game.loginsKey]: await game.idToken(who) };
    return fromCognitoIdentityPool({ identityPoolId: game.identityPoolId, logins, clientConfig: game.client })();
  };
  const [guest, ana] = [await of(first, 'guest'), await of(first, 'ana')];
  const before = [await callerOf(first, guest), await callerOf(first, ana)];
  await first.cloud.stop();
  const second = await start();
  try {
    expect([await callerOf(second, guest), await callerOf(second, ana)]).toEqual(before);
    expect((await of(second, 'ana')).identityId).toBe(ana.identityId);
    expect((await of(second, 'ben')).identityId).not.toBe(ana.identityId);
    const again = fromCognitoIdentity({ identityId: guest.identityId, clientConfig: second.client });
    expect((await again()).identityId).toBe(guest.identityId);
  } finally {
    await second.cloud.stop();
  }
  // A cloud that keeps nothing knows neither.
  const other = await startGame();
  try {
    await expect(callerOf(other, ana)).rejects.toThrow('invalid');
    const gone = fromCognitoIdentity({ identityId: guest.identityId, clientConfig: other.client });
    await expect(gone()).rejects.toThrow('not found');
  } finally {
    await other.stop();
  }
});
