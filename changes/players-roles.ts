import { providerName } from './iam-providers';
import { type Deployment, fields, list, resourcesOf, type TemplateResource } from './templates';
import { withoutHash } from './wording';

/** A role that players take. */
export interface PlayersRole {
  /** Its logical ID, with its stack. */
  readonly key: string;
  /** Whose it is, in the words of its description: `guests`. */
  readonly who: string;
  /** Who it trusts: `cognito-identity.amazonaws.com`, the host of an issuer. */
  readonly trusts: readonly string[];
  /** Whose tokens it takes of each it trusts: client IDs, and references to pools. */
  readonly audiences: ReadonlyMap<string, readonly string[]>;
  /** Where players reach something, and what they do there: `private/${…}/*`, `BOARD#*`. */
  readonly reach: ReadonlyMap<string, ReadonlySet<string>>;
  /** The storage classes that players put files in; none where they put none. */
  readonly putsIn: ReadonlySet<string> | 'any';
}

/** The roles of players in a deployment. */
export function playersRoles(deployment: Deployment): PlayersRole[] {
  const resources = resourcesOf(deployment);
  return resources
    .filter(({ resource }) => isForPlayers(resource))
    .map(({ stack, id, resource }) => {
      const trust = allowed(resource.Properties?.AssumeRolePolicyDocument);
      const grants = resources.flatMap(({ stack: of, resource: { Type, Properties = {} } }) =>
        of === stack && Type === 'AWS::IAM::Policy' && list(Properties.Roles).some((role) => fields(role).Ref === id)
          ? allowed(Properties.PolicyDocument)
          : [],
      );
      const trusts = trust.flatMap(({ Principal }) => list(fields(Principal).Federated).map(principalName));
      return {
        key: `${stack} ${id}`,
        who: whoTakes(id, resource),
        trusts,
        audiences: new Map(trusts.map((host) => [host, trust.flatMap((statement) => audiencesOf(host, statement))])),
        reach: reachOf(grants),
        putsIn: storageClassesOf(grants),
      };
    });
}

/** Whether a role is taken with a token of a player. */
export function isForPlayers({ Type, Properties }: TemplateResource): boolean {
  return Type === 'AWS::IAM::Role' && JSON.stringify(Properties ?? {}).includes('sts:AssumeRoleWithWebIdentity');
}

/** Whose a role is, by its description: `Guests of <game> (<stage>)` are `guests`. */
export function whoTakes(logicalId: string, { Properties = {} }: TemplateResource): string {
  const { Description } = Properties;
  if (typeof Description !== 'string') return `players with ${withoutHash(logicalId)}`;
  const [first = '', ...rest] = Description.replace(/ of [\w-]+ \([\w-]+\)$/, '').replace(/^Signed-in (?=.* with)/, '');
  return first.toLowerCase() + rest.join('');
}

function principalName(principal: unknown): string {
  return typeof principal === 'string' ? providerName(principal) : JSON.stringify(principal);
}

function allowed(document: unknown): Readonly<Record<string, unknown>>[] {
  return list(fields(document).Statement)
    .map(fields)
    .filter(({ Effect }) => Effect === 'Allow');
}

/** The values of every condition on a key, whatever its operator. */
function conditionsOn(key: RegExp, { Condition }: Readonly<Record<string, unknown>>): string[] {
  return Object.values(fields(Condition)).flatMap((keys) =>
    Object.entries(fields(keys)).flatMap(([name, values]) => (key.test(name) ? list(values).map(String) : [])),
  );
}

/** The client IDs in `<host>:aud`; `<host>:app_id` where the provider's tokens are opaque. */
function audiencesOf(host: string, statement: Readonly<Record<string, unknown>>): string[] {
  if (!list(fields(statement.Principal).Federated).map(principalName).includes(host)) return [];
  return conditionsOn(/:(aud|app_id)$/, statement);
}

/** Those of the grants by which files are put, where each names some. */
function storageClassesOf(grants: readonly Readonly<Record<string, unknown>>[]): ReadonlySet<string> | 'any' {
  const puts = grants
    .filter(({ Action }) => list(Action).some((action) => action === 's3:PutObject' || action === 's3:*'))
    .map((statement) => conditionsOn(/^s3:x-amz-storage-class$/, statement));
  return puts.some((classes) => classes.length === 0) ? 'any' : new Set(puts.flat());
}

function reachOf(grants: readonly Readonly<Record<string, unknown>>[]): Map<string, Set<string>> {
  const reach = new Map<string, Set<string>>();
  for (const statement of grants) {
    const places = [
      ...list(statement.Resource).flatMap(keysIn),
      ...conditionsOn(/^(s3:prefix|dynamodb:LeadingKeys)$/, statement).filter((value) => !/^(true|false)$/.test(value)),
    ];
    for (const place of places) {
      reach.set(place, new Set([...(reach.get(place) ?? []), ...list(statement.Action).map(String)]));
    }
  }
  return reach;
}

/** The keys in `<bucket's ARN>/<keys>`, as far as the template writes them out. */
function keysIn(resource: unknown): string[] {
  const [, parts] = list(fields(resource)['Fn::Join']);
  const path = list(parts).find((part) => typeof part === 'string' && part.startsWith('/'));
  if (typeof path === 'string') return [path.slice(1)];
  const [, keys] = /^arn:[^:]+:s3:::[^/]+\/(.+)$/.exec(String(resource)) ?? [];
  return keys === undefined ? [] : [keys];
}
