import type { KeyObject } from 'node:crypto';
import { certificateKey, readSamlMetadata } from '../identities/saml/metadata';
import type { SamlProvider } from '../identities/saml/saml-provider';
import type { ExistingSamlProvider, IamInventory } from './inventory';

/** The SAML providers of the account. */
export class SamlProviderDirectory {
  readonly #byArn = new Map<string, SamlProvider>();
  /** By entity ID; apart from the metadata, which a deployment changes. */
  readonly #learned = new Map<string, readonly KeyObject[]>();

  /**
   * @param existing what no stack owns
   * @throws Error naming the entry that can't be used
   */
  constructor({ samlProviders = [] }: Pick<IamInventory, 'samlProviders'> = {}) {
    for (const existing of samlProviders) this.put(samlProvider(existing, `inventory: ${existing.arn}`));
  }

  /** The provider, with every key that its assertions may be signed with by now. */
  find(arn: string): SamlProvider | undefined {
    const provider = this.#byArn.get(arn);
    if (provider === undefined) return undefined;
    return { ...provider, keys: [...provider.keys, ...(this.#learned.get(provider.entityId) ?? [])] };
  }

  all(): readonly SamlProvider[] {
    return [...this.#byArn.values()];
  }

  /**
   * Whether the account has a provider of this ARN's name. That names which differ in their letters' case alone are the same is
   * **documented** for users, groups, roles and policies; for SAML providers it is **unconfirmed**.
   */
  isNameTaken(arn: string): boolean {
    return [...this.#byArn.keys()].some((own) => own.toLowerCase() === arn.toLowerCase());
  }

  /** Adds a provider, or gives the one of this ARN other metadata. */
  put(provider: SamlProvider): void {
    this.#byArn.set(provider.arn, provider);
  }

  /** Pools and roles that name it keep doing so, and nobody signs in by it (**documented**: DeleteSAMLProvider). */
  delete(arn: string): void {
    this.#byArn.delete(arn);
  }

  /**
   * Takes one more certificate, in base64, of an identity provider's, as if its metadata had held two from the start: what any of its
   * keys signed is good. Providers of that entity ID that come later, or change, have it too.
   *
   * @throws Error where it is no certificate that IAM takes
   */
  addCertificate(entityId: string, certificate: string): void {
    const key = certificateKey(certificate);
    this.#learned.set(entityId, [...(this.#learned.get(entityId) ?? []), key]);
  }
}

/**
 * A provider by its metadata document.
 *
 * @param place where it stands, for the error
 * @throws Error naming the place
 */
export function samlProvider({ arn, metadata }: ExistingSamlProvider, place: string): SamlProvider {
  if (!/^arn:[\w-]+:iam::\d{12}:saml-provider\/[\w._-]{1,128}$/.test(arn)) {
    throw new Error(`${place}: ${arn} is not the ARN of a SAML provider`);
  }
  try {
    return { arn, ...readSamlMetadata(metadata) };
  } catch (error) {
    throw new Error(`${place}: the SAML metadata document can't be used: ${(error as Error).message}`);
  }
}
