import type { Chapter } from '../change';
import { clans } from './clans';
import { clientIds } from './client-ids';
import { providers } from './providers';
import { roles } from './roles';
import { sameNames } from './same-name';
import { scores } from './scores';
import { switches } from './switches';
import { userPools } from './user-pool';

/** The whole change table. */
export const chapters: readonly Chapter[] = [
  switches,
  providers,
  clientIds,
  sameNames,
  userPools,
  clans,
  roles,
  scores,
];
