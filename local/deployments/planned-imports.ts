import { isDeepStrictEqual } from 'node:util';
import { own } from '../../assembly/own-member';
import type { ChangeSetRequest, ResourceToImport } from '../services/cloudformation/stack-view';
import { type Adopting, findExisting, type Identifier, nothingToAdopt, shown, staticIdentifier } from './adoption';
import type { Engine } from './engine';
import type { PlannedChange } from './planned-changes';
import type { Desired, StackRecord } from './stack-record';
import { invalidTemplate } from './template-format';

/** What a change set takes over, or why it can't be made. */
export interface PlannedImports {
  readonly adopting: Adopting;
  /** What a change set that has failed says. */
  readonly problem?: string;
}

/** Which resources of a change set are there already and are taken over. @throws ServiceError `ValidationError` */
export function plannedImports(
  stack: StackRecord,
  request: Pick<ChangeSetRequest, 'type' | 'resourcesToImport' | 'importExisting'>,
  desired: Desired,
  engine: Engine,
  changes: readonly PlannedChange[],
): PlannedImports {
  const { type, resourcesToImport = [], importExisting = false } = request;
  if (type === 'IMPORT') return { adopting: named(stack, resourcesToImport, desired, engine, changes) };
  // Documented of ChangeSetType; the words are unconfirmed.
  if (resourcesToImport.length > 0) throw invalidTemplate('ResourcesToImport takes a ChangeSetType of IMPORT.');
  return importExisting ? existing(stack, desired, engine, changes) : { adopting: nothingToAdopt };
}

/**
 * A change set of type IMPORT: its resources are named, and nothing else changes.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-manually.html documented
 */
function named(
  stack: StackRecord,
  resources: readonly ResourceToImport[],
  desired: Desired,
  engine: Engine,
  changes: readonly PlannedChange[],
): Adopting {
  const refuse = (ids: readonly string[], sentence: (list: string) => string) => {
    if (ids.length > 0) throw invalidTemplate(sentence(ids.join(', ')));
  };
  const { template } = desired;
  const idsWhere = (is: (resource: ResourceToImport) => boolean) =>
    resources.filter(is).map(({ logicalId }) => logicalId);
  const wanted = new Set(changes.filter(({ action }) => action === 'Add').map(({ logicalId }) => logicalId));
  const declared = (id: string) => own(template.Resources, id);
  // The words are unconfirmed.
  if (resources.length === 0) throw invalidTemplate('ResourcesToImport must be given for a ChangeSetType of IMPORT.');
  // Observed: aws-samples/guardduty-malware-protection#9.
  refuse(
    idsWhere(({ logicalId }) => declared(logicalId) === undefined),
    (ids) => `The logical resource ids [${ids}] provided in ResourceToImport do not exist in the template.`,
  );
  // Observed: cloudformation-coverage-roadmap#1607. What a condition leaves out is none of the stack's (unconfirmed: refused alike).
  refuse(
    idsWhere(({ logicalId }) => !wanted.has(logicalId)),
    (ids) => `Resources [${ids}] passed in ResourceToImport are already in a stack and cannot be imported.`,
  );
  // Unconfirmed words.
  refuse(
    idsWhere(({ logicalId, type }) => declared(logicalId)?.Type !== type),
    (ids) => `The resource types of [${ids}] in ResourceToImport are not those of the template.`,
  );
  const unsupported = resources.filter(({ type }) => engine.typeOf(type)?.adopt === undefined).map(({ type }) => type);
  // Observed: pbudzon/aws-maintenance#16.
  if (unsupported.length > 0)
    throw invalidTemplate(`The following resource types are not supported for resource import: ${unsupported}`);
  // Observed: aws-quickstart/quickstart-awx#38.
  refuse(
    idsWhere(({ logicalId }) => declared(logicalId)?.DeletionPolicy === undefined),
    (ids) => `The following resources to import [${ids}] must have DeletionPolicy attribute specified in the template.`,
  );
  refuseOtherIdentifiers(resources, desired, engine);
  const imported = new Set(resources.map(({ logicalId }) => logicalId));
  // That nothing else may change is documented; the words are unconfirmed.
  refuse(
    changes.filter(({ logicalId }) => !imported.has(logicalId)).map(({ logicalId }) => logicalId),
    (ids) =>
      `You have modified resources [${ids}] in your template that are not being imported. Update, create or delete operations cannot be executed during import operations.`,
  );
  // Observed: awslabs/aws-security-assessment-solution#6.
  if (!isDeepStrictEqual({ ...stack.desired?.template.Outputs }, { ...template.Outputs })) {
    throw invalidTemplate('As part of the import operation, you cannot modify or add [Outputs]');
  }
  return new Map(resources.map(({ logicalId, identifier }) => [logicalId, identifier]));
}

/** An identifier is of its type's properties, and what the template says of them. Both words are **unconfirmed**. */
function refuseOtherIdentifiers(resources: readonly ResourceToImport[], { template }: Desired, engine: Engine) {
  for (const { logicalId, type, identifier } of resources) {
    const identifying = engine.typeOf(type)?.adopt?.identifier ?? [];
    if (!isDeepStrictEqual(Object.keys(identifier).sort(), [...identifying].sort())) {
      throw invalidTemplate(`The identifier of ${logicalId} must hold ${identifying.join(' and ')}, and nothing else.`);
    }
    const properties = own(template.Resources, logicalId)?.Properties ?? {};
    const other = identifying.find((name) => {
      const said = own(properties, name);
      return typeof said === 'string' && said !== identifier[name];
    });
    if (other !== undefined) throw invalidTemplate(`${logicalId} has another ${other} in the template.`);
  }
  const names = resources.map(({ type, identifier }) => `${type} ${shown(identifier)}`);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw invalidTemplate(`${twice} is to be imported twice.`);
}

/**
 * `ImportExistingResources`: what a template would make under a name of its own, and what is there under that name and in no stack.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-automatically.html documented
 */
function existing(
  stack: StackRecord,
  { template }: Desired,
  engine: Engine,
  changes: readonly PlannedChange[],
): PlannedImports {
  const adopting = new Map<string, Identifier>();
  const unkept: string[] = [];
  for (const { action, logicalId, type } of changes) {
    const declared = own(template.Resources, logicalId);
    const identifying = engine.typeOf(type)?.adopt?.identifier;
    if (action !== 'Add' || declared === undefined || identifying === undefined) continue;
    const identifier = staticIdentifier(identifying, declared.Properties);
    const found = identifier && findExisting(type, identifier, stack, engine);
    // One of another stack is none to take over, and its name is taken.
    if (identifier === undefined || found === undefined || found.owner !== undefined) continue;
    if (declared.DeletionPolicy === 'Retain' || declared.DeletionPolicy === 'RetainExceptOnCreate') {
      adopting.set(logicalId, identifier);
    } else {
      const names = Object.entries(identifier).map(([name, value]) => `${name}=${value}`);
      unkept.push(`${logicalId} ({${names.join(', ')}})`);
    }
  }
  if (unkept.length === 0) return { adopting };
  // Observed: aws-cdk-cli#1367.
  const problem = `CloudFormation is attempting to import some resources because they already exist in your account. The resources must have the DeletionPolicy attribute set to 'Retain' or 'RetainExceptOnCreate' in the template for successful import. The affected resources are ${unkept.join(', ')}`;
  return { adopting: nothingToAdopt, problem };
}
