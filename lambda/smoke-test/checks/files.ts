import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { UnexpectedAnswer } from '../aws-error';
import type { ProbeData } from '../probe-data';
import type { Claim, ClaimTable } from './claim';

/** What the claims about files need to know. */
export interface FilesScene {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly probe: ProbeData;
  /** Prefixes, each with its slash at the end. */
  readonly prefixes: {
    readonly private: string;
    readonly protected: string;
    readonly ownPrivate: string;
    readonly ownProtected: string;
    readonly strangerPrivate: string;
    readonly strangerProtected: string;
  };
  /** A file name that is this run's, this player's and this flow's alone. */
  readonly file: string;
}

/** A key or a prefix, chosen from the scene. */
type Pick = (scene: FilesScene) => string;

const ownPrivateFile: Pick = ({ prefixes, file }) => prefixes.ownPrivate + file;
const ownProtectedFile: Pick = ({ prefixes, file }) => prefixes.ownProtected + file;
/** In another folder, whose name begins with the player's own identity ID. */
const besideOwnPrivate: Pick = ({ prefixes, file }) => `${prefixes.ownPrivate.slice(0, -1)}x/${file}`;
const besideOwnProtected: Pick = ({ prefixes, file }) => `${prefixes.ownProtected.slice(0, -1)}x/${file}`;

const put = (key: Pick) => (scene: FilesScene) =>
  scene.s3.send(new PutObjectCommand({ Bucket: scene.bucket, Key: key(scene), Body: scene.probe.content }));

const remove = (key: Pick) => (scene: FilesScene) =>
  scene.s3.send(new DeleteObjectCommand({ Bucket: scene.bucket, Key: key(scene) }));

const head = (key: Pick) => (scene: FilesScene) =>
  scene.s3.send(new HeadObjectCommand({ Bucket: scene.bucket, Key: key(scene) }));

/** Reads to the end: an answer of something else is not what was to be shown. */
const get = (key: Pick) => async (scene: FilesScene) => {
  const { Body } = await scene.s3.send(new GetObjectCommand({ Bucket: scene.bucket, Key: key(scene) }));
  if ((await Body?.transformToString()) !== scene.probe.content)
    throw new UnexpectedAnswer('The file holds something else.');
};

const list = (prefix?: Pick) => (scene: FilesScene) =>
  scene.s3.send(new ListObjectsV2Command({ Bucket: scene.bucket, Prefix: prefix?.(scene), MaxKeys: 5 }));

const copy = (from: Pick, to: Pick) => (scene: FilesScene) =>
  scene.s3.send(
    new CopyObjectCommand({
      Bucket: scene.bucket,
      Key: to(scene),
      CopySource: `${scene.bucket}/${from(scene).split('/').map(encodeURIComponent).join('/')}`,
    }),
  );

const own: readonly Claim<FilesScene>[] = [
  { does: 'put its own private file', may: 'owner', run: put(ownPrivateFile), undo: remove(ownPrivateFile) },
  { does: 'get its own private file', may: 'owner', run: get(ownPrivateFile) },
  { does: 'head its own private file', may: 'owner', run: head(ownPrivateFile) },
  { does: 'list its own private files', may: 'owner', run: list(({ prefixes }) => prefixes.ownPrivate) },
  { does: 'delete its own private file', may: 'owner', run: remove(ownPrivateFile) },
  { does: 'put its own protected file', may: 'signed-in', run: put(ownProtectedFile), undo: remove(ownProtectedFile) },
  { does: 'get its own protected file', may: 'signed-in', run: get(ownProtectedFile) },
  { does: 'list its own protected files', may: 'signed-in', run: list(({ prefixes }) => prefixes.ownProtected) },
  { does: 'delete its own protected file', may: 'signed-in', run: remove(ownProtectedFile) },
];

const shared: readonly Claim<FilesScene>[] = [
  { does: 'get a public file', may: 'everyone', run: get(({ probe }) => probe.files.public) },
  {
    does: "get another player's protected file",
    may: 'signed-in',
    run: get(({ probe }) => probe.files.strangerProtected),
  },
];

const forbidden: readonly Claim<FilesScene>[] = [
  { does: "get another player's private file", may: 'nobody', run: get(({ probe }) => probe.files.strangerPrivate) },
  { does: "head another player's private file", may: 'nobody', run: head(({ probe }) => probe.files.strangerPrivate) },
  { does: "put another player's private file", may: 'nobody', run: put(({ probe }) => probe.files.strangerPrivate) },
  {
    does: "delete another player's private file",
    may: 'nobody',
    run: remove(({ probe }) => probe.files.strangerPrivateVictim),
  },
  {
    does: "copy another player's private file",
    may: 'nobody',
    run: copy(({ probe }) => probe.files.strangerPrivate, ownPrivateFile),
    undo: remove(ownPrivateFile),
  },
  { does: "list another player's private files", may: 'nobody', run: list(({ prefixes }) => prefixes.strangerPrivate) },
  {
    does: "put another player's protected file",
    may: 'nobody',
    run: put(({ probe }) => probe.files.strangerProtected),
  },
  {
    does: "delete another player's protected file",
    may: 'nobody',
    grant: 'moderateFiles',
    run: remove(({ probe }) => probe.files.strangerProtectedVictim),
  },
  {
    does: "list another player's protected files",
    may: 'nobody',
    run: list(({ prefixes }) => prefixes.strangerProtected),
  },
  {
    does: 'put a file into a private folder whose name only begins like its own',
    may: 'nobody',
    run: put(besideOwnPrivate),
    undo: remove(besideOwnPrivate),
  },
  {
    does: 'put a file into a protected folder whose name only begins like its own',
    may: 'nobody',
    run: put(besideOwnProtected),
    undo: remove(besideOwnProtected),
  },
  { does: 'put a public file', may: 'nobody', run: put(({ probe }) => probe.files.public) },
  { does: 'delete a public file', may: 'nobody', run: remove(({ probe }) => probe.files.publicVictim) },
  { does: 'list the bucket without a prefix', may: 'nobody', run: list() },
  { does: 'list the bucket with an empty prefix', may: 'nobody', run: list(() => '') },
  { does: "list every player's private files", may: 'nobody', run: list(({ prefixes }) => prefixes.private) },
  { does: "list every player's protected files", may: 'nobody', run: list(({ prefixes }) => prefixes.protected) },
  {
    // Without its last slash a prefix also begins other players' folders.
    does: 'list its own private prefix without the slash at its end',
    may: 'nobody',
    run: list(({ prefixes }) => prefixes.ownPrivate.slice(0, -1)),
  },
  {
    does: 'list its own protected prefix without the slash at its end',
    may: 'nobody',
    run: list(({ prefixes }) => prefixes.ownProtected.slice(0, -1)),
  },
];

/**
 * What the zones say about files. S3 refuses with `AccessDenied`; HEAD, which has no body, with a bare 403.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
export const fileClaims: ClaimTable<FilesScene> = {
  refusedBy: ['AccessDenied', 'Forbidden'],
  claims: [...own, ...shared, ...forbidden],
};
