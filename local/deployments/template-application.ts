import { isDeepStrictEqual } from 'node:util';
import { AssemblyError } from '../../assembly/assembly-error';
import { own } from '../../assembly/own-member';
import { readProperties } from '../../assembly/properties';
import { resolveValue } from '../../assembly/resolve-value';
import type { Template, TemplateResource } from '../../assembly/template';
import { dependenciesOf, resourceOrder } from '../../assembly/template-dependencies';
import { templateOutputs } from '../../assembly/template-outputs';
import { type TemplateScope, templateScope } from '../../assembly/template-scope';
import type { DeployedOutput } from '../../assembly/types';
import { NothingChanged } from '../resources/resource-refused';
import { HalfMade, type Outcome, type Resource } from '../resources/resource-type';
import { type Adopting, type Identifier, nothingToAdopt, shown, theExisting } from './adoption';
import { type Engine, type Imports, type KnownType, reasonOf, type Unnamed } from './engine';
import { parameterOf } from './parameter-values';
import { replaces } from './replacement';
import type { Desired, StackRecord } from './stack-record';
import { policiesOf, type StackResource } from './stack-resource';
import type { Change, Failure } from './undo';

/** Makes a stack's resources what a template wants: creates, adopts and changes, each after what it waits for. It deletes nothing. */
export class TemplateApplication {
  /** In the order in which it was done. */
  readonly changes: Change[] = [];
  readonly failures: Failure[] = [];
  readonly imports: Imports;
  /** Logical IDs that the template wants, each behind those that it waits for. */
  readonly wanted: readonly string[];
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
    this.imports = engine.importsOf(stack);
    this.#scope = templateScope({
      stack,
      target: stack,
      template: desired.template,
      parameter: (name, at) => parameterOf(desired, engine.account, name, at),
      resource: (logicalId, at) => this.#standing(logicalId, at),
      imports: this.imports,
    });
    this.wanted = resourceOrder(desired.template, stack.name).filter((id) => this.#isWanted(id));
    this.#wanted = new Set(this.wanted);
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
    return templateOutputs(this.stack.name, this.#template, this.#scope);
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
    if (type === undefined) throw new AssemblyError(place, `resource type ${declared.Type} is not supported`);
    const properties = resolveValue(declared.Properties, `${place}: Properties`, this.#scope);
    const unnamed: Unnamed = {
      ...{ stackName: stack.name, logicalId: id, type: declared.Type, place, assets: this.desired.assets },
      properties: properties as Record<string, unknown>,
    };
    const before = stack.resources.get(id);
    const identifier = this.adopting.get(id);
    if (before === undefined && identifier !== undefined) return this.#adopt(type, unnamed, identifier);
    if (before === undefined) return this.#create(type, unnamed);
    if (before.status === 'CREATE_FAILED') {
      // Something may be there of an attempt that was not rolled back.
      await this.engine.permit(stack, { step: 'delete', resource: before.resource })();
      stack.resources.delete(id);
      return this.#create(type, unnamed);
    }
    const after: Resource<unknown> = { ...before.resource, ...unnamed, model: before.resource.model };
    if (isDeepStrictEqual(before.resource.properties, properties) && before.status !== 'UPDATE_FAILED') {
      // Policies and places may have changed; neither is a change of the resource.
      stack.resources.set(id, { ...before, ...this.#declarationOf(id), resource: after });
      return;
    }
    const read = { ...after, model: this.#read(after, type) };
    if (replaces(type, read, before.resource)) return this.#create(type, unnamed, before);
    return this.#update(read, before);
  }

  async #create(type: KnownType, unnamed: Unnamed, replaced?: StackResource): Promise<void> {
    const { stack } = this;
    const { logicalId } = unnamed;
    const begun = replaced === undefined ? 'CREATE' : 'UPDATE';
    const why = replaced && 'Requested update requires the creation of a new physical resource; hence creating one.';
    this.#tell(unnamed, replaced?.resource.ref ?? '', `${begun}_IN_PROGRESS`, why);
    let physicalId = '';
    let half: Resource<unknown> | undefined;
    try {
      const model = this.#read({ ...unnamed, ref: '', attributes: {} }, type);
      const { account, region, partition } = stack;
      const named = { ...unnamed, ...this.engine.identify(stack, type, unnamed), account, region, partition, model };
      const make = this.engine.permit(stack, { step: 'create', resource: named });
      physicalId = named.ref;
      this.#tell(unnamed, physicalId, `${begun}_IN_PROGRESS`, 'Resource creation Initiated');
      half = named;
      const resource = withMade(named, await make());
      physicalId = resource.ref;
      const made = this.#keep(resource, `${begun}_COMPLETE`);
      this.changes.push(replaced ? { kind: 'replaced', before: replaced, made } : { kind: 'created', made });
      this.#tell(unnamed, physicalId, `${begun}_COMPLETE`);
    } catch (error) {
      this.#tell(unnamed, physicalId, `${begun}_FAILED`, reasonOf(error));
      if (type.removeAfterFailure && half !== undefined && replaced === undefined) {
        if (error instanceof HalfMade) half = withMade(half, error.made);
        this.changes.push({ kind: 'created', made: this.#keep(half, 'CREATE_FAILED', reasonOf(error)) });
      }
      throw new StepFailed(logicalId, error);
    }
  }

  /** Takes over what is there; its properties are the template's from now on, whatever it is configured as. */
  async #adopt(type: KnownType, unnamed: Unnamed, identifier: Identifier): Promise<void> {
    const { stack, engine } = this;
    this.#tell(unnamed, shown(identifier), 'IMPORT_IN_PROGRESS');
    try {
      const named = { ...unnamed, properties: { ...unnamed.properties, ...identifier } };
      const model = this.#read({ ...unnamed, ref: '', attributes: {} }, type);
      const found = theExisting(unnamed, identifier, stack, engine);
      const { account, region, partition } = stack;
      const whole = { ...unnamed, ...engine.identify(stack, type, named), account, region, partition, model };
      const resource = withMade(whole, found);
      await this.engine.permit(stack, { step: 'import', resource })();
      const made = this.#keep(resource, 'IMPORT_COMPLETE', undefined, { adopted: true });
      this.changes.push({ kind: 'adopted', made });
      this.#tell(unnamed, resource.ref, 'IMPORT_COMPLETE');
    } catch (error) {
      this.#tell(unnamed, shown(identifier), 'IMPORT_FAILED', reasonOf(error));
      throw new StepFailed(unnamed.logicalId, error);
    }
  }

  async #update(after: Resource<unknown>, before: StackResource): Promise<void> {
    const adopted = before.adopted && { adopted: true as const };
    this.#tell(after, after.ref, 'UPDATE_IN_PROGRESS');
    try {
      const change = this.engine.permit(this.stack, { step: 'update', resource: after, before: before.resource });
      const resource = withMade(after, await change());
      const made = this.#keep(resource, 'UPDATE_COMPLETE', undefined, adopted);
      // A custom resource that answers another physical ID has made another resource (documented).
      if (resource.ref === before.resource.ref) this.changes.push({ kind: 'updated', before, after: made });
      else this.changes.push({ kind: 'replaced', before, made, byUpdate: true });
      this.#tell(after, resource.ref, 'UPDATE_COMPLETE');
    } catch (error) {
      // What counts is what it was when it was complete last: a retry is told of that.
      const kept = this.#keep(before.resource, 'UPDATE_FAILED', reasonOf(error), adopted);
      // What AWS refuses, and what the local cloud does not understand, is found out before anything is done.
      const untouched = error instanceof NothingChanged || error instanceof AssemblyError;
      const tried = untouched ? kept : { ...kept, resource: after };
      this.changes.push({ kind: 'updated', before, after: tried });
      this.#tell(after, after.ref, 'UPDATE_FAILED', reasonOf(error));
      throw new StepFailed(after.logicalId, error);
    }
  }

  /** The resource as the stack has it from now on. */
  #keep(
    resource: Resource<unknown>,
    status: StackResource['status'],
    reason?: string,
    more: Pick<StackResource, 'adopted'> = {},
  ): StackResource {
    const kept = {
      ...this.#declarationOf(resource.logicalId),
      ...{ resource, status, at: this.stack.now() },
      ...(reason === undefined ? {} : { reason }),
      ...more,
    };
    this.stack.resources.set(resource.logicalId, kept);
    return kept;
  }

  #read(resource: Resource<unknown> | (Unnamed & { ref: string; attributes: object }), type: KnownType): unknown {
    return readProperties(resource as Resource<unknown>, type.schema);
  }

  #tell(
    { logicalId, type, properties }: Unnamed,
    physicalId: string,
    status: StackResource['status'],
    reason?: string,
  ) {
    const told = { logicalId, physicalId, type, status, properties };
    this.stack.tell(reason === undefined ? told : { ...told, reason });
  }

  #standing(logicalId: string, at: string): Resource<unknown> {
    const declared = own(this.#template.Resources, logicalId);
    if (declared === undefined) {
      throw new AssemblyError(at, `${logicalId} is neither a parameter nor a resource of this template`);
    }
    if (!this.#isWanted(logicalId)) {
      throw new AssemblyError(at, `${logicalId} is not created, because its condition ${declared.Condition} is false`);
    }
    const standing = this.stack.resources.get(logicalId);
    if (standing === undefined) throw new AssemblyError(at, `${logicalId} is not there yet`);
    return standing.resource;
  }

  /** What a stack keeps of how a resource is declared. */
  #declarationOf(id: string): Pick<StackResource, 'deletionPolicy' | 'updateReplacePolicy' | 'waitsFor'> {
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

/** A step whose failure is in the stack's history already. */
export class StepFailed extends Error {
  constructor(
    readonly logicalId: string,
    override readonly cause: unknown,
  ) {
    super(reasonOf(cause));
  }
}

/** A resource, with what is known of it only since it was made. */
export function withMade(resource: Resource<unknown>, made: Awaited<Outcome>): Resource<unknown> {
  if (!made) return resource;
  return { ...resource, ...made, attributes: { ...resource.attributes, ...made.attributes } };
}
