import type { AnyResourceType } from '../resource-type';
import { managedLoginBranding } from './managed-login-branding';
import { userPool } from './user-pool';
import { userPoolClient } from './user-pool-client';
import { userPoolDomain } from './user-pool-domain';
import { userPoolGroup } from './user-pool-group';

/** The resource types of Cognito user pools. */
export const userPoolTypes: readonly AnyResourceType[] = [
  managedLoginBranding,
  userPool,
  userPoolClient,
  userPoolDomain,
  userPoolGroup,
];
