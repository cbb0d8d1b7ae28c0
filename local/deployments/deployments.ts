import { randomUUID } from 'node:crypto';
import { AssemblyError } from '../../assembly/assembly-error';
import { checkExports, importsFrom } from '../../assembly/exports';
import type { DeployedResource, DeployedStack, DeploymentTarget } from '../../assembly/types';
import type { Account } from '../resources/account';
import type { InertTypes } from '../resources/inert/inert-types';
import type { AnyResourceType, Outcome } from '../resources/resource-type';
import { typesByName } from '../resources/types-by-name';
import type { Clock } from '../shared/clock';
import type { Engine, Imports, KnownType, ResourceStep, Unnamed } from './engine';
import { exportsOf } from './exports';
import { requirePermissions } from './permissions';
import { StackRecord } from './stack-record';

/** What deployments are made with. */
export interface DeploymentsOptions {
  readonly account: Account;
  readonly types: readonly AnyResourceType[];
  /** What may stand without being made. @default nothing */
  readonly inert?: Pick<InertTypes, 'has'> | undefined;
  readonly clock: Clock;
}

/** The stacks of an account and region: what assemblies deployed at the start, and what CloudFormation's API did since. */
export class Deployments implements Engine {
  readonly account: Account;
  readonly #typeOf: (name: string) => AnyResourceType | undefined;
  readonly #clock: Clock;
  readonly #stacks: StackRecord[] = [];
  /** How often a resource was made, by stack and logical ID. */
  readonly #times = new Map<string, number>();

  constructor({ account, types, inert, clock }: DeploymentsOptions) {
    this.account = account;
    this.#typeOf = typesByName(types, inert);
    this.#clock = clock;
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
    if (asked.step === 'update') return () => type.update(resource, asked.before, account);
    return () => (asked.step === 'create' ? type.create(resource, account) : type.remove(resource, account));
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
   */
  add(name: string, target: DeploymentTarget, id?: string): StackRecord {
    const { partition, region, account } = target;
    const arn = id ?? `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/${randomUUID()}`;
    const stack = new StackRecord(name, arn, target, this.#clock);
    this.#stacks.push(stack);
    return stack;
  }

  /** Forgets a stack of which a change set alone has talked. */
  forget(stack: StackRecord): void {
    const at = this.#stacks.indexOf(stack);
    if (at >= 0) this.#stacks.splice(at, 1);
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
    const generation = this.#times.get(key) ?? 0;
    const { account, region, partition } = stack;
    const unnamed = { ...resource, account, region, partition, generation };
    const { ref, attributes = {}, inert } = type.identify(unnamed, this.account);
    this.#times.set(key, generation + 1);
    return { ref, attributes, ...(inert && { inert }) };
  }
}
