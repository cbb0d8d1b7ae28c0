import { own } from '../../assembly/own-member';
import type { Template } from '../../assembly/template';
import { referencesIn, resourceOrder } from '../../assembly/template-dependencies';
import { ServiceError } from '../shared/service-error';
import type { Engine } from './engine';
import { isAwsType } from './replacement';

/** **Documented**: CloudFormation quotas. */
const mostResources = 500;

/** **Documented**: `UpdateReplacePolicy`. */
const keeping: readonly string[] = ['Delete', 'Retain', 'Snapshot'];

/**
 * Refuses what is wrong with a template whatever stack it is for.
 *
 * @returns types that AWS has and the local cloud has not
 * @throws ServiceError `ValidationError`
 */
export function checkFormat(template: Template, engine: Pick<Engine, 'typeOf'>): readonly string[] {
  const resources = Object.entries(template.Resources);
  if (resources.length === 0) {
    throw invalidTemplate('Template format error: At least one Resources member must be defined.');
  }
  if (resources.length > mostResources) {
    throw invalidTemplate(
      `Template format error: Number of resources, ${resources.length}, is greater than maximum allowed, ${mostResources}`,
    );
  }
  const types = [...new Set(resources.map(([, { Type }]) => Type))];
  const unknown = types.filter((type) => engine.typeOf(type) === undefined);
  // What stands as inert is looked up too: a mistyped name is none of AWS's. Of others' types nobody knows here.
  const inert = types.filter((type) => type.startsWith('AWS::') && engine.typeOf(type)?.inert);
  const unheardOf = [...unknown, ...inert].filter((type) => !isAwsType(type));
  if (unheardOf.length > 0)
    throw invalidTemplate(`Template format error: Unrecognized resource types: [${unheardOf.join(', ')}]`);
  checkNames(template);
  checkPolicies(template);
  checkReferences(template);
  try {
    resourceOrder(template, 'Template');
  } catch (error) {
    throw invalidTemplate(String((error as Error).message).replace('Template: ', ''));
  }
  return unknown;
}

/** **Observed**: serverless#2474. */
function checkNames({ Resources }: Template): void {
  const odd = Object.keys(Resources).find((id) => !/^[A-Za-z0-9]{1,255}$/.test(id));
  if (odd !== undefined) throw invalidTemplate(`Template format error: Resource name ${odd} is non alphanumeric.`);
}

/** That a policy is one of these is **documented**; the words are **observed** within those of a macro: cfn-language-discussion#139. */
function checkPolicies({ Resources }: Template): void {
  for (const [id, declared] of Object.entries(Resources)) {
    for (const attribute of ['DeletionPolicy', 'UpdateReplacePolicy'] as const) {
      const policy = declared[attribute];
      if (policy === undefined) continue;
      // Observed: aws-servicebroker#22.
      if (typeof policy !== 'string')
        throw invalidTemplate(`Template format error: Every ${attribute} member must be a string.`);
      const known = attribute === 'DeletionPolicy' ? [...keeping, 'RetainExceptOnCreate'] : keeping;
      if (!known.includes(policy)) {
        throw invalidTemplate(`Template format error: Unrecognized ${attribute} ${policy} for resource ${id}`);
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
    throw invalidTemplate(
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

/** What CloudFormation says of a template that it does not take. */
export const invalidTemplate = (message: string) => new ServiceError('ValidationError', message);
