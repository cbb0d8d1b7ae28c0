import { AssemblyError } from '../../assembly/assembly-error';
import { readProperties } from '../../assembly/properties';
import { NothingChanged } from '../resources/resource-refused';
import { HalfMade, type Outcome, type Resource } from '../resources/resource-type';
import { type Identifier, shown, theExisting } from './adoption';
import { type Engine, type KnownType, reasonOf, type Unnamed } from './engine';
import type { StackRecord } from './stack-record';
import type { StackResource } from './stack-resource';
import type { Change } from './undo';

/** What a stack keeps of how a resource is declared. */
export type Declaration = Pick<StackResource, 'deletionPolicy' | 'updateReplacePolicy' | 'waitsFor'>;

/** Creates, adopts and changes resources of a stack one by one, and tells of it in the stack's history. */
export class ResourceSteps {
  /** In the order in which it was done. */
  readonly changes: Change[] = [];
  readonly #stack: StackRecord;
  readonly #engine: Engine;
  readonly #declarationOf: (logicalId: string) => Declaration;

  constructor(stack: StackRecord, engine: Engine, declarationOf: (logicalId: string) => Declaration) {
    this.#stack = stack;
    this.#engine = engine;
    this.#declarationOf = declarationOf;
  }

  /** @param replaced what it takes the place of */
  async create(type: KnownType, unnamed: Unnamed, replaced?: StackResource): Promise<void> {
    const stack = this.#stack;
    const { logicalId } = unnamed;
    const begun = replaced === undefined ? 'CREATE' : 'UPDATE';
    const why = replaced && 'Requested update requires the creation of a new physical resource; hence creating one.';
    this.#tell(unnamed, replaced?.resource.ref ?? '', `${begun}_IN_PROGRESS`, why);
    let physicalId = '';
    let half: Resource<unknown> | undefined;
    try {
      const model = readProperties({ ...unnamed, ref: '', attributes: {} }, type.schema);
      const { account, region, partition } = stack;
      const named = { ...unnamed, ...this.#engine.identify(stack, type, unnamed), account, region, partition, model };
      const make = this.#engine.permit(stack, { step: 'create', resource: named });
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
  async adopt(type: KnownType, unnamed: Unnamed, identifier: Identifier): Promise<void> {
    const stack = this.#stack;
    const engine = this.#engine;
    this.#tell(unnamed, shown(identifier), 'IMPORT_IN_PROGRESS');
    try {
      const named = { ...unnamed, properties: { ...unnamed.properties, ...identifier } };
      const model = readProperties({ ...unnamed, ref: '', attributes: {} }, type.schema);
      const found = theExisting(unnamed, identifier, stack, engine);
      const { account, region, partition } = stack;
      const whole = { ...unnamed, ...engine.identify(stack, type, named), account, region, partition, model };
      const resource = withMade(whole, found);
      await this.#engine.permit(stack, { step: 'import', resource })();
      const made = this.#keep(resource, 'IMPORT_COMPLETE', undefined, { adopted: true });
      this.changes.push({ kind: 'adopted', made });
      this.#tell(unnamed, resource.ref, 'IMPORT_COMPLETE');
    } catch (error) {
      this.#tell(unnamed, shown(identifier), 'IMPORT_FAILED', reasonOf(error));
      throw new StepFailed(unnamed.logicalId, error);
    }
  }

  async update(after: Resource<unknown>, before: StackResource): Promise<void> {
    const adopted = before.adopted && { adopted: true as const };
    this.#tell(after, after.ref, 'UPDATE_IN_PROGRESS');
    try {
      const change = this.#engine.permit(this.#stack, { step: 'update', resource: after, before: before.resource });
      const changed = this.#engine.changedAttributes(after, before.resource);
      const said = { ...after, attributes: { ...after.attributes, ...changed } };
      const resource = withChange(said, await change());
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
      ...{ resource, status, at: this.#stack.now() },
      ...(reason === undefined ? {} : this.#stack.shown({ reason })),
      ...more,
    };
    this.#stack.resources.set(resource.logicalId, kept);
    return kept;
  }

  #tell(
    { logicalId, type, properties }: Unnamed,
    physicalId: string,
    status: StackResource['status'],
    reason?: string,
  ) {
    const told = { logicalId, physicalId, type, status, properties };
    this.#stack.tell(reason === undefined ? told : { ...told, reason });
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

/** A resource, with what is known of it only since it was changed: an attribute that it is not said to have any more is gone. */
export function withChange(resource: Resource<unknown>, made: Awaited<Outcome>): Resource<unknown> {
  return made ? { ...resource, inertAttributes: [], ...made } : resource;
}

/** A resource, with what is known of it only since it was made. */
export function withMade(resource: Resource<unknown>, made: Awaited<Outcome>): Resource<unknown> {
  if (!made) return resource;
  return { ...resource, ...made, attributes: { ...resource.attributes, ...made.attributes } };
}
