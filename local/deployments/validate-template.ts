import { own } from '../../assembly/own-member';
import type { Template } from '../../assembly/template';
import { dependenciesOf, resourceOrder } from '../../assembly/template-dependencies';
import { ServiceError } from '../shared/service-error';
import { neededCapability } from './capabilities';
import type { Engine } from './engine';
import { isAwsType } from './replacement';
import type { Desired, StackRecord } from './stack-record';
import { TemplateApplication } from './template-application';

/** **Documented**: CloudFormation quotas. */
const mostResources = 500;

/**
 * Refuses, before anything is begun, what CloudFormation refuses of a template by itself.
 *
 * @throws ServiceError `ValidationError`, `InsufficientCapabilitiesException`
 */
export function validateTemplate(stack: StackRecord, desired: Desired, engine: Engine): void {
  const { template } = desired;
  const unknown = checkFormat(template, engine);
  checkParameters(desired);
  checkTypes(stack, template);
  checkCapabilities(desired);
  if (unknown.length > 0) refuseMissing(stack, desired, engine, unknown);
}

/**
 * Refuses what is wrong with a template whatever stack it is for.
 *
 * @returns types that AWS has and the local cloud has not
 * @throws ServiceError `ValidationError`
 */
export function checkFormat(template: Template, engine: Pick<Engine, 'typeOf'>): readonly string[] {
  const resources = Object.entries(template.Resources);
  if (resources.length === 0) {
    throw invalid('Template format error: At least one Resources member must be defined.');
  }
  if (resources.length > mostResources) {
    throw invalid(
      `Template format error: Number of resources, ${resources.length}, is greater than maximum allowed, ${mostResources}`,
    );
  }
  const unknown = [...new Set(resources.map(([, { Type }]) => Type))].filter(
    (type) => engine.typeOf(type) === undefined,
  );
  const unheardOf = unknown.filter((type) => !isAwsType(type));
  if (unheardOf.length > 0)
    throw invalid(`Template format error: Unrecognized resource types: [${unheardOf.join(', ')}]`);
  checkReferences(template);
  try {
    resourceOrder(template, 'Template');
  } catch (error) {
    throw invalid(String((error as Error).message).replace('Template: ', ''));
  }
  return unknown;
}

/** What AWS has and the local cloud has not may stand in a template, where no condition wants it. */
function refuseMissing(stack: StackRecord, desired: Desired, engine: Engine, unknown: readonly string[]): void {
  const { wanted } = new TemplateApplication(stack, desired, engine);
  const missing = wanted.filter((id) => unknown.includes(own(desired.template.Resources, id)?.Type ?? ''));
  if (missing.length === 0) return;
  const places = missing.map((id) => `${id} (${own(desired.template.Resources, id)?.Type})`);
  throw invalid(
    `The local cloud does not know what to do with ${places.join(', ')}: leave it out of the stage that is deployed here`,
  );
}

function checkReferences(template: Template): void {
  const missing = Object.values(template.Resources).flatMap((declared) =>
    [...dependenciesOf(declared, template)].filter((id) => own(template.Resources, id) === undefined),
  );
  if (missing.length === 0) return;
  const ids = [...new Set(missing)].join(', ');
  throw invalid(
    `Template format error: Unresolved resource dependencies [${ids}] in the Resources block of the template`,
  );
}

function checkParameters({ template, parameters }: Desired): void {
  const unknown = [...parameters.keys()].filter((name) => own(template.Parameters, name) === undefined);
  if (unknown.length > 0) throw invalid(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const missing = Object.entries(template.Parameters).filter(
    ([name, { Default }]) => Default === undefined && !parameters.has(name),
  );
  if (missing.length > 0) {
    throw invalid(`Parameters: [${missing.map(([name]) => name).join(', ')}] must have values`);
  }
  for (const [name, value] of parameters) {
    const AllowedValues = own(template.Parameters, name)?.AllowedValues;
    if (Array.isArray(AllowedValues) && !AllowedValues.map(String).includes(value)) {
      throw invalid(`Parameter '${name}' must be one of AllowedValues`);
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
  throw invalid(
    `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${ids}]`,
  );
}

function checkCapabilities({ template, capabilities }: Desired): void {
  const needed = neededCapability(template);
  if (needed === undefined || capabilities.includes('CAPABILITY_NAMED_IAM') || capabilities.includes(needed.name))
    return;
  throw new ServiceError('InsufficientCapabilitiesException', `Requires capabilities : [${needed.name}]`);
}

const invalid = (message: string) => new ServiceError('ValidationError', message);
