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

/** When something happened to a secret, in milliseconds since the epoch. */
export interface SecretPast {
  readonly createdAt: number;
  readonly changedAt: number;
  /** When its value was last read; absent: never. */
  readonly accessedAt?: number;
}

/** A secret and its versions, in memory. */
export class Secret {
  readonly arn: string;
  readonly name: string;
  resourcePolicy?: CompiledPolicy;
  /** The policy as it was written, which is there where {@link resourcePolicy} is. */
  resourcePolicyText?: string;
  #configuration: SecretConfiguration;
  #past: SecretPast;
  readonly #versions = new Map<string, SecretVersion>();
  #changed: () => void = () => {};

  constructor(arn: string, name: string, configuration: SecretConfiguration, now: number) {
    this.arn = arn;
    this.name = name;
    this.#configuration = configuration;
    this.#past = { createdAt: now, changedAt: now };
  }

  /** @param changed told of each change from now on */
  tell(changed: () => void): void {
    this.#changed = changed;
  }

  /** Read it at each call: an update replaces it. */
  get configuration(): SecretConfiguration {
    return this.#configuration;
  }

  configure(configuration: SecretConfiguration, now: number): void {
    this.#configuration = configuration;
    this.#past = { ...this.#past, changedAt: now };
    this.#changed();
  }

  /** Read it at each call. */
  get past(): SecretPast {
    return this.#past;
  }

  /** Notes that its value was read. */
  access(now: number): void {
    this.#past = { ...this.#past, accessedAt: now };
    this.#changed();
  }

  /** Takes what an earlier process had, in place of what a new secret has. */
  restore(past: SecretPast, versions: readonly SecretVersion[]): void {
    this.#past = past;
    this.#versions.clear();
    for (const version of versions) this.#versions.set(version.id, version);
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
    this.#past = { ...this.#past, changedAt: now };
    this.#forgetDeprecated(now);
    this.#changed();
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
