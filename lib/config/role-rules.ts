import { playersEdit } from './editable-claims';
import { pascalCase } from './fields';
import { samlProviderName } from './iam-providers';
import { singleProviders } from './login-providers';
import { hostOf, openIdLogins } from './openid-logins';
import type { AttributesConfig, RoleMappingConfig } from './roles';
import type { GameFederationConfig } from './schema';

/** The name by which a rule gives the role of every signed-in player. */
export const everyPlayer = 'authenticated';

/** One provider of a configuration, as far as roles and tags go. */
interface Entry {
  readonly field: string;
  readonly roleMapping?: RoleMappingConfig;
  readonly attributes?: AttributesConfig;
  /** How many mappings it takes: one, or one for each client of a user pool. */
  readonly mappings: number;
  /** The length of its key in mappings and tag maps, as far as it is known before the deployment. */
  readonly keyLength: number;
  readonly isUserPool?: boolean;
}

/**
 * Quotas of identity pools: mappings per pool, characters of a mapping's key and of a provider's name in a tag map.
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html (documented)
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetPrincipalTagAttributeMap.html (documented)
 */
const quotas = { mappings: 10, keyLength: 128 };

/** `arn:aws:iam::<account>:oidc-provider/`; other partitions have longer ones, so it is a lower bound there. */
const providerArnLength = 'arn:aws:iam::123456789012:oidc-provider/'.length;
const samlArnLength = 'arn:aws:iam::123456789012:saml-provider/'.length;

function entriesOf(config: GameFederationConfig): Entry[] {
  const { userPool, saml } = config;
  return [
    ...singleProviders('opaque', config).map(({ field, login }) => ({ ...login, field, mappings: 1, keyLength: 0 })),
    ...openIdLogins(config).map((login) => ({
      ...login,
      mappings: 1,
      keyLength: login.throughIam ? (login.importedArn?.length ?? providerArnLength + hostOf(login.issuer).length) : 0,
    })),
    ...(userPool
      ? [{ ...userPool, field: 'userPool', mappings: clientsOf(userPool), keyLength: 0, isUserPool: true }]
      : []),
    ...saml.map((provider, index) => ({
      ...provider,
      field: `saml[${index}]`,
      mappings: 1,
      keyLength: provider.importedArn?.length ?? samlArnLength + samlProviderName(config, provider).length,
    })),
  ];
}

/** A user pool takes a mapping for each client, the smoke test's included. */
function clientsOf({ imported, apps = {} }: NonNullable<GameFederationConfig['userPool']>): number {
  if (imported) return imported.clientIds.length + (imported.smokeTestClientId === undefined ? 0 : 1);
  return Object.values(apps).flatMap((platforms) => Object.keys(platforms)).length + 1;
}

/** Rules about roles and tags that need more than one field; every problem found, as sentences. */
export function roleProblems(config: GameFederationConfig): string[] {
  const entries = entriesOf(config);
  const mapped = entries.filter(({ roleMapping }) => roleMapping);
  return [
    ...mapped.flatMap((entry) => mappingProblems(config, entry)),
    ...entries.flatMap(attributeProblems),
    ...entries.filter(({ roleMapping, attributes }) => roleMapping ?? attributes).flatMap(keyProblems),
    ...poolProblems(config, mapped),
    ...namedRoleProblems(config, mapped),
  ];
}

function mappingProblems({ roles }: GameFederationConfig, { field, roleMapping, isUserPool }: Entry): string[] {
  const { rules, fromToken } = roleMapping ?? {};
  const where = `${field}.roleMapping`;
  if ((rules === undefined) === (fromToken === undefined)) return [`${where}: needs either rules or fromToken: true`];
  if (fromToken && !isUserPool) {
    return [`${where}.fromToken: only tokens of a user pool hold cognito:roles (documented); write rules`];
  }
  if (fromToken && Object.keys(roles).length === 0) {
    return [`${where}.fromToken: there is no role that a token could name; add one to roles`];
  }
  return (rules ?? []).flatMap(({ role, claim }, index) => {
    const problems: string[] = [];
    if (role !== everyPlayer && !Object.hasOwn(roles, role)) {
      const known = [...Object.keys(roles), everyPlayer].join(', ');
      problems.push(
        `${where}.rules[${index}].role: there is no role '${role}'; add it to roles, or write one of ${known}`,
      );
    }
    if (isUserPool && playersEdit(claim)) {
      problems.push(
        `${where}.rules[${index}].claim: '${claim}' is what players of a user pool write themselves; use cognito:groups`,
      );
    }
    return problems;
  });
}

function attributeProblems({ field, attributes }: Entry): string[] {
  if (!attributes || !playersEdit(attributes.clan)) return [];
  return [
    `${field}.attributes.clan: '${attributes.clan}' is a claim that players edit themselves, so anyone could enter any clan; use one that the identity provider alone sets`,
  ];
}

function keyProblems({ field, keyLength }: Entry): string[] {
  if (keyLength <= quotas.keyLength) return [];
  const shorter = field.startsWith('saml') ? 'write a shorter providerName, or ' : '';
  return [
    `${field}: its ARN has ${keyLength} characters, and Cognito takes ${quotas.keyLength} as key of a role mapping or tag map; ${shorter}leave roleMapping and attributes out`,
  ];
}

function poolProblems({ basicFlow }: GameFederationConfig, mapped: readonly Entry[]): string[] {
  const problems: string[] = [];
  const count = mapped.reduce((sum, { mappings }) => sum + mappings, 0);
  if (count > quotas.mappings) {
    problems.push(
      `roleMapping: ${count} mappings in ${mapped.map(({ field }) => field).join(', ')}; Cognito takes ${quotas.mappings} per identity pool, and each client of a user pool is one`,
    );
  }
  if (mapped.length > 0 && basicFlow.enabled) {
    problems.push(
      'basicFlow.enabled: Cognito refuses the basic flow on a pool with role mappings (documented), since there the app would pick its role itself; turn it off or remove every roleMapping',
    );
  }
  return problems;
}

function namedRoleProblems({ roles }: GameFederationConfig, mapped: readonly Entry[]): string[] {
  const given = new Set(mapped.flatMap(({ roleMapping }) => roleMapping?.rules?.map(({ role }) => role) ?? []));
  const fromToken = mapped.some(({ roleMapping }) => roleMapping?.fromToken);
  const names = Object.keys(roles);
  return names.flatMap((name, index) => {
    // Outputs and logical IDs call it so.
    const twin = names.slice(0, index).find((other) => pascalCase(other) === pascalCase(name));
    if (twin) return [`roles.${name}: is '${twin}' too once written as ${pascalCase(name)}; choose another name`];
    if (name === everyPlayer)
      return [`roles.${name}: is the role that every signed-in player has; choose another name`];
    if (fromToken || given.has(name)) return [];
    return [`roles.${name}: has no effect, no roleMapping gives it; add a rule or remove the role`];
  });
}
