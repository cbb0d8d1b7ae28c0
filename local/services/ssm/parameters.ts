import type { DeploymentTarget } from '../../../assembly/types';
import { inMemory } from '../../state/in-memory';
import type { AccountKeeper } from '../../state/persisted';

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
  /** Those that somebody deleted: a stack may have them still. */
  readonly #deleted = new Set<string>();

  constructor(
    private readonly place: DeploymentTarget,
    private readonly keeper: AccountKeeper = inMemory,
  ) {}

  /** By name, or by ARN. */
  find(nameOrArn: string): Parameter | undefined {
    return this.#byName.get(nameOrArn) ?? [...this.#byName.values()].find(({ arn }) => arn === nameOrArn);
  }

  /** By name alone. */
  named(name: string): Parameter | undefined {
    return this.#byName.get(name);
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
    this.restore(name, { versions, tags: tags ?? before?.tags ?? new Map() });
    this.#changed(name);
    return version;
  }

  /** Takes what an earlier process had under a name. @param parameter undefined: it was deleted there */
  restore(name: string, parameter: Pick<Parameter, 'versions' | 'tags'> | undefined): void {
    this.#byName.delete(name);
    this.#deleted.delete(name);
    if (parameter === undefined) this.#deleted.add(name);
    else this.#byName.set(name, { name, arn: this.arnOf(name), ...parameter });
  }

  /** Deletes it, whosever it is: where a stack has it, the stack is not asked. @returns whether there was one */
  delete(name: string): boolean {
    if (!this.#byName.has(name)) return false;
    this.restore(name, undefined);
    this.#changed(name);
    return true;
  }

  /** Takes away a stack's parameter; that it was deleted before is no longer of interest. */
  remove(name: string): void {
    this.#byName.delete(name);
    this.#deleted.delete(name);
    this.#changed(name);
  }

  /** The names of those that are there, and of those that were deleted. */
  names(): readonly string[] {
    return [...this.#byName.keys(), ...this.#deleted];
  }

  wasDeleted(name: string): boolean {
    return this.#deleted.has(name);
  }

  #changed(name: string): void {
    this.keeper.changed('parameters', name);
  }
}
