import type { ZoneFacts } from '../facts';
import type { Place } from '../place';
import type { Whose } from '../player-places';
import { canBeSigned } from '../url-signer';
import { type ClaimTable, permissionsIn } from './claim';
import {
  copy,
  type FileClaim,
  type FilesContext,
  file,
  fileToDelete,
  folder,
  get,
  head,
  list,
  put,
  putIntoEachClass,
  remove,
} from './file-requests';
import { named, wordsFor } from './words';

/** By a URL that was signed before, instead of by a request that is signed as it is sent. */
const byUrl =
  (run: FileClaim['run'], secondsAgo: (context: FilesContext) => number): FileClaim['run'] =>
  (context) =>
    run({ ...context, s3: context.byUrl(secondsAgo(context)) });

/**
 * A minute older than the bucket takes any. That AWS takes a signature from before the session began is **unconfirmed**: if it does not, it is
 * that which is refused. In the local cloud it is the bucket's policy.
 */
const tooLongAgo = ({ presignedUrls }: FilesContext) => presignedUrls.maxSeconds + 60;

const isFolder = (place: Place | undefined) => place?.files !== undefined && !(place.noFolder ?? false);

/** Tried where the player has such a place, and its name opens a folder. */
const at = (whose: Whose, claim: FileClaim): FileClaim => ({
  where: ({ places }) => isFolder(places[whose]),
  ...claim,
});

/** S3 refuses HEAD, which has no body, with a bare 403. */
const refusedBy = ['AccessDenied', 'Forbidden'];

/**
 * What a zone's row says about its files. What is put is read after it, and deleted last.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
export function fileClaims(zoneName: string, zone: ZoneFacts): ClaimTable<FilesContext> {
  const { own, besideOwn, elsewhere, other, ...rest } = wordsFor(zoneName, zone);
  const { readOwn, writeOwn, readOthers } = permissionsIn(zone);
  const ownFile = file('own');
  const undo = remove(ownFile);
  // S3 refuses to read what is not there, so their own file is read by those who put it; whoever only reads there may still list.
  const isPut = ({ places }: FilesContext) => writeOwn !== 'nobody' && isFolder(places.own);
  const takesUrls = (context: FilesContext) => isPut(context) && context.presignedUrls.enabled;
  const claims: readonly FileClaim[] = [
    at('own', { does: `put ${own.file}`, may: writeOwn, run: put(ownFile), undo }),
    { does: `get ${own.file}`, may: readOwn, where: isPut, run: get(ownFile) },
    { does: `head ${own.file}`, may: readOwn, where: isPut, run: head(ownFile) },
    { does: `get ${own.file} by a signed URL`, may: readOwn, where: takesUrls, run: byUrl(get(ownFile), () => 0) },
    at('own', {
      does: `put ${own.file} into each storage class that the stage allows`,
      may: writeOwn,
      run: putIntoEachClass(ownFile),
      undo,
    }),
    at('own', { does: `list ${own.files}`, may: readOwn, run: list(folder('own')) }),
    at('own', { does: `delete ${own.file}`, may: writeOwn, run: remove(ownFile) }),
    {
      does: `put ${rest.belowSlash}`,
      may: 'nobody',
      where: ({ places }) => places.own?.noFolder ?? false,
      run: put(ownFile),
      undo,
    },
    {
      does: `put ${own.file} into an archive's storage class`,
      may: 'nobody',
      where: isPut,
      run: put(ownFile, { StorageClass: 'GLACIER' }),
      undo,
    },
    {
      does: `put ${own.file} into a storage class that the stage does not allow`,
      may: 'nobody',
      where: (context) => isPut(context) && !context.storageClasses.includes('ONEZONE_IA'),
      run: put(ownFile, { StorageClass: 'ONEZONE_IA' }),
      undo,
    },
    {
      does: `put ${own.file} under a key of KMS`,
      may: 'nobody',
      where: isPut,
      run: put(ownFile, { ServerSideEncryption: 'aws:kms' }),
      undo,
    },
    {
      does: `put ${own.file} by a URL that was signed too long ago`,
      may: 'nobody',
      where: (context) => takesUrls(context) && canBeSigned(tooLongAgo(context)),
      run: byUrl(put(ownFile), tooLongAgo),
      undo,
    },
    {
      does: `put ${own.file} by any signed URL`,
      may: 'nobody',
      where: (context) => isPut(context) && !context.presignedUrls.enabled,
      run: byUrl(put(ownFile), () => 0),
      undo,
    },
    // Without its last slash a prefix also begins other owners' folders.
    at('own', {
      does: `list ${rest.withoutSlash}`,
      may: 'nobody',
      run: list((context) => folder('own')(context).slice(0, -1)),
    }),
    at('other', { does: `get ${other.file}`, may: readOthers, run: get(file('other')) }),
    at('other', { does: `head ${other.file}`, may: readOthers, run: head(file('other')) }),
    at('other', {
      does: `get ${other.file} by its bare address`,
      may: 'nobody',
      run: (context) => get(file('other'))({ ...context, s3: context.unsigned }),
    }),
    at('other', { does: `put ${other.file}`, may: 'nobody', run: put(file('other')) }),
    at('other', {
      does: `delete ${other.file}`,
      may: 'nobody',
      grant: zone.moderatedBy?.files,
      run: remove(fileToDelete('other')),
    }),
    {
      does: `copy ${other.file}`,
      may: 'nobody',
      // Who may read it may copy it.
      where: ({ places }) => readOthers === 'nobody' && isFolder(places.own) && isFolder(places.other),
      run: copy(file('other'), ownFile),
      undo,
    },
    at('other', { does: `list ${other.files}`, may: 'nobody', run: list(folder('other')) }),
    at('besideOwn', {
      does: `put ${besideOwn.file}`,
      may: 'nobody',
      run: put(file('besideOwn')),
      undo: remove(file('besideOwn')),
    }),
    at('elsewhere', {
      does: `put ${elsewhere.file}`,
      may: 'nobody',
      run: put(file('elsewhere')),
      undo: remove(file('elsewhere')),
    }),
    { does: `list ${rest.everyFile}`, may: 'nobody', run: list(() => zone.prefix ?? '') },
  ];
  return { zone: zoneName, refusedBy, claims: zone.prefix === undefined ? [] : named(claims) };
}

/** What no zone allows. */
export const bucketClaims: ClaimTable<FilesContext> = {
  refusedBy,
  claims: [
    { does: 'list the bucket without a prefix', may: 'nobody', run: list() },
    { does: 'list the bucket with an empty prefix', may: 'nobody', run: list(() => '') },
  ],
};
