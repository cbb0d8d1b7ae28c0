/** What `npm run client-config -- --format json` writes. */
export type { GameConfig } from '../../client/game-config';
