import { randomUUID } from 'node:crypto';
import { type Clock, systemClock } from '../../shared/clock';
import { inMemory } from '../../state/in-memory';
import type { AccountKeeper, PersistedCollection } from '../../state/persisted';
import { CodeDirectories } from './code/code-directories';
import { FunctionPolicies } from './function-policies';
import { functionCollection, functionsName } from './kept-functions';
import type { DeployedFunction, DesiredFunction, LambdaFunction, Version } from './lambda-function';

/** The version that is not published. */
const latest = '$LATEST';

/** Told of a version that is run no more; resolves once none of its processes is left. */
export type OnRetired = (lambda: LambdaFunction, version: string) => Promise<void>;

/** The functions of an account, their versions and their policies: deployments add to them, change them and take from them. */
export class LambdaFunctions {
  readonly policies = new FunctionPolicies();
  readonly code: CodeDirectories;
  readonly #byArn = new Map<string, DeployedFunction>();
  /** The last number published under an ARN. It outlives the function. */
  readonly #lastNumbers = new Map<string, number>();
  /** Versions that are gone, of which a process may still be at work. */
  readonly #retiring = new Set<LambdaFunction>();
  readonly #clock: Clock;
  readonly #keeper: AccountKeeper;
  #onRetired: OnRetired = async () => {};

  constructor(clock: Clock = systemClock, keeper: AccountKeeper = inMemory) {
    this.#clock = clock;
    this.#keeper = keeper;
    this.code = new CodeDirectories(keeper.bodies);
  }

  /** What of them is kept. */
  get collections(): readonly PersistedCollection[] {
    return [
      functionCollection({
        functions: this.#byArn,
        lastNumbers: this.#lastNumbers,
        code: this.code,
        bodies: this.#keeper.bodies,
      }),
    ];
  }

  /** Who is told of versions that are run no more. */
  set onRetired(listener: OnRetired) {
    this.#onRetired = listener;
  }

  /**
   * A version as it is run; undefined where there is none.
   *
   * @param arn without qualifier
   */
  find(arn: string, qualifier = latest): LambdaFunction | undefined {
    const found = this.#byArn.get(arn);
    const version = found?.versions.get(qualifier);
    if (found === undefined || version === undefined) return undefined;
    const { reservedConcurrency } = found.desired;
    return { ...version.lambda, ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }) };
  }

  /** The ARNs of all functions, without qualifier, in the order of their names. */
  arns(): readonly string[] {
    return [...this.#byArn.keys()].sort();
  }

  /** What a function is called by beside its name: `$LATEST` first, then the numbers of its versions in their order. */
  versionsOf(arn: string): readonly string[] {
    const numbers = [...(this.#byArn.get(arn)?.versions.keys() ?? [])];
    return numbers.sort((one, other) => (Number(one) || 0) - (Number(other) || 0));
  }

  /** A function's tags. Its versions have none of their own (**documented**: tags are a function's). */
  tags(arn: string): ReadonlyMap<string, string> | undefined {
    return this.#byArn.get(arn)?.desired.tags;
  }

  /** A new function. Whoever adds one has looked whether its name is free. */
  add(desired: DesiredFunction): void {
    const { arn } = desired.configuration;
    if (this.#byArn.has(arn)) throw new Error(`${arn} is there already`);
    this.#byArn.set(arn, { desired, versions: new Map([[latest, this.#newVersion(desired)]]) });
    this.#changed(arn);
  }

  /** Changes `$LATEST`; published versions are as they were. */
  change(desired: DesiredFunction): void {
    const found = this.#existing(desired.configuration.arn);
    found.desired = desired;
    this.#changed(desired.configuration.arn);
    const before = found.versions.get(latest);
    if (before?.versioned === desired.versioned) return;
    found.versions.set(latest, this.#newVersion(desired));
    this.#retire(before, latest);
  }

  /** Says where the code of `$LATEST`, and of the versions that have the same, lies now. */
  moveCode(arn: string, codeDirectory: string): void {
    const found = this.#existing(arn);
    const before = found.versions.get(latest)?.lambda.codeDirectory;
    if (before === codeDirectory) return;
    const { configuration } = found.desired;
    found.desired = { ...found.desired, configuration: { ...configuration, codeDirectory } };
    for (const [number, { lambda, versioned }] of found.versions) {
      if (lambda.codeDirectory === before)
        found.versions.set(number, { lambda: { ...lambda, codeDirectory }, versioned });
    }
    this.#changed(arn);
  }

  /** Takes a function away, with its versions and policies (**documented**: API_DeleteFunction without a qualifier). */
  remove(arn: string): void {
    const found = this.#byArn.get(arn);
    if (found === undefined) return;
    this.#byArn.delete(arn);
    this.#changed(arn);
    this.policies.removeFunction(arn);
    for (const [number, version] of found.versions) this.#retire(version, number);
  }

  /**
   * The number of the version that is published next. **Documented** (developer guide, "Manage Lambda function versions"): numbers are
   * never used again, not even those of a function that was deleted.
   */
  nextNumber(arn: string): number {
    return (this.#lastNumbers.get(arn) ?? 0) + 1;
  }

  /** The newest published version, where `$LATEST` is no other. */
  sameAsLatest(arn: string): string | undefined {
    const { versions } = this.#existing(arn);
    const newest = String(Math.max(...[...versions.keys()].filter((number) => number !== latest).map(Number)));
    return versions.get(newest)?.versioned === versions.get(latest)?.versioned ? newest : undefined;
  }

  /** Keeps `$LATEST`, code and configuration, under a number of its own. */
  publish(arn: string, number: number): void {
    if (number < this.nextNumber(arn)) throw new Error(`version ${number} of ${arn} was published before`);
    const { versions } = this.#existing(arn);
    this.#lastNumbers.set(arn, number);
    this.#changed(arn);
    const version = versions.get(latest);
    if (version === undefined) return;
    versions.set(String(number), { ...version, lambda: { ...version.lambda, revision: randomUUID() } });
  }

  /** Takes a published version away, with its policy. */
  removeVersion(arn: string, number: string): void {
    const versions = this.#byArn.get(arn)?.versions;
    const version = versions?.get(number);
    if (number === latest || !versions?.delete(number)) return;
    this.#changed(arn);
    this.policies.removeQualifier(`${arn}:${number}`);
    this.#retire(version, number);
  }

  #changed(arn: string): void {
    this.#keeper.changed(functionsName, arn);
  }

  #newVersion({ configuration, versioned }: DesiredFunction): Version {
    return { lambda: { ...configuration, revision: randomUUID(), modifiedAt: this.#clock.now() }, versioned };
  }

  #existing(arn: string): DeployedFunction {
    const found = this.#byArn.get(arn);
    if (found === undefined) throw new Error(`there is no function ${arn}`);
    return found;
  }

  /** Its code goes with its last process, unless another version has the same. */
  #retire(version: Version | undefined, number: string): void {
    if (version === undefined) return;
    const { lambda } = version;
    this.#retiring.add(lambda);
    void this.#onRetired(lambda, number).then(() => {
      this.#retiring.delete(lambda);
      const deployed = [...this.#byArn.values()].flatMap(({ versions }) => [...versions.values()]);
      const used = [...this.#retiring, ...deployed.map((other) => other.lambda)];
      if (used.every(({ codeDirectory }) => codeDirectory !== lambda.codeDirectory)) {
        this.code.discard(lambda.codeDirectory);
      }
    });
  }
}
