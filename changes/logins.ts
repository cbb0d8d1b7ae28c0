import { iamName, providerName } from './iam-providers';
import { playersRoles } from './players-roles';
import { type Deployment, fields, list, resourcesOf } from './templates';

/** A way to sign in, and the apps whose tokens it takes. */
export interface Login {
  /** How a reader calls it: the issuer's host, `SAML provider <name>`, `user pool <its ID>`. */
  readonly name: string;
  /** Client IDs as text, and the logical IDs of app clients. Undefined where the template does not say. */
  readonly audiences?: readonly string[];
}

/** Logical ID of an app client → it, where the template makes it. */
export const clientReference = /^\{"Ref":"(\w+)"\}$/;

/** The logins that identity pools take, by what `Logins` calls them as far as that is known. */
export function loginsOf(deployment: Deployment): Map<string, Login> {
  const resources = resourcesOf(deployment);
  const providers = new Map(resources.map(({ resource }) => [iamName(resource), resource]));
  const logins = new Map<string, Login>();
  for (const { resource } of resources.filter(({ resource: { Type } }) => Type === 'AWS::Cognito::IdentityPool')) {
    const { Properties = {} } = resource;
    for (const [host, id] of Object.entries(fields(Properties.SupportedLoginProviders))) {
      logins.set(host, { name: host, audiences: [String(id)] });
    }
    for (const arn of [...list(Properties.OpenIdConnectProviderARNs), ...list(Properties.SamlProviderARNs)]) {
      const name = providerName(textOf(arn));
      const audiences = providers.get(`oidc-provider/${name}`)?.Properties?.ClientIdList;
      logins.set(name, { name, ...(audiences !== undefined && { audiences: list(audiences).map(textOf) }) });
    }
    for (const client of list(Properties.CognitoIdentityProviders).map(fields)) {
      const key = textOf(client.ProviderName);
      const known = logins.get(key)?.audiences ?? [];
      logins.set(key, { name: userPoolName(key), audiences: [...known, textOf(client.ClientId)] });
    }
  }
  return logins;
}

/** What roles take without an identity pool between, by role and issuer: `federated/` players. */
export function directLoginsOf(deployment: Deployment): Map<string, Login> {
  return new Map(
    playersRoles(deployment).flatMap(({ key, audiences }) =>
      [...audiences]
        .filter(([host]) => host !== 'cognito-identity.amazonaws.com')
        .map(([host, ids]) => [`${key} ${host}`, { name: host, audiences: ids }] as const),
    ),
  );
}

/** A login's provider as a mapping or a set of tags names it: for a user pool, without the app client. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `user pool eu-west-1_a1B2c3D4e`; one that the template makes is `the user pool`. */
function userPoolName(provider: string): string {
  return provider.startsWith('{') ? 'the user pool' : `user pool ${provider.replace(/^.*\//, '')}`;
}
