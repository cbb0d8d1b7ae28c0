import { DeleteObjectsCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';

/** Work that may not be done in the time that there is. */
export interface Deadline {
  /** Whether there is time for another step. */
  timeLeft(): boolean;
}

/**
 * Deletes all versions of all files in a folder, and the markers of those that were deleted before. Parts of an unfinished upload are no
 * version: the bucket forgets them within a day.
 *
 * @param folder ends in a slash
 * @returns whether nothing is left
 */
export async function deleteFiles(
  s3: S3Client,
  bucket: string,
  folder: string,
  { timeLeft }: Deadline,
): Promise<boolean> {
  while (timeLeft()) {
    // From the beginning each time: what stood there before is gone.
    const listed = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: folder, MaxKeys: 1000 }));
    const versions = [...(listed.Versions ?? []), ...(listed.DeleteMarkers ?? [])];
    if (versions.length === 0) return true;
    const Objects = versions.map(({ Key, VersionId }) => ({ Key, VersionId }));
    const { Errors: errors = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
    );
    // Named by its code: what S3 says of a key has the identity ID in it.
    if (errors.length > 0)
      throw Object.assign(new Error('S3 kept files.'), { name: errors[0]?.Code ?? 'UnknownError' });
  }
  return false;
}
