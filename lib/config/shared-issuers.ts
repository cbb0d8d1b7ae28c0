import { type IamProvider, iamProviders } from './iam-providers';
import { accountOf, withoutLastSlash } from './openid-logins';
import type { GameFederationConfig } from './schema';
import { created, samePlace, takenTwice } from './unique-names';

/** What the stages do to each other: by names that only one of them can have, and by IAM providers that several use. */
export interface SharedIssuerFindings {
  /** What AWS would refuse, or what would take a provider or its stacks away from another stage. */
  readonly problems: readonly string[];
  /** The same, where the account is not written down and so may be another. */
  readonly warnings: readonly string[];
}

/**
 * Looks at one stage beside the others that it may meet in an account.
 *
 * An account holds one IAM OIDC provider per issuer (documented; `EntityAlreadyExists`, observed: aws-cdk#35878), and one SAML
 * provider per name: one stage creates it, marked `shared`, and the others import it. What else has one name is in `unique-names.ts`.
 */
export function sharedIssuers(
  others: readonly GameFederationConfig[],
  chosen: GameFederationConfig,
): SharedIssuerFindings {
  const problems: string[] = [];
  const warnings: string[] = [];
  for (const other of others) {
    const taken = takenTwice(chosen, other);
    problems.push(...taken.problems);
    warnings.push(...taken.warnings);
    createdAndImported(chosen, other, problems, warnings);
    createdAndImported(other, chosen, problems, warnings);
  }
  return { problems, warnings };
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
    const same = samePlace(creator.account, accountOf(importedArn));
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
