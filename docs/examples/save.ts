import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { GameConfig } from './game-config';
import type { Player } from './player';

/** The player's save: a file in the folder that is theirs alone. */
export function saveOf({ aws, bucket }: GameConfig, player: Player) {
  const s3 = new S3Client({ ...aws, credentials: player });
  const file = async () => ({ Bucket: bucket, Key: `private/${(await player()).identityId}/save.json` });
  return {
    async write(save: string): Promise<void> {
      await s3.send(new PutObjectCommand({ ...(await file()), Body: save }));
    },

    /**
     * Never from the browser's cache, which would hold what has lain for long against what another device has saved since.
     *
     * @returns undefined for a player who never saved
     */
    async read(): Promise<string | undefined> {
      try {
        const { Body } = await s3.send(new GetObjectCommand({ ...(await file()), ResponseCacheControl: 'no-store' }));
        return await Body?.transformToString();
      } catch (error) {
        // Only who may list the whole bucket is told that a file is missing. The player may read this one, so it is not there.
        if (error instanceof S3ServiceException && error.name === 'AccessDenied') return undefined;
        throw error;
      }
    },
  };
}
