import type { ClaimTable } from './claim';
import { deedsAt, type PlacesScene } from './places';

/**
 * `own`: of the player who came without the pool; `besideOwn`: of one whose subject only begins alike; `elsewhere`: of her own subject
 * at another provider; `stranger`: of a player who does not exist, where the function's own role wrote both.
 */
type FederatedPlaces = 'own' | 'besideOwn' | 'elsewhere' | 'stranger';

/** What the claims about players without the pool need to know. */
export type FederatedScene = PlacesScene<FederatedPlaces>;

const own = deedsAt<FederatedPlaces>('own');
const beside = deedsAt<FederatedPlaces>('besideOwn');
const elsewhere = deedsAt<FederatedPlaces>('elsewhere');
const stranger = deedsAt<FederatedPlaces>('stranger');

/** What the zones say about players who come to STS without the pool: each has what her provider's subject names, nobody else sees it. */
export const federatedClaims: ClaimTable<FederatedScene> = {
  refusedBy: ['AccessDenied', 'AccessDeniedException'],
  claims: [
    { ...own.putFile, may: 'federated', does: 'put a file of its own as its provider calls it' },
    { ...own.getFile, may: 'federated', does: 'get a file of its own as its provider calls it' },
    { ...own.listFiles, may: 'federated', does: 'list the files of its own as its provider calls it' },
    { ...own.deleteFile, may: 'federated', does: 'delete a file of its own as its provider calls it' },
    { ...own.putRecord, may: 'federated', does: 'put a record of its own as its provider calls it' },
    { ...own.getRecord, may: 'federated', does: 'get a record of its own as its provider calls it' },
    { ...own.queryRecords, may: 'federated', does: 'query the records of its own as its provider calls it' },
    { ...own.deleteRecord, may: 'federated', does: 'delete a record of its own as its provider calls it' },
    { ...own.putFileBelowSlash, may: 'nobody', does: 'put a file of its own below a subject that holds a slash' },
    { ...beside.putFile, may: 'nobody', does: 'put a file of a subject that only begins like its own' },
    { ...beside.putRecord, may: 'nobody', does: 'put a record of a subject that only begins like its own' },
    { ...elsewhere.putFile, may: 'nobody', does: 'put a file of its own subject at another provider' },
    { ...elsewhere.putRecord, may: 'nobody', does: 'put a record of its own subject at another provider' },
    { ...stranger.getFile, may: 'nobody', does: 'get a file of another player without the pool' },
    { ...stranger.overwriteFile, may: 'nobody', does: 'put a file of another player without the pool' },
    { ...stranger.listFiles, may: 'nobody', does: 'list the files of another player without the pool' },
    { ...stranger.getRecord, may: 'nobody', does: 'get a record of another player without the pool' },
    { ...stranger.overwriteRecord, may: 'nobody', does: 'put a record of another player without the pool' },
    { ...stranger.queryRecords, may: 'nobody', does: 'query the records of another player without the pool' },
  ],
};
