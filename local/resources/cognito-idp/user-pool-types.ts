import type { AnyResourceType } from '../resource-type';
import { managedLoginBranding } from './managed-login-branding';
import { userPool } from './user-pool';
import { userPoolClient } from './user-pool-client';
import { userPoolDomain } from './user-pool-domain';
import { userPoolGroup } from './user-pool-group';
import { userPoolIdentityProvider } from './user-pool-identity-provider';
import { userPoolResourceServer } from './user-pool-resource-server';
import { userPoolUser } from './user-pool-user';
import { userToGroupAttachment } from './user-to-group-attachment';

/** The resource types of Cognito user pools. */
export const userPoolTypes: readonly AnyResourceType[] = [
  managedLoginBranding,
  userPool,
  userPoolClient,
  userPoolDomain,
  userPoolGroup,
  userPoolIdentityProvider,
  userPoolResourceServer,
  userPoolUser,
  userToGroupAttachment,
];
