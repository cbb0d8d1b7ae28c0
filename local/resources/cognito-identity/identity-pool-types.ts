import type { AnyResourceType } from '../resource-type';
import { identityPool } from './identity-pool';
import { principalTag } from './principal-tag';
import { roleAttachment } from './role-attachment';

/** The resource types of Cognito's identity pools. */
export const identityPoolTypes: readonly AnyResourceType[] = [identityPool, roleAttachment, principalTag];
