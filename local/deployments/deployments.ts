import { randomUUID } from 'node:crypto';
import { AssemblyError } from '../../assembly/assembly-error';
import { checkExports, importsFrom } from '../../assembly/exports';
import type { DeployedResource, DeployedStack, DeploymentTarget } from '../../assembly/types';
import type { Account } from '../resources/account';
import type { InertTypes } from '../resources/inert/inert-types';
import type { AnyResourceType, Outcome } from '../resources/resource-type';
import { typesByName } from '../resources/types-by-name';
import type { Clock } from '../shared/clock';
import { inMemory } from '../state/in-memory';
import { MapCollection } from '../state/map-collection';
import type { AccountKeeper, PersistedCollection } from '../state/persisted';
import { EmbeddedStacks } from './embedded-stacks';
import type { Engine, Imports, KnownType, ResourceStep, Unnamed } from './engine';
import { exportsOf } from './exports';
import { interruptAll } from './interrupted';
import { restoredResource } from './kept-resource';
import { type KeptStack, keptStack, restoredStack } from './kept-stack';
import { requirePermissions } from './permissions';
import { checkStackLimit } from './stack-limits';
import { StackRecord } from './stack-record';
import { StandingResources } from './standing-resources';

/** What deployments are made with. */
export interface DeploymentsOptions {
  readonly account: Account;
  readonly types: readonly AnyResourceType[];
  /** What may stand without being made. @default nothing */
  readonly inert?: Pick<InertTypes, 'has'> | undefined;
  readonly clock: Clock;
  /** @default nothing is kept */
  readonly keeper?: AccountKeeper;
}

/** The stacks of an account and region: what assemblies deployed at the start, and what CloudFormation's API did since. */
export class Deployments implements Engine {
  readonly account: Account;
  readonly #typeOf: (name: string) => AnyResourceType | undefined;
  readonly #clock: Clock;
  readonly #stacks: StackRecord[] = [];
  /** How often a resource was made, by stack and logical ID. */
  readonly #times: MapCollection<number>;
  readonly keeper: AccountKeeper;
  readonly #standing: StandingResources;

  constructor({ account, types, inert, clock, keeper = inMemory }: DeploymentsOptions) {
    this.account = account;
    this.keeper = keeper;
    this.#times = new MapCollection('times-made', keeper);
    this.#typeOf = typesByName(types, inert);
    this.#clock = clock;
    account.nestedStacks.runner = new EmbeddedStacks(this);
    this.#standing = new StandingResources({ account, typeOf: this.#typeOf, keeper });
  }

  /** What of deployments is kept: how often resources were made, what stands, and the stacks. */
  get collections(): readonly PersistedCollection[] {
    return [this.#times, this.#standing, this.#keptStacks()];
  }

  typeOf(name: string): KnownType | undefined {
    return this.#typeOf(name);
  }

  permit({ actor }: Pick<StackRecord, 'actor'>, asked: ResourceStep): () => Outcome {
    const { account } = this;
    const { resource } = asked;
    const type = this.#typeOf(resource.type);
    if (type === undefined) throw new AssemblyError(resource.place, `resource type ${resource.type} is not supported`);
    requirePermissions(actor, type, asked, account);
    if (asked.step === 'import') return () => undefined;
    return () => this.#standing.doing(asked, (own) => performed(asked, type, own));
  }

  moved(resource: ResourceStep['resource']): void {
    this.#typeOf(resource.type)?.moved?.(resource, this.account);
  }

  outdated(resource: ResourceStep['resource']): boolean {
    return this.#typeOf(resource.type)?.outdated?.(resource, this.account) ?? false;
  }

  /** Every stack that there is or was, the deleted ones too. */
  all(): readonly StackRecord[] {
    return this.#stacks;
  }

  /** Every stack but the deleted ones. */
  standing(): readonly StackRecord[] {
    return this.#stacks.filter(({ status }) => status !== 'DELETE_COMPLETE');
  }

  /** The stacks as everybody else sees them: without those that only a change set talks of. */
  deployed(): readonly DeployedStack[] {
    return this.standing()
      .filter(({ status }) => status !== 'REVIEW_IN_PROGRESS')
      .map((stack) => stack.deployed());
  }

  /** A stack by its ID, or by its name; a deleted one by its ID alone (**documented**: `DescribeStacks`). */
  find(nameOrId: string): StackRecord | undefined {
    return this.#stacks.find(({ id }) => id === nameOrId) ?? this.standing().find(({ name }) => name === nameOrId);
  }

  /**
   * A new stack, in which nothing is yet.
   *
   * @param id without it, one that no stack has had
   * @param parent the stack of which it is a resource
   * @throws ServiceError where the account has as many as it may
   */
  add(name: string, target: DeploymentTarget, id?: string, parent?: StackRecord): StackRecord {
    checkStackLimit(this.standing().length);
    const { partition, region, account } = target;
    // The ID of a stack that was deleted is never another one's.
    const own = this.#stacks.some((stack) => stack.id === id) ? undefined : id;
    const arn = own ?? `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/${randomUUID()}`;
    const stack = new StackRecord(name, arn, target, this.#clock, { changed: this.#changedStack(arn), parent });
    this.#stacks.push(stack);
    return stack;
  }

  /** Forgets a stack of which a change set alone has talked. */
  forget(stack: StackRecord): void {
    const at = this.#stacks.indexOf(stack);
    if (at >= 0) this.#stacks.splice(at, 1);
    this.#changedStack(stack.id)();
  }

  others(stack: StackRecord): readonly StackRecord[] {
    return this.standing().filter((other) => other !== stack);
  }

  importsOf(stack: StackRecord, placeholderRead: (at: string, of: string) => void = () => {}): Imports {
    const others = this.others(stack);
    const exported = new Map(exportsOf(others).map((one) => [one.name, one]));
    const used = new Set<string>();
    return {
      used,
      exported(name, at) {
        const found = exported.get(name);
        // The words are observed: aws-cdk#4299.
        if (found === undefined) throw new AssemblyError(at, `No export named ${name} found.`);
        used.add(name);
        if (found.inert) placeholderRead(at, `the export ${name}`);
        return found.value;
      },
      stackOutput(stackName, outputName, region, at) {
        const standing = others.map((other) => other.deployed());
        const outputs = standing.filter(({ name }) => name === stackName).flatMap((other) => other.outputs);
        if (outputs.some(({ name, inert }) => name === outputName && inert)) {
          placeholderRead(at, `the output ${outputName} of ${stackName}`);
        }
        return importsFrom(standing, stack, new Map()).stackOutput(stackName, outputName, region, at);
      },
    };
  }

  checkExports(deployed: DeployedStack): void {
    checkExports(
      deployed,
      this.deployed().filter(({ id }) => id !== deployed.id),
    );
  }

  identify(
    stack: StackRecord,
    type: KnownType,
    resource: Unnamed,
  ): Pick<DeployedResource, 'ref' | 'attributes' | 'inert'> {
    const key = JSON.stringify([stack.name, resource.logicalId]);
    const generation = this.#times.read(key) ?? 0;
    const { account, region, partition } = stack;
    const unnamed = { ...resource, account, region, partition, generation };
    const { ref, attributes = {}, inert } = type.identify(unnamed, this.account);
    this.#times.set(key, generation + 1);
    return { ref, attributes, ...(inert && { inert }) };
  }

  changedAttributes(
    after: DeployedResource & DeploymentTarget,
    before: DeployedResource,
  ): Readonly<Record<string, string>> {
    const type = this.#typeOf(after.type);
    const made = (this.#times.read(JSON.stringify([after.stackName, after.logicalId])) ?? 1) - 1;
    const attributesOf = ({ properties }: DeployedResource): Readonly<Record<string, string>> =>
      type?.identify({ ...after, properties, generation: made }, this.account).attributes ?? {};
    const was = attributesOf(before);
    return Object.fromEntries(Object.entries(attributesOf(after)).filter(([name, value]) => was[name] !== value));
  }

  #changedStack(id: string): () => void {
    return () => this.keeper.changed(stacksName, id);
  }

  #keptStacks(): PersistedCollection<KeptStack> {
    return {
      name: stacksName,
      version: 1,
      keys: () => this.#stacks.map(({ id }) => id),
      read: (id) => {
        const stack = this.#stacks.find((one) => one.id === id);
        return stack && keptStack(stack);
      },
      restore: (id, kept) => {
        this.#stacks.push(restoredStack(kept, this.#typeOf, this.#clock, this.#changedStack(id)));
      },
      restored: () => {
        interruptAll(this.#stacks, (kept) => restoredResource(kept, this.#typeOf));
      },
    };
  }
}

const stacksName = 'stacks';

function performed(asked: ResourceStep, type: AnyResourceType, account: Account): Outcome {
  const { step, resource } = asked;
  if (step === 'update') return type.update(resource, asked.before, account);
  return step === 'create' ? type.create(resource, account) : type.remove(resource, account);
}
