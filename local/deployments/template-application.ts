import { isDeepStrictEqual } from 'node:util';
import { AssemblyError } from '../../assembly/assembly-error';
import { own } from '../../assembly/own-member';
import { holdsPlaceholder } from '../../assembly/placeholder';
import { readProperties } from '../../assembly/properties';
import type { Template, TemplateResource } from '../../assembly/template';
import { dependenciesOf, resourceOrder } from '../../assembly/template-dependencies';
import { type TemplateScope, templateScope } from '../../assembly/template-scope';
import type { DeployedOutput } from '../../assembly/types';
import type { Resource } from '../resources/resource-type';
import { type Adopting, nothingToAdopt } from './adoption';
import { type Engine, type Imports, reasonOf, type Unnamed } from './engine';
import { parameterOf } from './parameter-values';
import { PlaceholderReads } from './placeholder-reads';
import { inertHint, outputsWithPlaceholders, resolvedProperties } from './placeholders';
import { replaces } from './replacement';
import { type Declaration, ResourceSteps, StepFailed } from './resource-steps';
import type { Desired, StackRecord } from './stack-record';
import { policiesOf } from './stack-resource';
import type { Change, Failure } from './undo';

/** Makes a stack's resources what a template wants: creates, adopts and changes, each after what it waits for. It deletes nothing. */
export class TemplateApplication {
  readonly failures: Failure[] = [];
  readonly imports: Imports;
  /** Logical IDs that the template wants, each behind those that it waits for. */
  readonly wanted: readonly string[];
  readonly #placeholders = new PlaceholderReads();
  readonly #steps: ResourceSteps;
  readonly #scope: TemplateScope;
  readonly #template: Template;
  readonly #wanted: ReadonlySet<string>;

  /** @throws AssemblyError for a template in which resources or conditions wait for each other */
  constructor(
    readonly stack: StackRecord,
    readonly desired: Desired,
    readonly engine: Engine,
    readonly adopting: Adopting = nothingToAdopt,
  ) {
    this.#template = desired.template;
    this.#steps = new ResourceSteps(stack, engine, (id) => this.#declarationOf(id));
    this.imports = engine.importsOf(stack, this.#placeholders.note);
    const scope = templateScope({
      stack,
      target: stack,
      template: desired.template,
      parameter: (name, at) =>
        this.#placeholders.given(name, parameterOf(stack, desired, engine.account, name, at), at),
      resource: (logicalId, at) => this.#standing(logicalId, at),
      imports: this.imports,
    });
    this.#scope = {
      ...scope,
      attribute: (logicalId, name, at) => {
        const { type, inertAttributes } = this.#standing(logicalId, at);
        const value = scope.attribute(logicalId, name, at);
        if (inertAttributes?.includes(name) || holdsPlaceholder(value))
          this.#placeholders.note(at, `${name} of ${logicalId} (${type})`);
        return value;
      },
    };
    this.wanted = resourceOrder(desired.template, stack.name).filter((id) => this.#isWanted(id));
    this.#wanted = new Set(this.wanted);
  }

  /** What was done, in that order. */
  get changes(): readonly Change[] {
    return this.#steps.changes;
  }

  /** Does all that can be done; {@link failures} says what could not. After a failure nothing new is begun. */
  async run(): Promise<void> {
    const started = new Map<string, Promise<void>>();
    const start = (id: string): Promise<void> => {
      const running = started.get(id) ?? this.#after(id, start);
      started.set(id, running);
      return running;
    };
    await Promise.all(this.wanted.map(start));
  }

  /** The stack's outputs, once all resources are there. @throws AssemblyError */
  outputs(): readonly DeployedOutput[] {
    return outputsWithPlaceholders(this.stack.name, this.#template, this.#scope, this.#placeholders);
  }

  async #after(id: string, start: (id: string) => Promise<void>): Promise<void> {
    const dependencies = [...dependenciesOf(this.#declared(id), this.#template)];
    await Promise.all(dependencies.filter((other) => this.#wanted.has(other)).map(start));
    if (this.failures.length > 0) return;
    try {
      await this.#step(id);
    } catch (error) {
      if (!(error instanceof StepFailed)) this.#tellOfFailure(id, error);
      this.failures.push({ logicalId: id, error });
    }
  }

  /** What is wrong before the resource is begun: its history says so all the same. */
  #tellOfFailure(logicalId: string, error: unknown): void {
    const physicalId = this.stack.resources.get(logicalId)?.resource.ref;
    const status = physicalId === undefined ? 'CREATE_FAILED' : 'UPDATE_FAILED';
    const type = this.#declared(logicalId).Type;
    this.stack.tell({ logicalId, physicalId: physicalId ?? '', type, status, reason: reasonOf(error) });
  }

  async #step(id: string): Promise<void> {
    const { stack } = this;
    const declared = this.#declared(id);
    const place = this.#place(id);
    const type = this.engine.typeOf(declared.Type);
    if (type === undefined)
      throw new AssemblyError(place, `resource type ${declared.Type} is not supported${inertHint(declared.Type)}`);
    const resolving = { at: `${place}: Properties`, type, scope: this.#scope, reads: this.#placeholders };
    const properties = resolvedProperties(declared, resolving);
    const unnamed: Unnamed = {
      ...{ stackName: stack.name, logicalId: id, type: declared.Type, place, assets: this.desired.assets },
      properties,
    };
    const before = stack.resources.get(id);
    const identifier = this.adopting.get(id);
    if (before === undefined && identifier !== undefined) return this.#steps.adopt(type, unnamed, identifier);
    if (before === undefined) return this.#steps.create(type, unnamed);
    if (before.status === 'CREATE_FAILED') {
      // Something may be there of an attempt that was not rolled back.
      await this.engine.permit(stack, { step: 'delete', resource: before.resource })();
      stack.resources.delete(id);
      return this.#steps.create(type, unnamed);
    }
    const after: Resource<unknown> = { ...before.resource, ...unnamed, model: before.resource.model };
    const isSame = isDeepStrictEqual(before.resource.properties, properties) && before.status !== 'UPDATE_FAILED';
    if (isSame && !this.engine.outdated(after)) {
      // Policies and places may have changed; neither is a change of the resource.
      stack.resources.set(id, { ...before, ...this.#declarationOf(id), resource: after });
      this.engine.moved(after);
      return;
    }
    const read = { ...after, model: readProperties(after, type.schema) };
    if (replaces(type, read, before.resource)) return this.#steps.create(type, unnamed, before);
    return this.#steps.update(read, before);
  }

  #standing(logicalId: string, at: string): Resource<unknown> {
    const declared = own(this.#template.Resources, logicalId);
    if (declared === undefined) {
      throw new AssemblyError(at, `${logicalId} is neither a parameter nor a resource of this template`);
    }
    if (!this.#wanted.has(logicalId)) {
      throw new AssemblyError(at, `${logicalId} is not created, because its condition ${declared.Condition} is false`);
    }
    const standing = this.stack.resources.get(logicalId);
    if (standing === undefined) throw new AssemblyError(at, `${logicalId} is not there yet`);
    if (standing.resource.inert) this.#placeholders.note(at, `${logicalId} (${declared.Type})`);
    return standing.resource;
  }

  #declarationOf(id: string): Declaration {
    const declared = this.#declared(id);
    return { ...policiesOf(declared), waitsFor: [...dependenciesOf(declared, this.#template)] };
  }

  #declared(id: string): TemplateResource {
    return own(this.#template.Resources, id) as TemplateResource;
  }

  #isWanted(id: string): boolean {
    return this.#scope.isWanted(this.#declared(id), this.#place(id));
  }

  #place(id: string): string {
    const path = this.desired.constructPaths.get(id);
    return `${this.stack.name}: ${id}${path === undefined ? '' : ` (${path})`}`;
  }
}
