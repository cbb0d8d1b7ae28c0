import type { AnyResourceType } from '../resource-type';
import { secretResourcePolicy } from './resource-policy';
import { secret } from './secret';

/** The resource types of Secrets Manager. */
export const secretTypes: readonly AnyResourceType[] = [secret, secretResourcePolicy];
