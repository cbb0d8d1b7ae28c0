import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { GameConfig } from './game-config';
import type { Player } from './player';

/** Writes the player's save, in the folder that is theirs alone. */
export async function writeSave({ aws, bucket }: GameConfig, player: Player, save: string): Promise<void> {
  const s3 = new S3Client({ ...aws, credentials: player });
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: await saveOf(player), Body: save }));
}

/** Reads it; a player who never saved has none. */
export async function readSave({ aws, bucket }: GameConfig, player: Player): Promise<string | undefined> {
  const s3 = new S3Client({ ...aws, credentials: player });
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: await saveOf(player) }));
    return await Body?.transformToString();
  } catch (error) {
    // That a file is missing is told to nobody who may not list its folder's folder. The player may read this file, so it is not there.
    if (error instanceof S3ServiceException && error.name === 'AccessDenied') return undefined;
    throw error;
  }
}

async function saveOf(player: Player): Promise<string> {
  return `private/${(await player()).identityId}/save.json`;
}
