import type { DeployedStack } from '../../../../assembly/types';
import { makeAdministrator } from '../../../../local/account/administrator';
import { accountCollections } from '../../../../local/account/kept';
import { KeptInert } from '../../../../local/account/kept-inert';
import { KeptKeys } from '../../../../local/account/kept-keys';
import { PlaceRecord } from '../../../../local/account/kept-place';
import { KeptPorts } from '../../../../local/account/kept-ports';
import { newAccount } from '../../../../local/account/new-account';
import { CloudFormationStacks } from '../../../../local/deployments/cloudformation-stacks';
import { Deployments } from '../../../../local/deployments/deployments';
import { decideForService } from '../../../../local/http/acting-service';
import { emptyInventory, type IamInventory } from '../../../../local/iam/inventory';
import { Issuers } from '../../../../local/identities/issuer-keys';
import type { Account } from '../../../../local/resources/account';
import { resourceTypes } from '../../../../local/resources/all-types';
import type { AnyResourceType } from '../../../../local/resources/resource-type';
import { dynamoDbService } from '../../../../local/services/dynamodb/service';
import { s3Service } from '../../../../local/services/s3/s3-service';
import type { Session } from '../../../../local/sessions/session';
import { SessionStore } from '../../../../local/sessions/session-store';
import type { Clock } from '../../../../local/shared/clock';
import { inMemory } from '../../../../local/state/in-memory';
import type { AccountKeeper, PersistedCollection } from '../../../../local/state/persisted';
import { compilePolicy } from '../../../../policy/compile';
import { keyPairsOnHand } from '../../../once-per-worker/key-pairs';
import { target } from '../things';

/** The role that stacks are handed, and what stands in sentences for its session. */
export const executionRole = `arn:aws:iam::${target.account}:role/Execution`;
export const executionSession = `arn:aws:sts::${target.account}:assumed-role/Execution/AWSCloudFormation`;

/** Statements of policies. */
export type Statements = readonly object[];

/** Everything there is. */
export const everything: Statements = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
/** The same but for one action. */
export const allBut = (action: string): Statements => [{ Effect: 'Allow', NotAction: action, Resource: '*' }];

/** What an account is made with. */
interface Surroundings {
  readonly keeper: AccountKeeper;
  readonly clock: Clock;
}

/** An account in memory, with an execution role whose policy a test chooses. */
export interface ExecutionAccount {
  readonly account: Account;
  readonly stacks: CloudFormationStacks;
  /** All that is kept of it. */
  readonly collections: readonly PersistedCollection[];
  readonly administrator: Session;
  /** The stacks that stand. */
  deployed(): readonly DeployedStack[];
  /** Actions that IAM was asked for as CloudFormation's session, in order. */
  readonly asked: string[];
  /** What was done to resources, in order: `create Files`. */
  readonly done: string[];
  readonly defects: unknown[];
  /** Gives the execution role this policy alone. */
  allow(statements: Statements): void;
  /** Makes a stack what its template says, as the execution role, unless told otherwise. @returns its status */
  deploy(name: string, template: object, as?: 'role' | 'account'): Promise<string>;
  /** @returns its status */
  remove(name: string): Promise<string>;
  /** Why resources of a stack failed, the oldest first. */
  failures(name: string): readonly string[];
}

/**
 * @param existing what there is beside templates
 * @param surroundings whoever keeps it, and by which clock it lives
 */
export function executionAccount(
  existing: IamInventory = emptyInventory,
  { keeper = inMemory, clock = { now: () => Date.UTC(2026, 10, 27, 12) } }: Partial<Surroundings> = {},
): ExecutionAccount {
  const asked: string[] = [];
  const done: string[] = [];
  const defects: unknown[] = [];
  const account = newAccount({
    ...{ place: target, clock, existing, deliver: () => {}, makeKeyPair: keyPairsOnHand(), fetch },
    issuers: new Issuers({ fetch, clock }),
    keeper,
  });
  account.customResources.runner = {
    stackIdOf: () => 'stack',
    async send(_token, { RequestType, LogicalResourceId, PhysicalResourceId = 'made', ResourceProperties }) {
      done.push(`${RequestType.toLowerCase()} ${LogicalResourceId}`);
      if (ResourceProperties.Fails !== undefined && RequestType === 'Create') throw new Error('It fails.');
      return { physicalId: PhysicalResourceId, data: {}, noEcho: false };
    },
  };
  const sessions = new SessionStore(clock, keeper);
  const administrator = makeAdministrator(sessions, target);
  const services = [
    s3Service(account.buckets),
    dynamoDbService(account.tables, clock),
    { signingName: 'lambda', resourcePolicy: (arn: string) => account.functions.policies.of(arn) },
  ];
  const acting = { principal: 'cloudformation.amazonaws.com', ...target, clock, services: () => services };
  const types = resourceTypes.map((type) => watched(type, done));
  const deployments = new Deployments({ account, types, clock, keeper });
  const own = new CloudFormationStacks(deployments, (error) => defects.push(error));
  const stacks = new CloudFormationStacks(deployments, (error) => defects.push(error), {
    sessions,
    decideFor(session) {
      const decide = decideForService(acting, session);
      return (question) => {
        asked.push(question.action);
        return decide(question);
      };
    },
  });
  const trust = { Effect: 'Allow', Principal: { Service: 'cloudformation.amazonaws.com' }, Action: 'sts:AssumeRole' };
  account.roles.add(
    { arn: executionRole, name: 'Execution', roleId: 'AROAEXECUTION', account: target.account, partition: 'aws' },
    {
      trustPolicy: compilePolicy({ Version: '2012-10-17', Statement: trust }, 'the trust', 'trust'),
      maxSessionSeconds: 3600,
      tags: new Map(),
    },
  );
  const statusOf = async (id: string) => {
    await stacks.settled();
    return stacks.view(id)?.status ?? '';
  };
  const beside = {
    ...{ place: new PlaceRecord(target, clock.now(), keeper), keys: new KeptKeys(keyPairsOnHand(), keeper) },
    ...{ ports: new KeptPorts(keeper), inert: new KeptInert([], keeper), deployments: stacks.collections },
  };
  return {
    ...{ account, stacks, administrator, asked, done, defects },
    collections: accountCollections(account, sessions, beside),
    deployed: () => deployments.deployed(),
    allow(Statement) {
      account.roles.putPolicy('Execution', 'p', compilePolicy({ Version: '2012-10-17', Statement }, 'p', 'identity'));
    },
    async deploy(stackName, template, as = 'role') {
      const request = {
        ...{ stackName, template: JSON.stringify(template), parameters: new Map(), tags: undefined },
        capabilities: ['CAPABILITY_NAMED_IAM'],
        ...(as === 'role' && { roleArn: executionRole, session: administrator }),
      };
      const deploying = as === 'role' ? stacks : own;
      const there = deploying.view(stackName) !== undefined;
      const { id } = there ? deploying.updateStack(request, false) : deploying.createStack(request, 'ROLLBACK');
      await own.settled();
      return statusOf(id);
    },
    async remove(name) {
      const id = stacks.view(name)?.id ?? '';
      stacks.deleteStack(name, { retain: [], session: administrator });
      return statusOf(id);
    },
    failures(name) {
      const { events = [] } = stacks.everything().findLast((stack) => stack.name === name) ?? {};
      return events
        .filter(({ status, logicalId }) => status.endsWith('_FAILED') && logicalId !== name)
        .map(({ logicalId, status, reason = '' }) => `${logicalId} ${status}: ${reason}`)
        .reverse();
    },
  };
}

/** A resource type that says what it does. */
function watched(type: AnyResourceType, done: string[]): AnyResourceType {
  const said = (step: string, { logicalId }: { readonly logicalId: string }) => done.push(`${step} ${logicalId}`);
  return {
    ...type,
    create(resource, account) {
      said('create', resource);
      return type.create(resource, account);
    },
    update(resource, before, account) {
      said('update', resource);
      return type.update(resource, before, account);
    },
    remove(resource, account) {
      said('delete', resource);
      return type.remove(resource, account);
    },
  };
}
