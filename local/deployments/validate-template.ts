import { AssemblyError } from '../../assembly/assembly-error';
import { own } from '../../assembly/own-member';
import type { Template } from '../../assembly/template';
import { trustsService } from '../iam/assume-role';
import { typeNames } from '../resources/all-types';
import { wayOut } from '../resources/inert/inert-types';
import { ServiceError } from '../shared/service-error';
import { neededCapability } from './capabilities';
import type { Engine } from './engine';
import { parameterOf } from './parameter-values';
import { Reading } from './planned-changes';
import type { Desired, StackRecord } from './stack-record';
import { TemplateApplication } from './template-application';
import { checkFormat, invalidTemplate } from './template-format';

/**
 * Refuses, before anything is begun, what CloudFormation refuses of a template by itself.
 *
 * @throws ServiceError `ValidationError`, `InsufficientCapabilitiesException`
 */
export function validateTemplate(stack: StackRecord, desired: Desired, engine: Engine): void {
  const { template } = desired;
  const unknown = checkFormat(template, engine);
  checkParameters(stack, desired, engine);
  checkTypes(stack, template);
  checkCapabilities(desired);
  checkRole(desired, engine);
  checkValues(stack, desired, engine);
  if (unknown.length > 0) refuseMissing(stack, desired, engine, unknown);
}

/** What AWS has and the local cloud has not may stand in a template, where no condition wants it. */
function refuseMissing(stack: StackRecord, desired: Desired, engine: Engine, unknown: readonly string[]): void {
  const { wanted } = new TemplateApplication(stack, desired, engine);
  const missing = wanted.filter((id) => unknown.includes(own(desired.template.Resources, id)?.Type ?? ''));
  if (missing.length === 0) return;
  const typeOf = (id: string) => own(desired.template.Resources, id)?.Type ?? '';
  const places = missing.map((id) => `${id} (${typeOf(id)})`).join(', ');
  const ways = [...new Set(missing.map(typeOf))].map((type) => wayOut(type, typeNames));
  throw invalidTemplate(`The local cloud does not know what to do with ${places}: ${[...new Set(ways)].join('; ')}`);
}

/** The words are **observed**: amplify-backend#2325. */
export const roleNotAssumed = (roleArn: string) => invalidTemplate(`Role ${roleArn} is invalid or cannot be assumed`);

/** Whoever CloudFormation is to act as must let it (**documented**: "CloudFormation service role"). */
function checkRole({ roleArn }: Desired, { account }: Engine): void {
  if (roleArn === undefined) return;
  const role = account.roles.find(roleArn);
  if (role !== undefined && trustsService(role, 'cloudformation.amazonaws.com', account.clock)) return;
  throw roleNotAssumed(roleArn);
}

/** Refuses values that are wrong whatever other resources will tell: so nothing is begun with a template that can't be carried out. */
function checkValues(stack: StackRecord, desired: Desired, engine: Engine): void {
  try {
    const reading = new Reading(stack, desired, engine);
    for (const id of reading.wanted) reading.properties(id);
  } catch (error) {
    if (error instanceof AssemblyError) throw invalidTemplate(`Template error: ${error.message}`);
    throw error;
  }
}

function checkParameters(stack: StackRecord, desired: Desired, { account }: Engine): void {
  const { template, parameters } = desired;
  const unknown = [...parameters.keys()].filter((name) => own(template.Parameters, name) === undefined);
  if (unknown.length > 0) throw invalidTemplate(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const missing = Object.entries(template.Parameters).filter(
    ([name, { Default }]) => Default === undefined && !parameters.has(name),
  );
  if (missing.length > 0) {
    throw invalidTemplate(`Parameters: [${missing.map(([name]) => name).join(', ')}] must have values`);
  }
  for (const name of Object.keys(template.Parameters)) {
    try {
      parameterOf(stack, desired, account, name, name);
    } catch (error) {
      if (error instanceof AssemblyError) throw invalidTemplate(error.message.replace(`${name}: `, ''));
      throw error;
    }
  }
}

/** A logical ID stays what it is. The words are **observed**: aws-cdk#6984. */
function checkTypes(stack: StackRecord, template: Template): void {
  const changed = [...stack.resources.values()].filter(({ resource }) => {
    const declared = own(template.Resources, resource.logicalId);
    return declared !== undefined && declared.Type !== resource.type;
  });
  if (changed.length === 0) return;
  const ids = changed.map(({ resource }) => resource.logicalId).join(', ');
  throw invalidTemplate(
    `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${ids}]`,
  );
}

function checkCapabilities({ template, capabilities }: Desired): void {
  const needed = neededCapability(template);
  if (needed === undefined || capabilities.includes('CAPABILITY_NAMED_IAM') || capabilities.includes(needed.name))
    return;
  throw new ServiceError('InsufficientCapabilitiesException', `Requires capabilities : [${needed.name}]`);
}

/**
 * Whoever has no look at a change set first says that a transform may write resources (**documented**: `CreateStack`, `Capabilities`, which
 * has no effect on change sets; that the language's extensions ask for it too is **unconfirmed**).
 */
export function checkAutoExpand({ template, capabilities }: Pick<Desired, 'template' | 'capabilities'>): void {
  if (template.Transform === undefined || capabilities.includes('CAPABILITY_AUTO_EXPAND')) return;
  throw new ServiceError('InsufficientCapabilitiesException', 'Requires capabilities : [CAPABILITY_AUTO_EXPAND]');
}
