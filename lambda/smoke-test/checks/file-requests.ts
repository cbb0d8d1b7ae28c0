import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
  type StorageClass,
} from '@aws-sdk/client-s3';
import { UnexpectedAnswer } from '../aws-error';
import type { SmokeTestFacts } from '../facts';
import type { Whose, ZonePlaces } from '../player-places';
import type { Claim } from './claim';

/** What the claims about the files of a zone need to know. */
export interface FilesContext {
  readonly s3: S3Client;
  /** The same by URLs that were signed so many seconds ago. */
  readonly byUrl: (secondsAgo: number) => S3Client;
  /** The same as nobody. */
  readonly unsigned: S3Client;
  /** What the bucket takes of URLs. */
  readonly presignedUrls: SmokeTestFacts['presignedUrls'];
  /** The storage classes that players may put files into. */
  readonly storageClasses: SmokeTestFacts['storageClasses'];
  readonly bucket: string;
  /** What every file holds. */
  readonly content: string;
  readonly places: ZonePlaces;
}

/** One claim about files. */
export type FileClaim = Claim<FilesContext>;
/** A key or a prefix. */
type Pick = (context: FilesContext) => string;

const filesAt = ({ places }: FilesContext, whose: Whose) => {
  const files = places[whose]?.files;
  if (files === undefined) throw new Error(`There are no files at the place '${whose}'.`);
  return files;
};
/** The folder of somebody's place. */
export const folder =
  (whose: Whose): Pick =>
  (context) =>
    filesAt(context, whose).folder;
/** The file there. */
export const file =
  (whose: Whose): Pick =>
  (context) =>
    filesAt(context, whose).file;
/** The file there that is there to be deleted. */
export const fileToDelete =
  (whose: Whose): Pick =>
  (context) =>
    filesAt(context, whose).fileToDelete;

/** @param asked what the put asks of the bucket beside keeping the file */
export const put =
  (key: Pick, asked: Partial<PutObjectCommandInput> = {}) =>
  (context: FilesContext) =>
    context.s3.send(
      new PutObjectCommand({ Bucket: context.bucket, Key: key(context), Body: context.content, ...asked }),
    );

/** Puts once into each storage class that the configuration allows. */
export const putIntoEachClass = (key: Pick) => async (context: FilesContext) => {
  for (const name of context.storageClasses) await put(key, { StorageClass: name as StorageClass })(context);
};

/** `DeleteObject` */
export const remove = (key: Pick) => (context: FilesContext) =>
  context.s3.send(new DeleteObjectCommand({ Bucket: context.bucket, Key: key(context) }));

/** `HeadObject` */
export const head = (key: Pick) => (context: FilesContext) =>
  context.s3.send(new HeadObjectCommand({ Bucket: context.bucket, Key: key(context) }));

/** Reads to the end: an answer of something else is not what was to be shown. */
export const get = (key: Pick) => async (context: FilesContext) => {
  const { Body } = await context.s3.send(new GetObjectCommand({ Bucket: context.bucket, Key: key(context) }));
  if ((await Body?.transformToString()) !== context.content)
    throw new UnexpectedAnswer('The file holds something else.');
};

/** `ListObjectsV2` */
export const list = (prefix?: Pick) => (context: FilesContext) =>
  context.s3.send(new ListObjectsV2Command({ Bucket: context.bucket, Prefix: prefix?.(context), MaxKeys: 5 }));

/** `CopyObject` */
export const copy = (from: Pick, to: Pick) => (context: FilesContext) =>
  context.s3.send(
    new CopyObjectCommand({
      Bucket: context.bucket,
      Key: to(context),
      CopySource: `${context.bucket}/${from(context).split('/').map(encodeURIComponent).join('/')}`,
    }),
  );
