import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DeploymentTarget } from '../../assembly/types';
import { assetOf, isOwnHost } from '../resources/cloudformation/nested-stack';
import type { NestedStack, NestedStacks } from '../resources/nested-stacks';
import { NothingChanged } from '../resources/resource-refused';
import { HalfMade, type Made, type Resource } from '../resources/resource-type';
import { nothingToAdopt } from './adoption';
import { createStack } from './create-stack';
import { deleteStack } from './delete-stack';
import { type Engine, reasonOf } from './engine';
import { localTemplates } from './local-templates';
import { changesBeside, plannedChanges } from './planned-changes';
import { skippedIn } from './skipped';
import { checkEnds } from './stack-limits';
import type { Desired, StackRecord } from './stack-record';
import { templateObjects } from './template-objects';
import { templateOf } from './template-view';
import { rollBackUpdate, updateStack } from './update-stack';
import { checkAutoExpand, validateTemplate } from './validate-template';

/** What stacks are kept in. */
export interface StackList extends Engine {
  find(nameOrId: string): StackRecord | undefined;
  add(name: string, target: DeploymentTarget, id: string, parent: StackRecord): StackRecord;
  forget(stack: StackRecord): void;
}

/**
 * Stacks within stacks: each a stack of its own, which its parent's operations make, change, roll back and delete, as whoever they act as.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html documented
 */
export class EmbeddedStacks implements NestedStacks {
  readonly #deployments: StackList;

  constructor(deployments: StackList) {
    this.#deployments = deployments;
  }

  async create(resource: Resource<NestedStack>): Promise<Made> {
    const parent = this.#parentOf(resource);
    const desired = this.#desiredBy(resource, parent);
    const name = resource.ref.split('/')[1] ?? '';
    const stack = this.#added(name, resource, desired, parent);
    try {
      this.#validate(stack, desired);
    } catch (error) {
      this.#deployments.forget(stack);
      throw new NothingChanged(reasonOf(error));
    }
    actAs(stack, parent);
    // What has failed its parent's rollback deletes (that it is not rolled back before is unconfirmed); without one it stays as it is
    // (observed: quickstart-tableau-server#25 and #96).
    const failures = await createStack(stack, desired, this.#deployments, 'DO_NOTHING');
    if (failures.length > 0) {
      // Observed: quickstart-hashicorp-consul#69.
      const message = `Embedded stack ${stack.id} was not successfully created: ${stack.reason ?? ''}`;
      throw new HalfMade(message, { ref: stack.id });
    }
    return madeOf(stack);
  }

  #added(name: string, resource: Resource<NestedStack>, desired: Desired, parent: StackRecord): StackRecord {
    try {
      checkEnds(desired, parent, (id) => this.#deployments.find(id));
      return this.#deployments.add(name, resource, resource.ref, parent);
    } catch (error) {
      throw new NothingChanged(reasonOf(error));
    }
  }

  async update(resource: Resource<NestedStack>): Promise<Made> {
    const parent = this.#parentOf(resource);
    const stack = this.#standing(resource);
    actAs(stack, parent);
    if (parent.status === 'UPDATE_ROLLBACK_IN_PROGRESS' && stack.undo !== undefined) {
      if (stack.status !== 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS')
        await rollBackUpdate(
          stack,
          this.#deployments,
          parent.reason ?? '',
          skippedIn(stack, parent),
          'with its parent',
        );
      if (stack.status === 'UPDATE_ROLLBACK_FAILED') throw notUpdated(stack, stack.status, stack.reason);
      return madeOf(stack);
    }
    if (stack.busy && !stack.waitsForParent) throw new NothingChanged(notUpdated(stack, stack.status).message);
    const desired = this.#checked(resource, parent, stack);
    if (!this.#changes(stack, desired)) return madeOf(stack);
    const onFailure = parent.disableRollback ? 'DO_NOTHING' : 'ROLLBACK';
    const begun = stack.history.length;
    const failures = await updateStack(stack, desired, this.#deployments, onFailure, nothingToAdopt, 'with its parent');
    if (failures.length > 0) {
      const failed = stack.history
        .slice(begun)
        .find(({ logicalId, status }) => logicalId === stack.name && /ROLLBACK_IN_PROGRESS|FAILED/.test(status));
      throw notUpdated(stack, failed?.status ?? stack.status, failed?.reason);
    }
    return madeOf(stack);
  }

  async remove(resource: Resource<NestedStack>): Promise<void> {
    const stack = this.#deployments.find(resource.ref);
    if (stack === undefined || stack.status === 'DELETE_COMPLETE') return;
    const notDeleted = (reason: string) =>
      new Error(`Embedded stack ${stack.id} was not successfully deleted: ${reason}`);
    if (stack.busy && !stack.waitsForParent) throw notDeleted(`it is in status ${stack.status}`);
    actAs(stack, this.#parentOf(resource));
    stack.waitsForParent = false;
    await deleteStack(stack, this.#deployments);
    // `deleteStack` has changed it.
    if ((stack.status as string) !== 'DELETE_COMPLETE') throw notDeleted(stack.reason ?? '');
  }

  isOutdated(resource: Resource<NestedStack>): boolean {
    const parent = this.#deployments.find(resource.stackName);
    const stack = this.#deployments.find(resource.ref);
    if (parent === undefined || stack === undefined || stack.status === 'DELETE_COMPLETE') return true;
    try {
      return this.#changes(stack, this.#desiredBy(resource, parent));
    } catch {
      // What is wrong with it is said where it is changed.
      return true;
    }
  }

  #changes(stack: StackRecord, desired: Desired): boolean {
    if (stack.waitsForParent || stack.status.endsWith('_FAILED') || changesBeside(stack, desired)) return true;
    return plannedChanges(stack, desired, this.#deployments).length > 0;
  }

  #parentOf(resource: Pick<Resource<NestedStack>, 'stackName'>): StackRecord {
    const parent = this.#deployments.find(resource.stackName);
    if (parent === undefined) throw new Error(`there is no stack ${resource.stackName}`);
    return parent;
  }

  /** The words are those of other operations on a stack that is not there (**unconfirmed** here). */
  #standing({ ref }: Pick<Resource<NestedStack>, 'ref'>): StackRecord {
    const stack = this.#deployments.find(ref);
    if (stack !== undefined && stack.status !== 'DELETE_COMPLETE') return stack;
    throw new NothingChanged(`Stack [${ref}] does not exist`);
  }

  #checked(resource: Resource<NestedStack>, parent: StackRecord, stack: StackRecord): Desired {
    try {
      const desired = this.#desiredBy(resource, parent);
      this.#validate(stack, desired);
      return desired;
    } catch (error) {
      throw new NothingChanged(reasonOf(error));
    }
  }

  #validate(stack: StackRecord, desired: Desired): void {
    checkAutoExpand(desired);
    validateTemplate(stack, desired, this.#deployments);
  }

  #desiredBy({ model, assets }: Resource<NestedStack>, parent: StackRecord): Desired {
    const { TemplateURL, Parameters, Tags } = model;
    const of = parent.coming ?? parent.desired;
    const file = assetOf(assets, TemplateURL);
    const { account } = this.#deployments;
    const text =
      file === undefined ? templateObjects(account, isOwnHost).textOf(TemplateURL) : readFileSync(file, 'utf8');
    const template = templateOf(text);
    return {
      ...{ template, text },
      parameters: new Map(Object.entries(Parameters)),
      // Documented: "Resource tag", a stack's tags come to those within it.
      tags: new Map([...(of?.tags ?? []), ...Tags.map(({ Key, Value }) => [Key, Value] as const)]),
      // What its parent's caller has acknowledged counts for it too (documented: "Nested stacks", IAM capabilities).
      capabilities: of?.capabilities ?? [],
      ...(parent.roleArn !== undefined && { roleArn: parent.roleArn }),
      constructPaths: new Map(),
      assets: file === undefined ? new Map() : new Map([...(assets ?? []), ...localTemplates(template, dirname(file))]),
    };
  }
}

function actAs(stack: StackRecord, parent: StackRecord): void {
  stack.actor = parent.actor;
  stack.roleArn = parent.roleArn;
  stack.token = parent.token;
  stack.disableRollback = parent.disableRollback;
}

function madeOf({ id: ref, outputs }: StackRecord): Made {
  const attribute = ({ name }: { readonly name: string }) => `Outputs.${name}`;
  return {
    ref,
    attributes: Object.fromEntries(outputs.map((output) => [attribute(output), output.value])),
    inertAttributes: outputs.filter(({ inert }) => inert).map(attribute),
  };
}

/** **Observed**: amplify-cli#911; the reason is the stack's own. */
const notUpdated = (stack: StackRecord, status: string, reason?: string) =>
  new Error(
    `Embedded stack ${stack.id} was not successfully updated. Currently in ${status}${reason === undefined ? '' : ` with reason: ${reason}`}`,
  );
