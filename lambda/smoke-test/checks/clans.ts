import type { ClaimTable } from './claim';
import { deedsAt, type PlacesScene } from './places';

/**
 * `own`: of the clan that the player's login names; `besideOwn`: of one whose name only begins alike; `other`: of a clan that nobody is
 * in, where the function's own role wrote both.
 */
type ClanPlaces = 'own' | 'besideOwn' | 'other';

/** What the claims about clans need to know. */
export type ClansScene = PlacesScene<ClanPlaces>;

const own = deedsAt<ClanPlaces>('own');
const beside = deedsAt<ClanPlaces>('besideOwn');
const other = deedsAt<ClanPlaces>('other');

/** What the zones say about a clan's files and records: its members read and write them, nobody else sees them. */
export const clanClaims: ClaimTable<ClansScene> = {
  refusedBy: ['AccessDenied', 'AccessDeniedException'],
  claims: [
    { ...own.putFile, may: 'signed-in', does: 'put a file of its own clan' },
    { ...own.getFile, may: 'signed-in', does: 'get a file of its own clan' },
    { ...own.listFiles, may: 'signed-in', does: 'list the files of its own clan' },
    { ...own.deleteFile, may: 'signed-in', does: 'delete a file of its own clan' },
    { ...own.putRecord, may: 'signed-in', does: 'put a record of its own clan' },
    { ...own.getRecord, may: 'signed-in', does: 'get a record of its own clan' },
    { ...own.queryRecords, may: 'signed-in', does: 'query the records of its own clan' },
    { ...own.deleteRecord, may: 'signed-in', does: 'delete a record of its own clan' },
    { ...own.putFileBelowSlash, may: 'nobody', does: 'put a file of its own clan, whose name holds a slash' },
    { ...beside.putFile, may: 'nobody', does: 'put a file of a clan whose name only begins like its own' },
    { ...beside.putRecord, may: 'nobody', does: 'put a record of a clan whose name only begins like its own' },
    { ...other.getFile, may: 'nobody', does: "get another clan's file" },
    { ...other.overwriteFile, may: 'nobody', does: "put another clan's file" },
    { ...other.listFiles, may: 'nobody', does: "list another clan's files" },
    { ...other.getRecord, may: 'nobody', does: "get another clan's record" },
    { ...other.overwriteRecord, may: 'nobody', does: "put another clan's record" },
    { ...other.queryRecords, may: 'nobody', does: "query another clan's records" },
  ],
};
