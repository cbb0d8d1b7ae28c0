import type { DeploymentTarget } from '../../../assembly/types';
import type { CompiledPolicy } from '../../../policy/compile';

/** A repository as it is configured. */
export interface RepositorySettings {
  readonly name: string;
  readonly tagMutability: string;
  readonly scanOnPush: boolean;
  readonly policy?: CompiledPolicy;
  /** JSON, as it was given. */
  readonly lifecyclePolicy?: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** A repository. */
export interface Repository extends RepositorySettings {
  readonly arn: string;
  readonly registryId: string;
  readonly uri: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Digests: what was pushed, which outlives a change of the configuration. Nothing can be pushed here yet. */
  readonly images: Set<string>;
}

/** The container repositories of one account and region, as they are now. */
export class Repositories {
  readonly #byName = new Map<string, Repository>();

  constructor(private readonly place: DeploymentTarget) {}

  find(name: string): Repository | undefined {
    return this.#byName.get(name);
  }

  byArn(arn: string): Repository | undefined {
    return this.all().find((repository) => repository.arn === arn);
  }

  all(): readonly Repository[] {
    return [...this.#byName.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** @param name `*` for all */
  arnOf(name: string): string {
    const { partition, region, account } = this.place;
    return `arn:${partition}:ecr:${region}:${account}:repository/${name}`;
  }

  /** Makes a repository, or configures it anew. */
  put(settings: RepositorySettings, now: number): void {
    const before = this.#byName.get(settings.name);
    const { region, account, partition } = this.place;
    const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
    this.#byName.set(settings.name, {
      ...settings,
      arn: this.arnOf(settings.name),
      registryId: account,
      uri: `${account}.dkr.ecr.${region}.${suffix}/${settings.name}`,
      createdAt: before?.createdAt ?? now,
      images: before?.images ?? new Set(),
    });
  }

  remove(name: string): void {
    this.#byName.delete(name);
  }
}
