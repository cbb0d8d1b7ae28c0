import type { Chapter } from '../change';
import { providers } from './providers';
import { roles } from './roles';
import { switches } from './switches';
import { userPools } from './user-pool';

/** The whole change table. */
export const chapters: readonly Chapter[] = [switches, providers, userPools, roles];
