import { z } from 'zod';
import { cfnBoolean, cfnString } from '../../../assembly/properties';
import { decide } from '../../../policy/decide';
import { requestContext } from '../../../policy/types';
import { trustsService } from '../../iam/assume-role';
import type { Account } from '../account';
import { beside } from '../permission-entries';
import { NothingChanged } from '../resource-refused';
import type { Made, Resource, ResourceType } from '../resource-type';
import { requiredString } from '../string-properties';
import { oidcProvider } from './oidc-provider';

const schema = z.strictObject({
  ServiceToken: cfnString,
  Url: cfnString,
  ClientIDList: z.array(cfnString).max(100, 'holds at most 100 client IDs').default([]),
  ThumbprintList: z.array(cfnString).default([]),
  RejectUnauthorized: cfnBoolean.optional(),
  // Makes the CDK's own function run again, where it has another version.
  CodeHash: cfnString.optional(),
});
type Model = z.output<typeof schema>;
type Needs = Pick<Account, 'oidcProviders' | 'functions' | 'roles' | 'clock'>;

const invoke = ['lambda:InvokeFunction'];

/**
 * `Custom::AWSCDKOpenIdConnectProvider`, which the CDK's `OpenIdConnectProvider` makes by a function that calls IAM: here the engine does what
 * that function does (read in `aws-cdk-lib/custom-resource-handlers`, `aws-iam/oidc-handler`). It is IAM's provider by another name; where
 * the thumbprint is the issuer's own, that is not asked for, and the attribute `Thumbprints` is not there. What the function's role may not do
 * is not done.
 */
export const cdkOidcProvider = {
  type: 'Custom::AWSCDKOpenIdConnectProvider',
  schema,
  permissions: { on: ({ model }) => model.ServiceToken, create: invoke, update: invoke, delete: invoke, read: [] },

  identify(resource) {
    requiredString(resource, 'ServiceToken');
    const { attributes: _, ...identity } = oidcProvider.identify(resource);
    const { ThumbprintList: thumbprints } = resource.properties;
    const known = Array.isArray(thumbprints) && thumbprints.length > 0;
    return { ...identity, ...(known && { attributes: { Thumbprints: JSON.stringify([...thumbprints].sort()) } }) };
  },

  create(resource: Resource<Model>, account: Needs) {
    requireRole(resource, account, ['iam:CreateOpenIDConnectProvider']);
    oidcProvider.create(asProvider(resource), account);
  },

  update(resource: Resource<Model>, before: Resource<Model>, account: Needs): Made | undefined {
    const { model } = resource;
    if (model.ServiceToken !== before.model.ServiceToken) {
      throw new NothingChanged('Modifying service token is not allowed.');
    }
    const identity = cdkOidcProvider.identify({ ...resource, generation: 0 });
    if (model.Url !== before.model.Url) {
      const other = { ...resource, ...identity, attributes: {} };
      cdkOidcProvider.create(other, account);
      return identity;
    }
    const { ClientIDList: now } = model;
    const { ClientIDList: then } = before.model;
    requireRole(resource, account, [
      'iam:UpdateOpenIDConnectProviderThumbprint',
      ...(beside(now, then).length > 0 ? ['iam:AddClientIDToOpenIDConnectProvider'] : []),
      ...(beside(then, now).length > 0 ? ['iam:RemoveClientIDFromOpenIDConnectProvider'] : []),
    ]);
    oidcProvider.update(asProvider(resource), asProvider(before), account);
    return identity;
  },

  // What its function has made stands, whatever has become of the function.
  restore(resource: Resource<Model>, account: Needs) {
    oidcProvider.create(asProvider(resource), account);
  },

  remove(resource: Resource<Model>, account: Needs) {
    requireRole(resource, account, ['iam:DeleteOpenIDConnectProvider']);
    oidcProvider.remove(asProvider(resource), account);
  },

  // The function decides.
  replaces: () => false,
} satisfies ResourceType<Model>;

function asProvider(resource: Resource<Model>): Parameters<typeof oidcProvider.create>[0] {
  const { Url, ClientIDList: ClientIdList } = resource.model;
  return { ...resource, model: { Url, ClientIdList } };
}

/**
 * Asks what the function would need. Which condition keys its calls have is not known here, so that a condition is held to be one that
 * does not hold.
 *
 * @throws NothingChanged for a function that is not there, and for a role that Lambda can't take or that may not do it
 */
function requireRole(resource: Resource<Model>, account: Needs, actions: readonly string[]): void {
  const { ServiceToken } = resource.model;
  const lambda = account.functions.find(ServiceToken);
  if (lambda === undefined) throw new NothingChanged(`Function not found: ${ServiceToken}`);
  const role = account.roles.find(lambda.roleArn);
  if (role === undefined || !trustsService(role, 'lambda.amazonaws.com', account.clock)) {
    throw new NothingChanged('The role defined for the function cannot be assumed by Lambda.');
  }
  const sessionArn = `arn:${role.partition}:sts::${role.account}:assumed-role/${role.name}/${lambda.name}`;
  const { arn: roleArn, roleId, identityPolicies, permissionsBoundary } = role;
  for (const action of actions) {
    const decision = decide(
      { action, resource: resource.ref, unfilled: ['*'] },
      {
        principal: { kind: 'assumed-role', account: role.account, roleArn, sessionArn, roleId },
        account: role.account,
        context: requestContext({}),
        identityPolicies,
        ...(permissionsBoundary && { permissionsBoundary }),
      },
    );
    if (!decision.allowed) throw new NothingChanged(decision.sentence(sessionArn));
  }
}
