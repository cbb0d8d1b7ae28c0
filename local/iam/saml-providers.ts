import type { KeyObject } from 'node:crypto';
import type { DeployedStack } from '../../assembly/types';
import { certificateKey, readSamlMetadata } from '../identities/saml/metadata';
import type { SamlProvider } from '../identities/saml/saml-provider';
import type { IamInventory } from './inventory';
import { samlProviderProperties } from './properties';

/** The SAML providers of the account. */
export class SamlProviderDirectory {
  readonly #byArn: ReadonlyMap<string, SamlProvider & { readonly keys: KeyObject[] }>;

  constructor(providers: Iterable<SamlProvider> = []) {
    this.#byArn = new Map([...providers].map((one) => [one.arn, { ...one, keys: [...one.keys] }]));
  }

  find(arn: string): SamlProvider | undefined {
    return this.#byArn.get(arn);
  }

  all(): readonly SamlProvider[] {
    return [...this.#byArn.values()];
  }

  /**
   * Takes one more certificate, in base64, of an identity provider's, as if its metadata had held two from the start: what any of its
   * keys signed is good. Whoever has found the provider before sees it too.
   *
   * @throws Error where it is no certificate that IAM takes
   */
  addCertificate(entityId: string, certificate: string): void {
    const key = certificateKey(certificate);
    for (const provider of this.#byArn.values()) if (provider.entityId === entityId) provider.keys.push(key);
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
