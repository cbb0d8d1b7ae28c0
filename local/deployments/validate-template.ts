import { AssemblyError } from '../../assembly/assembly-error';
import { own } from '../../assembly/own-member';
import type { Template } from '../../assembly/template';
import { referencesIn, resourceOrder } from '../../assembly/template-dependencies';
import { trustsService } from '../iam/assume-role';
import { ServiceError } from '../shared/service-error';
import type { Engine } from './engine';
import { parameterOf } from './parameter-values';
import { Reading } from './planned-changes';
import { isAwsType } from './replacement';
import type { Desired, StackRecord } from './stack-record';
import { TemplateApplication } from './template-application';

/** **Documented**: CloudFormation quotas. */
const mostResources = 500;

/** **Documented**: `UpdateReplacePolicy`. */
const keeping: readonly string[] = ['Delete', 'Retain', 'Snapshot'];

/** Types that make or change identities and permissions, which asks for the caller's word (**documented**: `Capabilities`). */
const iamTypes = ['AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::User', 'AWS::IAM::Group'];
/** The property that names such a resource; then the word has to be a stronger one. */
const nameOfIam: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::Group': 'GroupName',
};

/**
 * Refuses, before anything is begun, what CloudFormation refuses of a template by itself.
 *
 * @throws ServiceError `ValidationError`, `InsufficientCapabilitiesException`
 */
export function validateTemplate(stack: StackRecord, desired: Desired, engine: Engine): void {
  const { template } = desired;
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
  checkNames(template);
  checkPolicies(template);
  checkReferences(template);
  try {
    resourceOrder(template, stack.name);
  } catch (error) {
    throw invalid(String((error as Error).message).replace(`${stack.name}: `, ''));
  }
  checkParameters(desired, engine);
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
  const places = missing.map((id) => `${id} (${own(desired.template.Resources, id)?.Type})`);
  throw invalid(
    `The local cloud does not know what to do with ${places.join(', ')}: leave it out of the stage that is deployed here`,
  );
}

/** **Observed**: serverless#2474. */
function checkNames({ Resources }: Template): void {
  const odd = Object.keys(Resources).find((id) => !/^[A-Za-z0-9]{1,255}$/.test(id));
  if (odd !== undefined) throw invalid(`Template format error: Resource name ${odd} is non alphanumeric.`);
}

/** That a policy is one of these is **documented**; the words are **observed** within those of a macro: cfn-language-discussion#139. */
function checkPolicies({ Resources }: Template): void {
  for (const [id, declared] of Object.entries(Resources)) {
    for (const attribute of ['DeletionPolicy', 'UpdateReplacePolicy'] as const) {
      const policy = declared[attribute];
      if (policy === undefined) continue;
      // Observed: aws-servicebroker#22.
      if (typeof policy !== 'string')
        throw invalid(`Template format error: Every ${attribute} member must be a string.`);
      const known = attribute === 'DeletionPolicy' ? [...keeping, 'RetainExceptOnCreate'] : keeping;
      if (!known.includes(policy)) {
        throw invalid(`Template format error: Unrecognized ${attribute} ${policy} for resource ${id}`);
      }
    }
  }
}

function checkReferences(template: Template): void {
  const isThere = (id: string) =>
    own(template.Resources, id) !== undefined || own(template.Parameters, id) !== undefined || id.startsWith('AWS::');
  const refuseMissing = (block: string, names: readonly string[]) => {
    const missing = [...new Set(names.filter((id) => !isThere(id)))];
    if (missing.length === 0) return;
    throw invalid(
      `Template format error: Unresolved resource dependencies [${missing.join(', ')}] in the ${block} block of the template`,
    );
  };
  refuseMissing(
    'Resources',
    Object.values(template.Resources).flatMap(({ DependsOn, Properties }) => [
      ...DependsOn,
      ...referencesIn(Properties),
    ]),
  );
  refuseMissing('Outputs', [...referencesIn(Object.values(template.Outputs))]);
}

/** Whoever CloudFormation is to act as must let it (**documented**: "CloudFormation service role"). The words are **observed**: amplify-backend#2325. */
function checkRole({ roleArn }: Desired, { account }: Engine): void {
  if (roleArn === undefined) return;
  const role = account.roles.find(roleArn);
  if (role !== undefined && trustsService(role, 'cloudformation.amazonaws.com', account.clock)) return;
  throw invalid(`Role ${roleArn} is invalid or cannot be assumed`);
}

/** Refuses values that are wrong whatever other resources will tell: so nothing is begun with a template that can't be carried out. */
function checkValues(stack: StackRecord, desired: Desired, engine: Engine): void {
  try {
    const reading = new Reading(stack, desired, engine.account, engine.importsOf(stack));
    for (const id of reading.wanted) reading.properties(id);
  } catch (error) {
    if (error instanceof AssemblyError) throw invalid(`Template error: ${error.message}`);
    throw error;
  }
}

function checkParameters(desired: Desired, { account }: Engine): void {
  const { template, parameters } = desired;
  const unknown = [...parameters.keys()].filter((name) => own(template.Parameters, name) === undefined);
  if (unknown.length > 0) throw invalid(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const missing = Object.entries(template.Parameters).filter(
    ([name, { Default }]) => Default === undefined && !parameters.has(name),
  );
  if (missing.length > 0) {
    throw invalid(`Parameters: [${missing.map(([name]) => name).join(', ')}] must have values`);
  }
  for (const name of Object.keys(template.Parameters)) {
    try {
      parameterOf(desired, account, name, name);
    } catch (error) {
      if (error instanceof AssemblyError) throw invalid(error.message.replace(`${name}: `, ''));
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
  throw invalid(
    `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${ids}]`,
  );
}

function checkCapabilities({ template, capabilities }: Desired): void {
  const touching = Object.values(template.Resources).filter(({ Type }) => iamTypes.includes(Type));
  if (touching.length === 0 || capabilities.includes('CAPABILITY_NAMED_IAM')) return;
  const named = touching.some(({ Type, Properties }) => own(Properties, nameOfIam[Type] ?? '') !== undefined);
  if (!named && capabilities.includes('CAPABILITY_IAM')) return;
  const wanted = named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM';
  throw new ServiceError('InsufficientCapabilitiesException', `Requires capabilities : [${wanted}]`);
}

const invalid = (message: string) => new ServiceError('ValidationError', message);
