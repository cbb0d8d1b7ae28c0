import { z } from 'zod';
import { cfnInteger, cfnString, cfnTags, readProperties } from '../../assembly/properties';
import type { DeployedResource } from '../../assembly/types';

/** A policy document: `compilePolicy` reads it, and refuses what it does not understand. */
const document = z.record(z.string(), z.unknown(), { error: 'must be a policy document' });

const role = z.strictObject({
  AssumeRolePolicyDocument: document,
  Description: cfnString.optional(),
  ManagedPolicyArns: z.array(cfnString).default([]),
  MaxSessionDuration: cfnInteger.pipe(z.int().min(3600).max(43_200)).default(3600),
  Path: cfnString.optional(),
  PermissionsBoundary: cfnString.optional(),
  Policies: z.array(z.strictObject({ PolicyName: cfnString, PolicyDocument: document })).default([]),
  RoleName: cfnString.optional(),
  Tags: cfnTags.default([]),
});

const policy = z.strictObject({
  PolicyName: cfnString,
  PolicyDocument: document,
  Roles: z.array(cfnString).min(1, 'must name a role: users and groups have no place in the local cloud'),
});

const managedPolicy = z.strictObject({
  Description: cfnString.optional(),
  ManagedPolicyName: cfnString.optional(),
  Path: cfnString.optional(),
  PolicyDocument: document,
  Roles: z.array(cfnString).default([]),
});

const oidcProvider = z.strictObject({
  Url: cfnString,
  ClientIdList: z.array(cfnString).max(100, 'holds at most 100 client IDs').default([]),
  // The issuer's certificate: loopback has none to compare with.
  ThumbprintList: z.array(cfnString).optional(),
  Tags: cfnTags.optional(),
});

const samlProvider = z.strictObject({
  Name: cfnString.optional(),
  SamlMetadataDocument: cfnString,
  Tags: cfnTags.optional(),
});

/** `AWS::IAM::Role`. Throws an error that names the place of what is not understood, as all of these do. */
export const roleProperties = (resource: DeployedResource) => readProperties(resource, role);

/** `AWS::IAM::Policy`. */
export const policyProperties = (resource: DeployedResource) => readProperties(resource, policy);

/** `AWS::IAM::ManagedPolicy`. */
export const managedPolicyProperties = (resource: DeployedResource) => readProperties(resource, managedPolicy);

/** `AWS::IAM::OIDCProvider`. */
export const oidcProviderProperties = (resource: DeployedResource) => readProperties(resource, oidcProvider);

/** `AWS::IAM::SAMLProvider`; without the properties for encrypted assertions, which identity pools do not take (documented). */
export const samlProviderProperties = (resource: DeployedResource) => readProperties(resource, samlProvider);
