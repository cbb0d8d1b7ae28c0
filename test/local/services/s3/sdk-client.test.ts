import { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  ListPartsCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { S3Harness } from './s3-harness';
import { sdkClient } from './sdk-client';

const Bucket = 'saves';
const fiveMiB = 5 * 1024 * 1024;

describe('the AWS SDK for JavaScript understands the local S3', () => {
  let harness: S3Harness;
  let client: S3Client;

  beforeEach(() => {
    harness = new S3Harness();
    client = sdkClient(harness);
  });

  test.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    'it uploads with a %s checksum and verifies it on the way back',
    async (ChecksumAlgorithm) => {
      const Key = 'slot/1 + ü.sav';
      await client.send(
        new PutObjectCommand({ Bucket, Key, Body: 'level 3', ChecksumAlgorithm, Metadata: { hero: 'Ada' } }),
      );
      const got = await client.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
      expect(await got.Body?.transformToString()).toBe('level 3');
      expect(got.Metadata).toEqual({ hero: 'Ada' });
      expect(got[`Checksum${ChecksumAlgorithm}`]).toBeDefined();
    },
  );

  test('it uploads a stream as unsigned chunks with a trailer', async () => {
    const Body = Readable.from([Buffer.alloc(70_000, 'a'), Buffer.alloc(10, 'b')]);
    await client.send(new PutObjectCommand({ Bucket, Key: 'stream', Body, ContentLength: 70_010 }));
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'stream', ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject({ ContentLength: 70_010, ChecksumType: 'FULL_OBJECT' });
    expect(head.ChecksumCRC32).toBeDefined();
    expect(head.ContentEncoding).toBeUndefined();
  });

  test('its error classes work', async () => {
    await expect(client.send(new GetObjectCommand({ Bucket, Key: 'missing' }))).rejects.toBeInstanceOf(NoSuchKey);
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'missing' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
    harness.allows = () => false;
    await expect(client.send(new GetObjectCommand({ Bucket, Key: 'x' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
  });

  test('it reads listings, their prefixes and their pages', async () => {
    for (const Key of ['a/1', 'a/2', 'b', 'c&<d>']) await client.send(new PutObjectCommand({ Bucket, Key, Body: '.' }));
    const first = await client.send(new ListObjectsV2Command({ Bucket, Delimiter: '/', MaxKeys: 2 }));
    expect(first).toMatchObject({ IsTruncated: true, KeyCount: 2, CommonPrefixes: [{ Prefix: 'a/' }] });
    const second = await client.send(
      new ListObjectsV2Command({ Bucket, Delimiter: '/', ContinuationToken: first.NextContinuationToken }),
    );
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(['c&<d>']);
    expect(second.IsTruncated).toBe(false);
  });

  test('it deletes many and sees their delete markers', async () => {
    for (const Key of ['a', 'b']) await client.send(new PutObjectCommand({ Bucket, Key, Body: '.' }));
    const answer = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a' }, { Key: 'b' }] } }),
    );
    expect(answer.Deleted?.map(({ Key, DeleteMarker }) => [Key, DeleteMarker])).toEqual([
      ['a', true],
      ['b', true],
    ]);
    const versions = await client.send(new ListObjectVersionsCommand({ Bucket }));
    expect([versions.Versions?.length, versions.DeleteMarkers?.length]).toEqual([2, 2]);
  });

  test('it uploads in parts, one of them copied', async () => {
    const Key = 'big';
    await client.send(new PutObjectCommand({ Bucket, Key: 'source', Body: 'tail of it' }));
    const { UploadId } = await client.send(
      new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: 'CRC32' }),
    );
    const part = { Bucket, Key, UploadId };
    const one = await client.send(new UploadPartCommand({ ...part, PartNumber: 1, Body: Buffer.alloc(fiveMiB, 'x') }));
    const copied = await client.send(
      new UploadPartCopyCommand({ ...part, PartNumber: 2, CopySource: 'saves/source', CopySourceRange: 'bytes=0-3' }),
    );
    const parts = await client.send(new ListPartsCommand(part));
    expect(parts.Parts?.map(({ Size }) => Size)).toEqual([fiveMiB, 4]);
    const done = await client.send(
      new CompleteMultipartUploadCommand({
        ...part,
        MultipartUpload: {
          Parts: [
            { PartNumber: 1, ETag: one.ETag, ChecksumCRC32: one.ChecksumCRC32 },
            { PartNumber: 2, ETag: copied.CopyPartResult?.ETag, ChecksumCRC32: copied.CopyPartResult?.ChecksumCRC32 },
          ],
        },
      }),
    );
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    expect(done.ChecksumCRC32).toMatch(/-2$/);
    const second = await client.send(new GetObjectCommand({ Bucket, Key, PartNumber: 2 }));
    expect([await second.Body?.transformToString(), second.PartsCount]).toEqual(['tail', 2]);
  });

  test('it copies', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'from', Body: 'x', ContentType: 'text/plain' }));
    await client.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: 'saves/from' }));
    expect(await client.send(new HeadObjectCommand({ Bucket, Key: 'to' }))).toMatchObject({
      ContentType: 'text/plain',
    });
  });
});
