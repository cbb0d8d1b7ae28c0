import type { KeyObject } from 'node:crypto';
import type { DeployedStack } from '../../assembly/types';
import { readSamlMetadata } from '../identities/saml/metadata';
import type { IamInventory } from './inventory';
import { samlProviderProperties } from './properties';

/** A SAML identity provider of IAM. */
export interface SamlProvider {
  readonly arn: string;
  /** The issuer of its assertions. */
  readonly entityId: string;
  /** Any of them may have signed. */
  readonly keys: readonly KeyObject[];
}

/** The SAML providers of the account. */
export class SamlProviderDirectory {
  readonly #byArn: ReadonlyMap<string, SamlProvider>;

  constructor(providers: Iterable<SamlProvider> = []) {
    this.#byArn = new Map([...providers].map((provider) => [provider.arn, provider]));
  }

  find(arn: string): SamlProvider | undefined {
    return this.#byArn.get(arn);
  }
}

/**
 * The providers of the templates (`AWS::IAM::SAMLProvider`) and those of the inventory.
 *
 * @throws Error that names the place in the template, or the inventory's entry
 */
export function samlProvidersFromStacks(
  stacks: readonly DeployedStack[],
  inventory: IamInventory,
): SamlProviderDirectory {
  const providers = (inventory.samlProviders ?? []).map(({ arn, metadata }) =>
    samlProvider(arn, metadata, `inventory: ${arn}`),
  );
  for (const resource of stacks.flatMap((stack) => stack.resources)) {
    if (resource.type !== 'AWS::IAM::SAMLProvider') continue;
    if (providers.some(({ arn }) => arn === resource.ref)) {
      throw new Error(
        `${resource.place}: creates ${resource.ref}, which the inventory has too: take it out of the inventory`,
      );
    }
    const { SamlMetadataDocument } = samlProviderProperties(resource);
    providers.push(samlProvider(resource.ref, SamlMetadataDocument, resource.place));
  }
  return new SamlProviderDirectory(providers);
}

function samlProvider(arn: string, metadata: string, place: string): SamlProvider {
  if (!/^arn:[\w-]+:iam::\d{12}:saml-provider\/[\w._-]{1,128}$/.test(arn)) {
    throw new Error(`${place}: ${arn} is not the ARN of a SAML provider`);
  }
  try {
    return { arn, ...readSamlMetadata(metadata) };
  } catch (error) {
    throw new Error(`${place}: the SAML metadata document can't be used: ${(error as Error).message}`);
  }
}
