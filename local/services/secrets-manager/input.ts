import { z } from 'zod';

/** Members that several operations take, with the lengths that the API model gives them (documented). */
export const secretId = z.string().min(1).max(2048);
export const versionId = z.string().min(32).max(64);
export const versionStage = z.string().min(1).max(256);

/** Both of the lists; that a page without a number holds 100 is **unconfirmed**. */
export const pageSize = z.int().min(1).max(100).default(100);
export const nextToken = z.string().min(1).max(4096).optional();
