import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { seedOf, steadyRandom } from '../../../assembly/physical-name';
import { CloudFormationStacks } from '../../../local/deployments/cloudformation-stacks';
import { Deployments } from '../../../local/deployments/deployments';
import type { Account } from '../../../local/resources/account';
import { nestedStack } from '../../../local/resources/cloudformation/nested-stack';
import { ResourceRefused } from '../../../local/resources/resource-refused';
import type { ResourceType } from '../../../local/resources/resource-type';
import type { StackRequest } from '../../../local/services/cloudformation/stack-view';
import { KeptInMemory } from '../state/kept/kept-in-memory';

/** What a thing takes: a value, others that it stands on, and how it misbehaves. */
const schema = z.strictObject({
  Value: z.string().optional(),
  /** Another one takes its place where this changes. */
  Fixed: z.string().optional(),
  On: z.array(z.string()).optional(),
  /** What it is called. */
  Name: z.string().optional(),
  FailCreate: z.string().optional(),
  FailUpdate: z.string().optional(),
  /** It is not understood when it is to be changed. */
  Misread: z.string().optional(),
  FailRemove: z.string().optional(),
});
type Properties = z.output<typeof schema>;

/** A service that has things, and stacks of them. */
export interface Things {
  readonly stacks: CloudFormationStacks;
  readonly deployments: Deployments;
  /** Whoever keeps them: each change of theirs must have been told. */
  readonly kept: KeptInMemory;
  /** What there is, by physical ID: its value, and those that it stands on. */
  readonly there: Map<string, { readonly value: string | undefined; readonly on: readonly string[] }>;
  /** What was done, in order: `create A`. */
  readonly done: string[];
  readonly defects: unknown[];
  /** Creates a stack, or updates it, and waits. @returns its status */
  deploy(name: string, template: object, more?: Partial<StackRequest> & { disableRollback?: boolean }): Promise<string>;
  /** Deletes a stack, and waits. @returns its status */
  remove(name: string, retain?: readonly string[]): Promise<string>;
  /** Statuses and reasons of a stack's history, the oldest first; without one, all of it. */
  history(name: string, logicalId?: string): readonly string[];
}

export const target = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };

export function things(): Things {
  const there = new Map<string, { value: string | undefined; on: readonly string[] }>();
  const done: string[] = [];
  const defects: unknown[] = [];
  const refuse = (message: string | undefined) => {
    if (message !== undefined) throw new ResourceRefused({ message, code: 'InvalidRequest', service: 'Things' });
  };
  const put = (id: string, { Value, On = [] }: Properties) => {
    const missing = On.find((other) => !there.has(other));
    refuse(missing && `${missing} is not there.`);
    there.set(id, { value: Value, on: On });
  };
  const thing: ResourceType<Properties> = {
    type: 'Test::Thing',
    schema,
    permissions: {
      on: ({ ref }) => `arn:aws:things:eu-west-1:123456789012:thing/${ref}`,
      create: ['things:Create'],
      update: ['things:Update'],
      delete: ['things:Delete'],
      read: [],
    },
    identify: (resource) => ({
      ref: String(resource.properties.Name ?? `${resource.logicalId}-${steadyRandom(seedOf(resource), 6)}`),
      attributes: { Value: String(resource.properties.Value) },
    }),
    create({ ref, model, logicalId }) {
      refuse(model.FailCreate);
      refuse(there.has(ref) ? `${ref} is there already.` : undefined);
      put(ref, model);
      done.push(`create ${logicalId}`);
    },
    update({ ref, model, logicalId, place }) {
      refuse(model.FailUpdate);
      if (model.Misread !== undefined) throw new AssemblyError(place, model.Misread);
      put(ref, model);
      done.push(`update ${logicalId}`);
    },
    remove({ ref, model, logicalId }) {
      refuse(model.FailRemove);
      const user = [...there].find(([, { on }]) => on.includes(ref));
      refuse(user && `${ref} is in use.`);
      there.delete(ref);
      done.push(`remove ${logicalId}`);
    },
    replaces: (after, before) => after.model.Fixed !== before.model.Fixed,
    adopt: { identifier: ['Name'], find: ({ Name: ref = '' }) => (there.has(ref) ? { ref } : undefined) },
  };
  const fixture: ResourceType<Properties> = { ...thing, type: 'Test::Fixture', adopt: undefined };
  const clock = { now: () => Date.parse('2026-11-27T12:00:00Z') };
  const kept = new KeptInMemory();
  const keeper = kept.open();
  const deployments = new Deployments({
    // Things are of a service that no account has.
    account: { ...target, clock, nestedStacks: {} } as Account,
    types: [thing, fixture, nestedStack],
    ...{ clock, keeper },
  });
  const stacks = new CloudFormationStacks(deployments, (error) => defects.push(error));
  void keeper.restore(stacks.collections);
  const settled = () => CloudFormationStacks.prototype.settled.call(stacks);
  stacks.settled = () => kept.during(settled());
  const statusOf = async (name: string) => {
    await stacks.settled();
    return deployments.all().findLast((stack) => stack.name === name)?.status ?? '';
  };
  return {
    ...{ stacks, deployments, kept, there, done, defects },
    async deploy(stackName, template, { disableRollback = false, ...more } = {}) {
      const request: StackRequest = {
        stackName,
        template: JSON.stringify(template),
        parameters: new Map(),
        tags: undefined,
        capabilities: [],
        ...more,
      };
      if (stacks.view(stackName) === undefined)
        stacks.createStack(request, disableRollback ? 'DO_NOTHING' : 'ROLLBACK');
      else stacks.updateStack(request, disableRollback);
      return statusOf(stackName);
    },
    async remove(name, retain = []) {
      stacks.deleteStack(name, { retain });
      return statusOf(name);
    },
    history(name, logicalId) {
      const events = deployments.all().findLast((stack) => stack.name === name)?.history ?? [];
      return events
        .filter((event) => logicalId === undefined || event.logicalId === logicalId)
        .map(
          ({ logicalId: id, status, reason }) =>
            `${logicalId === undefined ? `${id} ` : ''}${status}${reason === undefined ? '' : `: ${reason}`}`,
        );
    },
  };
}

/** A template of things. */
export const template = (
  resources: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  more: object = {},
) => ({
  Resources: Object.fromEntries(
    Object.entries(resources).map(([id, { $policy, $on, ...Properties }]) => [
      id,
      {
        Type: 'Test::Thing',
        Properties,
        ...($policy === undefined
          ? {}
          : {
              DeletionPolicy: $policy,
              // A replacement is none of a creation's.
              UpdateReplacePolicy: $policy === 'RetainExceptOnCreate' ? 'Retain' : $policy,
            }),
        ...($on === undefined ? {} : { DependsOn: $on }),
      },
    ]),
  ),
  ...more,
});
