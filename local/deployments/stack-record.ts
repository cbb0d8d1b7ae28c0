import { randomUUID } from 'node:crypto';
import type { Template } from '../../assembly/template';
import type { DeployedOutput, DeployedStack, DeploymentTarget } from '../../assembly/types';
import type { StackStatus } from '../services/cloudformation/stack-status';
import type { Clock } from '../shared/clock';
import type { Actor } from './actor';
import { AnnouncingMap, announceAssignments } from './announcing';
import { withoutHidden } from './hidden-values';
import type { Leaving, ResourceStatus, StackResource } from './stack-resource';
import type { Change } from './undo';

/** What a stack is asked to be. */
export interface Desired {
  readonly template: Template;
  /** As it was handed in: what `GetTemplate` answers. */
  readonly text: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
  readonly capabilities: readonly string[];
  readonly roleArn?: string;
  /** Logical ID → construct path, where an assembly tells. */
  readonly constructPaths: ReadonlyMap<string, string>;
  /** File assets by their S3 key → path on disk, where an assembly has them. */
  readonly assets: ReadonlyMap<string, string>;
}

/** One line of a stack's history. */
export interface StackEvent {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: StackStatus | ResourceStatus;
  readonly reason?: string;
  readonly properties?: object;
  readonly at: number;
  /** Which operation of the stack's it belongs to. */
  readonly operation: string;
  /** `ClientRequestToken` of the call that began it. */
  readonly token?: string;
}

/** Of these statuses each begins an operation. That a rollback is one of its own is **observed**: the CDK CLI looks for two. */
const begins = /^(?:CREATE|UPDATE|DELETE|IMPORT|(?:UPDATE_|IMPORT_)?ROLLBACK)_IN_PROGRESS$/;

/** What of a stack an update that is complete changes beside its resources. */
export type Was = Pick<StackRecord, 'desired' | 'outputs' | 'imports'>;

/** What a stack's updates have done since it was complete last: several, where one failed and was not rolled back. */
export interface Undo {
  /** The earliest first; what each did is in the order in which it did it. */
  readonly updates: readonly (readonly Change[])[];
  /** What the stack was before the first of them: what was complete may be rolled back too, where it is a parent's resource. */
  readonly was: Was | undefined;
}

/** Where a nested stack belongs. */
export type Family = Pick<StackRecord, 'parentId' | 'rootId'>;

/** A stack as CloudFormation keeps it. */
export class StackRecord implements DeploymentTarget {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly createdAt: number;
  updatedAt: number | undefined;
  deletedAt: number | undefined;
  status: StackStatus = 'REVIEW_IN_PROGRESS';
  reason: string | undefined;
  /** The stack of which it is a resource, and the one at the top; undefined: of none. */
  readonly parentId: string | undefined;
  readonly rootId: string | undefined;
  /** What the operation that goes on makes of it. */
  coming: Desired | undefined;
  /** What is deployed; undefined before the first time. */
  desired: Desired | undefined;
  outputs: readonly DeployedOutput[] = [];
  /** Names of exports that its resources use. */
  imports: ReadonlySet<string> = new Set();
  /** The same of a deployment that goes on, or that failed and was not rolled back. */
  importing: ReadonlySet<string> = new Set();
  terminationProtection = false;
  disableRollback = false;
  readonly resources: Map<string, StackResource>;
  /** The oldest first. */
  readonly history: StackEvent[] = [];
  /** What an update that failed has done, until it is undone. */
  undo: Undo | undefined;
  /** What the rollback that goes on leaves as it is, of stacks within it too. */
  skipping: ReadonlySet<string> = new Set();
  /** What an operation that is complete has still to delete. */
  leaving: readonly Leaving[] = [];
  /**
   * Whether it is changed, or rolled back, and deletes what that has left once its parent is too: until then its parent may take it back
   * (**documented**: "Troubleshooting CloudFormation", nested stacks are stuck in UPDATE_COMPLETE_CLEANUP_IN_PROGRESS).
   */
  waitsForParent = false;
  /** `ClientRequestToken` of what is going on. */
  token: string | undefined;
  #operation: string = randomUUID();
  /** The role that it was handed last: it is acted as that from then on (**documented**: `RoleARN`). */
  roleArn: string | undefined;
  /** As whom the operation acts that is going on; undefined: as the account itself, of which nothing is asked. */
  actor: Actor | undefined;
  readonly #clock: Clock;
  readonly #changed: () => void;

  /** @param changed told of each change */
  constructor(
    readonly name: string,
    readonly id: string,
    { account, region, partition }: DeploymentTarget,
    clock: Clock,
    {
      createdAt = clock.now(),
      changed = () => {},
      parent,
      ...family
    }: Partial<Family> & {
      readonly createdAt?: number;
      readonly changed?: () => void;
      readonly parent?: StackRecord | undefined;
    } = {},
  ) {
    this.account = account;
    this.region = region;
    this.partition = partition;
    this.#clock = clock;
    this.#changed = changed;
    this.createdAt = createdAt;
    this.parentId = parent?.id ?? family.parentId;
    this.rootId = parent === undefined ? family.rootId : (parent.rootId ?? parent.id);
    this.terminationProtection = parent?.terminationProtection ?? false;
    this.resources = new AnnouncingMap(changed);
    announceAssignments(this, changed);
    changed();
  }

  /** Takes over the history of an earlier process. */
  remember(history: readonly StackEvent[]): void {
    this.history.push(...history);
    this.#operation = history.at(-1)?.operation ?? this.#operation;
  }

  /** Whether something is going on, so that nothing else may begin. */
  get busy(): boolean {
    return this.status.endsWith('_IN_PROGRESS') && this.status !== 'REVIEW_IN_PROGRESS';
  }

  /** Whether it never stood: what it has then was made by the creation that failed. */
  get madeByFailedCreation(): boolean {
    return this.history.every(
      ({ logicalId, status }) => logicalId !== this.name || !['CREATE_COMPLETE', 'IMPORT_COMPLETE'].includes(status),
    );
  }

  now(): number {
    return this.#clock.now();
  }

  /** Takes a status, and writes it into the history. */
  enter(status: StackStatus, reason?: string): void {
    this.status = status;
    this.reason = this.shown({ reason }).reason;
    if (status === 'DELETE_COMPLETE') this.deletedAt = this.now();
    if (begins.test(status)) this.#operation = randomUUID();
    const told = { logicalId: this.name, physicalId: this.id, type: 'AWS::CloudFormation::Stack', status };
    this.tell(reason === undefined ? told : { ...told, reason });
  }

  /** What is said of the stack, without what is not to be shown. */
  shown<Said extends { readonly properties?: object; readonly reason?: string | undefined }>(said: Said): Said {
    return withoutHidden(said, [this.desired, this.coming], this.resources.values());
  }

  /** Writes a line into the history. */
  tell(event: Omit<StackEvent, 'at' | 'operation' | 'token'>): void {
    // Whoever sorts a history by its times, as the CDK CLI does, gets the order in which it happened.
    const at = Math.max(this.now(), (this.history.at(-1)?.at ?? 0) + 1);
    const { token } = this;
    this.history.push({
      ...this.shown(event),
      at,
      operation: this.#operation,
      ...(token === undefined ? {} : { token }),
    });
    this.#changed();
  }

  /** What the history says last of a resource; undefined: nothing. */
  lastStatusOf(logicalId: string): StackEvent['status'] | undefined {
    return this.history.findLast((event) => event.logicalId === logicalId)?.status;
  }

  /** The stack as everybody else sees it. */
  deployed(): DeployedStack {
    const { name, id, account, region, partition, terminationProtection, outputs, desired } = this;
    const resources = [...this.resources.values()].map(({ resource }) => resource);
    const described = desired?.template.Description;
    return {
      ...{ name, id, account, region, partition, terminationProtection, outputs, resources },
      ...(described === undefined ? {} : { description: described }),
      assets: desired?.assets ?? new Map(),
      ...(this.parentId === undefined ? {} : { parentId: this.parentId }),
    };
  }
}
