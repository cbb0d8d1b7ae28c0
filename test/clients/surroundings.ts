import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Game, startGame } from '../stories/deployment';
import { backend } from '../stories/players';
import { synthesizeStory } from '../stories/synthesize-story';
import type { Caller, Ended } from './command-row';

/** A game in a local cloud, with two players' and a board's data, and a folder of files to send. */
export interface Surroundings {
  /** Where commands run. */
  readonly folder: string;
  /** Runs a command in that folder by the shell, with a caller's keys in its environment and nobody's settings. */
  run(as: Caller, command: string): Promise<Ended>;
  stop(): Promise<void>;
}

/** Whether a program is on this machine, and does what it is asked to. */
export function has(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** @param stage of the tests' own, which is synthesized first; without one, the local stage that all stories share */
export async function surroundings(stage?: string): Promise<Surroundings> {
  const folder = mkdtempSync(join(tmpdir(), 'game-federation-clients-'));
  const assembly = join(folder, 'assembly');
  if (stage !== undefined) await synthesizeStory(stage, assembly);
  const game = await startGame(stage === undefined ? {} : { assemblies: [assembly] });
  const callers = {
    administrator: game.cloud.administrator,
    player: await credentialsOf(game, { [game.loginsKey]: await game.idToken('ada') }),
    guest: await credentialsOf(game, {}),
  };
  const other = await credentialsOf(game, { [game.loginsKey]: await game.idToken('grace') });
  await seed(game, callers.player.identityId, other.identityId);
  writeFileSync(join(folder, 'save.json'), '{"level":3}');
  // More than the CLI sends in one piece, of bytes that differ.
  writeFileSync(
    join(folder, 'large.bin'),
    Buffer.from(Uint32Array.from({ length: 6_500_000 }, (_, index) => index).buffer),
  );
  const outputs = new Map(
    game.cloud.stacks.flatMap(({ outputs }) => outputs.map(({ name, value }) => [name, value] as const)),
  );
  const output = (name: string) => outputs.get(name) ?? '';
  const names = {
    BUCKET: game.bucket,
    TABLE: game.table,
    POOL: game.identityPoolId,
    USER_POOL: output('UserPoolId'),
    PLAYER: callers.player.identityId,
    OTHER: other.identityId,
    PLAYER_ROLE: game.authenticatedRoleArn,
    GUEST_ROLE: game.guestRoleArn,
    SECRET: output('PlayersSecretArn'),
    CLIENT: output('UserPoolClientIdStarHarvestIos'),
    SMOKE_TEST: output('SmokeTestFunctionName'),
    SCORES: output('ScoresUrl').replace('https://', ''),
    CLOUD: new URL(game.cloud.url).host,
    ACCOUNT: game.cloud.account,
  };
  return {
    folder,
    run: (as, command) => {
      const { accessKeyId, secretAccessKey, sessionToken } = callers[as];
      const env = {
        ...{ PATH: process.env.PATH, HOME: folder, AWS_EC2_METADATA_DISABLED: 'true', AWS_PAGER: '' },
        ...{ AWS_ENDPOINT_URL: game.cloud.url, AWS_REGION: game.region, AWS_DEFAULT_REGION: game.region },
        ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
        ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
        ...names,
      };
      // CLIs from before the variable for the endpoint (2.13, 1.29) take it as an option.
      const script = `aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }\n${command}`;
      return new Promise((resolve) => {
        execFile('/bin/sh', ['-c', script], { env, cwd: folder, maxBuffer: 2 ** 26 }, (error, out, err) =>
          resolve({ code: error === null ? 0 : Number(error.code ?? 1), printed: out + err }),
        );
      });
    },
    stop: async () => {
      await game.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function credentialsOf({ identityPoolId, client: clientConfig }: Game, logins: Record<string, string>) {
  return fromCognitoIdentityPool({ identityPoolId, logins, clientConfig })();
}

/** A save and a record of each, and a board. */
async function seed(game: Game, ...players: readonly string[]): Promise<void> {
  const { s3, records } = backend(game);
  for (const id of players) {
    await s3.send(new PutObjectCommand({ Bucket: game.bucket, Key: `private/${id}/first.json`, Body: '{}' }));
    await records.send(
      new PutCommand({ TableName: game.table, Item: { pk: `PLAYER#${id}`, sk: 'PROFILE', level: 3 } }),
    );
  }
  await s3.send(new PutObjectCommand({ Bucket: game.bucket, Key: 'public/news.json', Body: '{"news":true}' }));
  await records.send(new PutCommand({ TableName: game.table, Item: { pk: 'BOARD#weekly', sk: 'a1', score: 9 } }));
}
