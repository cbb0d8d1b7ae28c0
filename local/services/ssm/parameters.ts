import type { DeploymentTarget } from '../../../assembly/types';

/** There is no KMS here: no `SecureString`. */
export type ParameterType = 'String' | 'StringList';

/** What a parameter is made of, each time that it is put. */
export interface ParameterSettings {
  readonly type: ParameterType;
  readonly value: string;
  readonly description?: string;
  readonly allowedPattern?: string;
  readonly tier: string;
}

/** One version of a parameter. */
export interface ParameterVersion extends ParameterSettings {
  readonly version: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

/** A parameter, its versions in their order; the last is the one in force. */
export interface Parameter {
  readonly name: string;
  readonly arn: string;
  readonly versions: readonly ParameterVersion[];
  readonly tags: ReadonlyMap<string, string>;
}

/** Versions beyond these are forgotten, the oldest first (**documented**: "Working with parameter versions"). */
const versionsKept = 100;

/** The parameters of one account and region, as they are now. */
export class Parameters {
  readonly #byName = new Map<string, Parameter>();

  constructor(private readonly place: DeploymentTarget) {}

  /** By name, or by ARN. */
  find(nameOrArn: string): Parameter | undefined {
    return this.#byName.get(nameOrArn) ?? [...this.#byName.values()].find(({ arn }) => arn === nameOrArn);
  }

  all(): readonly Parameter[] {
    return [...this.#byName.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** What IAM is asked about, whether the parameter is there or not. A name with a path begins with a slash, which the ARN has already. */
  arnOf(nameOrArn: string): string {
    if (nameOrArn.startsWith('arn:')) return nameOrArn;
    return this.arn(`parameter${nameOrArn.startsWith('/') ? '' : '/'}${nameOrArn}`);
  }

  /** An ARN of this account and region. */
  arn(resource: string): string {
    const { partition, region, account } = this.place;
    return `arn:${partition}:ssm:${region}:${account}:${resource}`;
  }

  /** Makes it, or adds a version to it. @param tags absent: those that it has */
  put(name: string, settings: ParameterSettings, now: number, tags?: ReadonlyMap<string, string>): ParameterVersion {
    const before = this.#byName.get(name);
    const version = { ...settings, version: (before?.versions.at(-1)?.version ?? 0) + 1, modifiedAt: now };
    const versions = [...(before?.versions ?? []), version].slice(-versionsKept);
    this.#byName.set(name, { name, arn: this.arnOf(name), versions, tags: tags ?? before?.tags ?? new Map() });
    return version;
  }

  /** @returns whether there was one */
  remove(name: string): boolean {
    return this.#byName.delete(name);
  }
}
