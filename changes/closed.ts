import type { Effect } from './effects';
import type { Problem } from './problem';
import { type Deployment, fields, list, resourcesOf, type TemplateResource } from './templates';

/** Ways to sign in that the identity pool takes no longer. Who came by them keeps their identity, and comes back with the provider. */
export function closedLogins(before: Deployment, after: Deployment, effects: readonly Effect[]): Problem[] {
  const now = loginsOf(after);
  // Where the pool itself is another one, that says more.
  if (now.size === 0) return [];
  // An app client that goes is told of by itself.
  const gone = effects.filter(({ before: old, after: still }) => old && !still).map(({ id }) => ` ${id}`);
  return [...loginsOf(before)]
    .filter((login) => !now.has(login) && !gone.some((id) => login.endsWith(id)))
    .map((login) => ({ verdict: 'closed', sentence: `nobody signs in by ${login}` }));
}

/** The keys of `Logins` that a pool takes; one more for each app client of a user pool, and one for guests. */
function loginsOf(deployment: Deployment): ReadonlySet<string> {
  const pools = resourcesOf(deployment).filter(({ resource }) => resource.Type === 'AWS::Cognito::IdentityPool');
  return new Set(
    pools.flatMap(({ resource: { Properties = {} } }) => [
      'any login',
      ...Object.keys(fields(Properties.SupportedLoginProviders)),
      ...list(Properties.OpenIdConnectProviderARNs).map((arn) => String(arn).replace(/^.*:oidc-provider\//, '')),
      ...list(Properties.SamlProviderARNs).map((arn) => String(arn).replace(/^.*:saml-provider\//, 'SAML provider ')),
      ...list(Properties.CognitoIdentityProviders).map(
        (client) => `app client ${referenceOf(fields(client).ClientId)}`,
      ),
    ]),
  );
}

function referenceOf(value: unknown): string {
  return typeof value === 'string' ? value : String(fields(value).Ref ?? JSON.stringify(value));
}

/** Roles whose ARN apps may hold: another role of the same purpose has another ARN. */
export function closedRoles(effects: readonly Effect[]): Problem[] {
  return effects
    .filter(({ what, before }) => (what === 'deleted' || what === 'replaced') && before && isForPlayers(before))
    .map(({ id }) => ({
      verdict: 'closed',
      sentence: `apps that hold the ARN of the role ${id.replace(/[0-9A-F]{8}$/, '')} can't take it`,
    }));
}

function isForPlayers({ Type, Properties }: TemplateResource): boolean {
  return Type === 'AWS::IAM::Role' && JSON.stringify(Properties ?? {}).includes('sts:AssumeRoleWithWebIdentity');
}

/** Folders of the bucket in which some players' role had a grant, and none has one now. */
export function closedFolders(before: Deployment, after: Deployment): Problem[] {
  const now = foldersOf(after);
  return [...foldersOf(before)]
    .filter((folder) => !now.has(folder))
    .map((folder) => ({ verdict: 'closed', sentence: `no player reaches ${folder}` }));
}

function foldersOf(deployment: Deployment): ReadonlySet<string> {
  const resources = resourcesOf(deployment);
  const players = new Set(resources.filter(({ resource }) => isForPlayers(resource)).map(({ id }) => id));
  const policies = resources.filter(
    ({ resource: { Type, Properties = {} } }) =>
      Type === 'AWS::IAM::Policy' && list(Properties.Roles).some((role) => players.has(String(fields(role).Ref))),
  );
  const statements = policies.flatMap(({ resource }) =>
    list(fields(fields(resource.Properties).PolicyDocument).Statement).map(fields),
  );
  return new Set(statements.flatMap(({ Resource }) => list(Resource).flatMap(folderOf)));
}

/** The folder in `<bucket's ARN>/<folder>/…`, as far as the template writes it out. */
function folderOf(resource: unknown): string[] {
  const [, parts] = list(fields(resource)['Fn::Join']);
  const path = list(parts).find((part) => typeof part === 'string' && part.startsWith('/'));
  const folder = typeof path === 'string' ? path.slice(1).replace(/[$*].*$/, '') : '';
  return folder === '' ? [] : [folder];
}
