import { isLocalStage, pascalCase } from './fields';
import { iamProviders, samlProviderName } from './iam-providers';
import { hasProvider, type ProviderField, providerFields, rowOf } from './login-providers';
import { accountOf, hostOf, isProviderOf, openIdLogins, sameIssuer } from './openid-logins';
import type { GameFederationConfig } from './schema';
import { sesRegionProblems } from './user-pool-mail';

/** Domains that never resolve for the public. @see RFC 2606, RFC 6761 */
const reservedDomain = /(^|\.)(example|test|invalid|localhost|example\.(com|net|org))$/;

/** Rules about the ways to sign in that need more than one field; every problem found, as sentences. */
export function loginProblems(config: GameFederationConfig): string[] {
  return [
    ...issuerProblems(config),
    ...nameProblems(config),
    ...samlProblems(config),
    ...userPoolProblems(config),
    ...importAccounts(config),
    ...nobodyCouldPlay(config),
  ];
}

function issuerProblems(config: GameFederationConfig): string[] {
  const problems: string[] = [];
  const logins = openIdLogins(config);
  for (const [index, { field, issuer, importedArn, thumbprints, shared }] of logins.entries()) {
    const twice = logins.slice(0, index).find((other) => sameIssuer(other.issuer, issuer));
    if (twice) {
      const where = field.startsWith('oidc') ? `${field}.issuer` : field;
      problems.push(
        `${where}: '${issuer}' is there twice, in ${twice.field} too; write one entry with all its client IDs`,
      );
    }
    if (!isLocalStage(config.stage) && reservedDomain.test(new URL(issuer).hostname)) {
      problems.push(`${field}.issuer: '${issuer}' is an example domain that AWS can't reach; write the real issuer`);
    }
    if (importedArn === undefined) continue;
    if (!isProviderOf(importedArn, issuer)) {
      problems.push(`${field}.importedArn: '${importedArn}' is another issuer's; it must end in /${hostOf(issuer)}`);
    }
    problems.push(...foreignAccount(config, field, importedArn));
    if (thumbprints) problems.push(`${field}.thumbprints: change nothing about an imported provider; remove them`);
    if (shared) problems.push(`${field}.shared: changes nothing about an imported provider; remove it`);
  }
  return problems;
}

function foreignAccount({ account }: GameFederationConfig, field: string, importedArn: string): string[] {
  if (account === undefined || accountOf(importedArn) === account) return [];
  return [`${field}.importedArn: belongs to another account than ${account}; a pool takes its own account's`];
}

/** Names stand in logical IDs, outputs, the zones of direct federation and the smoke test's facts. */
function nameProblems(config: GameFederationConfig): string[] {
  const { oidc, saml } = config;
  const called = (field: ProviderField) => !rowOf(field).list && rowOf(field).kind !== 'developer';
  const taken = providerFields.filter((field) => called(field) && hasProvider(config, field)).map(pascalCase);
  const named = [
    ...oidc.map(({ name }, index) => ({ name, field: `oidc[${index}].name` })),
    ...saml.map(({ name }, index) => ({ name, field: `saml[${index}].name` })),
  ];
  const twice = named.flatMap(({ name, field }) => {
    const used = taken.includes(pascalCase(name));
    taken.push(pascalCase(name));
    return used ? [`${field}: '${name}' is there twice; give every provider a name of its own`] : [];
  });
  // Not in the zones, but in the smoke test, which finds a player's role mapping and clan by their provider's name.
  const developer = config.developerProvider?.name ?? '';
  if (!taken.includes(pascalCase(developer))) return twice;
  return [...twice, `developerProvider.name: '${developer}' is another provider's name too; choose another`];
}

function samlProblems(config: GameFederationConfig): string[] {
  const names = config.saml.map((provider) => samlProviderName(config, provider));
  return config.saml.flatMap((provider, index) => {
    const { metadataFile, importedArn, providerName } = provider;
    const field = `saml[${index}]`;
    if ((metadataFile === undefined) === (importedArn === undefined)) {
      return [`${field}: needs either metadataFile, to create the provider, or importedArn; write one of them`];
    }
    const name = names[index] ?? '';
    const problems: string[] = [];
    // Whether IAM tells them apart by capitals is unconfirmed; the narrower reading.
    if (names.slice(0, index).some((other) => other.toLowerCase() === name.toLowerCase())) {
      problems.push(`${field}.providerName: there is another SAML provider '${name}'; IAM holds one of a name`);
    }
    if (importedArn === undefined) {
      if (name.length <= 128) return problems;
      return [
        ...problems,
        `${field}.providerName: '${name}' is longer than the 128 characters of IAM; write a shorter one`,
      ];
    }
    if (provider.shared) problems.push(`${field}.shared: changes nothing about an imported provider; remove it`);
    if (providerName) problems.push(`${field}.providerName: an imported provider has its name already; remove it`);
    return [...problems, ...foreignAccount(config, field, importedArn)];
  });
}

function userPoolProblems({ userPool, region }: GameFederationConfig): string[] {
  if (!userPool) return [];
  const { imported, domainPrefix, apps, customAttributes, ses } = userPool;
  if (imported) {
    const changesNothing = { domainPrefix, apps, ses, customAttributes: customAttributes.length > 0 || undefined };
    return Object.entries(changesNothing)
      .filter(([, value]) => value !== undefined)
      .map(([field]) => `userPool.${field}: changes nothing about an imported pool; remove it`);
  }
  const problems = ses === undefined ? [] : sesRegionProblems(region, ses.region);
  const clients = Object.entries(apps ?? {}).flatMap(([app, platforms]) =>
    Object.keys(platforms).map((platform) => pascalCase(`${app}-${platform}`)),
  );
  for (const [index, name] of clients.entries()) {
    if (name !== 'SmokeTest' && clients.indexOf(name) === index) continue;
    problems.push(`userPool.apps: there is another client ${name}; choose another name for the app or the platform`);
  }
  if (domainPrefix === undefined) {
    problems.push(
      'userPool.domainPrefix: is missing; it names the sign-in page, or import a pool with userPool.imported',
    );
  }
  if (clients.length === 0) {
    problems.push('userPool.apps: must name at least one app with one platform; without a client nobody can sign in');
  }
  const clan = userPool.attributes?.clan;
  if (clan !== undefined && !customAttributes.some((name) => clan === `custom:${name}`)) {
    const known = customAttributes.map((name) => `custom:${name}`).join(', ');
    problems.push(
      `userPool.attributes.clan: must be an attribute of customAttributes, which players can't write, got '${clan}'; write ${known === '' ? "customAttributes: ['clan'] and 'custom:clan'" : known}`,
    );
  }
  return problems;
}

/** A pool takes providers of its own account, so all imports are of one, also where the stage leaves it open. */
function importAccounts(config: GameFederationConfig): string[] {
  const imports = iamProviders(config).flatMap(({ field, importedArn }) =>
    importedArn ? [{ field, importedArn }] : [],
  );
  const [first] = imports;
  if (config.account !== undefined || !first) return [];
  return imports
    .filter(({ importedArn }) => accountOf(importedArn) !== accountOf(first.importedArn))
    .map(
      ({ field, importedArn }) =>
        `${field}.importedArn: belongs to account ${accountOf(importedArn)}, ${first.field} to ${accountOf(first.importedArn)}; a pool takes its own account's`,
    );
}

function nobodyCouldPlay(config: GameFederationConfig): string[] {
  if (config.guests.enabled || providerFields.some((field) => hasProvider(config, field))) return [];
  return ['oidc: nobody could play; add an issuer or another provider, or turn guests.enabled on'];
}
