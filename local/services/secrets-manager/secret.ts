import type { CompiledPolicy } from '../../../policy/compile';

/** What a version holds: text or bytes, never both. */
export type SecretValue =
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'binary'; readonly bytes: Buffer };

/** One version of a secret. Its value never changes. */
export interface SecretVersion {
  /** The client request token of the call that made it. */
  readonly id: string;
  readonly value: SecretValue;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Its staging labels. A version without any is deprecated: it may be deleted. */
  readonly stages: Set<string>;
}

/** What a template says of a secret beside its value. An update replaces it whole. */
export interface SecretConfiguration {
  readonly description?: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** A secret and its versions, in memory. */
export class Secret {
  readonly arn: string;
  readonly name: string;
  /** Read it at each call: an update replaces it. */
  configuration: SecretConfiguration;
  resourcePolicy?: CompiledPolicy;
  /** The policy as it was written, which is there where {@link resourcePolicy} is. */
  resourcePolicyText?: string;
  readonly createdAt: number;
  changedAt: number;
  /** When its value was last read; absent: never. */
  accessedAt?: number;
  readonly #versions = new Map<string, SecretVersion>();

  constructor(arn: string, name: string, configuration: SecretConfiguration, now: number) {
    this.arn = arn;
    this.name = name;
    this.configuration = configuration;
    this.createdAt = now;
    this.changedAt = now;
  }

  get versions(): readonly SecretVersion[] {
    return [...this.#versions.values()];
  }

  /** Those that carry a label: the others are deprecated. */
  get labelled(): readonly SecretVersion[] {
    return this.versions.filter(({ stages }) => stages.size > 0);
  }

  version(id: string): SecretVersion | undefined {
    return this.#versions.get(id);
  }

  /** The version that carries a staging label; a label is on one version at most. */
  staged(label: string): SecretVersion | undefined {
    return this.versions.find(({ stages }) => stages.has(label));
  }

  /**
   * Adds a version and moves the labels to it. The first version gets `AWSCURRENT` in any case; whichever version loses
   * `AWSCURRENT` gets `AWSPREVIOUS`.
   *
   * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html documented
   */
  addVersion(id: string, value: SecretValue, labels: readonly string[], now: number): SecretVersion {
    const version: SecretVersion = { id, value, createdAt: now, stages: new Set() };
    const replaced = this.staged('AWSCURRENT');
    const wanted = new Set(this.#versions.size === 0 ? [...labels, 'AWSCURRENT'] : labels);
    this.#versions.set(id, version);
    for (const label of wanted) this.#moveLabel(label, version);
    if (wanted.has('AWSCURRENT') && replaced !== undefined) this.#moveLabel('AWSPREVIOUS', replaced);
    this.changedAt = now;
    this.#forgetDeprecated(now);
    return version;
  }

  #moveLabel(label: string, version: SecretVersion): void {
    this.staged(label)?.stages.delete(label);
    version.stages.add(label);
  }

  /**
   * Beyond 100 versions the oldest deprecated ones go, but none that is younger than a day (documented, same page).
   */
  #forgetDeprecated(now: number): void {
    const dayAgo = now - 24 * 60 * 60 * 1000;
    for (const { id, stages, createdAt } of this.versions) {
      if (this.#versions.size <= 100) return;
      if (stages.size === 0 && createdAt < dayAgo) this.#versions.delete(id);
    }
  }
}

/** Whether two values are the same, byte for byte. */
export function sameValue(one: SecretValue, other: SecretValue): boolean {
  if (one.kind === 'string') return other.kind === 'string' && one.text === other.text;
  return other.kind === 'binary' && one.bytes.equals(other.bytes);
}
