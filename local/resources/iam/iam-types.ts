import type { AnyResourceType } from '../resource-type';
import { cdkOidcProvider } from './cdk-oidc-provider';
import { managedPolicy } from './managed-policy';
import { oidcProvider } from './oidc-provider';
import { policy } from './policy';
import { role } from './role';
import { samlProvider } from './saml-provider';

/** The resource types of IAM. */
export const iamTypes: readonly AnyResourceType[] = [
  role,
  policy,
  managedPolicy,
  oidcProvider,
  cdkOidcProvider,
  samlProvider,
];
