import { type IamProvider, iamProviders } from './iam-providers';
import { accountOf, withoutLastSlash } from './openid-logins';
import type { GameFederationConfig } from './schema';

/** What the stages do to each other through the one IAM provider that an account holds per issuer or SAML name, in all regions. */
export interface SharedIssuerFindings {
  /** What AWS would refuse, or what would take a provider away from another stage. */
  readonly problems: readonly string[];
  /** The same, where the account is not written down and so may be another. */
  readonly warnings: readonly string[];
}

/**
 * Looks at one stage beside the others that it may meet in an account.
 *
 * An account holds one IAM OIDC provider per issuer (documented; `EntityAlreadyExists`, observed: aws-cdk#35878), and one SAML
 * provider per name: one stage creates it, marked `shared`, and the others import it. Sign-in pages are looked at too.
 */
export function sharedIssuers(
  others: readonly GameFederationConfig[],
  chosen: GameFederationConfig,
): SharedIssuerFindings {
  const problems: string[] = [];
  const warnings: string[] = [];
  for (const other of others) {
    createdTwice(chosen, other, problems, warnings);
    onePage(chosen, other, problems, warnings);
    createdAndImported(chosen, other, problems, warnings);
    createdAndImported(other, chosen, problems, warnings);
  }
  return { problems, warnings };
}

const created = (config: GameFederationConfig) =>
  iamProviders(config).filter(({ importedArn }) => importedArn === undefined);

/** Whether two accounts are one: unknown where one of them is not written down. */
function sameAccount(one: string | undefined, other: string | undefined): boolean | 'unknown' {
  return one === undefined || other === undefined ? 'unknown' : one === other;
}

function createdTwice(
  chosen: GameFederationConfig,
  other: GameFederationConfig,
  problems: string[],
  warnings: string[],
): void {
  const same = sameAccount(chosen.account, other.account);
  if (same === false) return;
  for (const { field, resource, label } of created(chosen)) {
    if (!created(other).some((provider) => provider.resource === resource)) continue;
    const wayOut = `create it in one stage with shared: true, and give the other importedArn: 'arn:aws:iam::${chosen.account ?? '<account>'}:${resource}'`;
    if (same === 'unknown') {
      warnings.push(
        `${field}: stage '${other.stage}' creates a provider of ${label} too. An account holds one: if both stages go into one account, ${wayOut}; otherwise write each stage's account`,
      );
    } else {
      problems.push(
        `${field}: stage '${other.stage}' creates a provider of ${label} in account ${chosen.account} too, and an account holds one; ${wayOut}`,
      );
    }
  }
}

function createdAndImported(
  creator: GameFederationConfig,
  importer: GameFederationConfig,
  problems: string[],
  warnings: string[],
): void {
  for (const provider of iamProviders(importer)) {
    const { importedArn } = provider;
    if (importedArn === undefined) continue;
    const same = sameAccount(creator.account, accountOf(importedArn));
    if (same === false) continue;
    const source = created(creator).find(({ resource }) => sameResource(importedArn, resource));
    if (!source) continue;
    const where = `stage '${creator.stage}', ${source.field}`;
    if (!source.shared) {
      const sentence = `${where}.shared: stage '${importer.stage}' imports this provider, and it would go with the stacks of '${creator.stage}'; set shared: true`;
      (same === true ? problems : warnings).push(sentence);
    }
    warnings.push(...unknownClients(where, source, importer, provider));
  }
}

/** Whether an ARN is that of a provider. */
function sameResource(arn: string, resource: string): boolean {
  const own = withoutLastSlash(arn.slice(arn.lastIndexOf(':') + 1));
  // Issuers are told apart by capitals in their path, SAML names perhaps not.
  return own === resource || (own.startsWith('saml-provider/') && own.toLowerCase() === resource);
}

/** Two stages with one sign-in page: a prefix is one pool's in its region, in whatever account (documented). */
function onePage(
  chosen: GameFederationConfig,
  other: GameFederationConfig,
  problems: string[],
  warnings: string[],
): void {
  const prefix = chosen.userPool?.domainPrefix;
  if (!prefix || prefix !== other.userPool?.domainPrefix) return;
  const sentence = `userPool.domainPrefix: stage '${other.stage}' has '${prefix}' too, and a region holds one sign-in page of that name; choose another for one of them`;
  if (chosen.region === undefined || other.region === undefined) {
    warnings.push(`${sentence}, unless they are in two regions: then write each stage's region`);
  } else if (chosen.region === other.region) problems.push(sentence);
}

function unknownClients(
  where: string,
  source: IamProvider,
  importer: GameFederationConfig,
  provider: IamProvider,
): string[] {
  const unknown = provider.clientIds.filter((clientId) => !source.clientIds.includes(clientId));
  if (unknown.length === 0) return [];
  return [
    `${where}.clientIds: lacks ${unknown.join(', ')} of stage '${importer.stage}', which imports the provider: tokens of these apps are refused`,
  ];
}
