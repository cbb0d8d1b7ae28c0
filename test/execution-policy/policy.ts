import { loadAssembly } from '../../assembly/load';
import { readManifest } from '../../assembly/manifest';
import { readProperties } from '../../assembly/properties';
import { readTemplate } from '../../assembly/template';
import type { DeployedResource, DeployedStack } from '../../assembly/types';
import { resourceTypes } from '../../local/resources/all-types';
import { identityOf } from '../../local/resources/identity-of';
import { neededForAll } from '../../local/resources/permissions';
import { typesByName } from '../../local/resources/types-by-name';
import type { AuthorizationQuestion } from '../../policy/types';

/** The game, account and region that the document names: whoever takes it puts their own in their places. */
export const placeholders = { game: 'star-harvest', account: '123456789012', region: 'eu-west-1', partition: 'aws' };

/** What IAM takes for a managed policy, without white space (**documented**: IAM and STS quotas). */
export const longestPolicy = 6144;

/** A statement of the document. */
export interface AllowStatement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: { readonly StringEquals: { readonly 'iam:PassedToService': readonly string[] } };
}

/** A policy document, as IAM takes it. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly AllowStatement[];
}

interface Needed {
  readonly action: string;
  readonly resource: string;
  /** The services that a role is handed to. */
  readonly passedTo: readonly string[];
}

const typeOf = typesByName(resourceTypes);

/**
 * The policy of a role as which CloudFormation can create, change and delete a game's stacks: every action that the types of their resources
 * declare, for the properties that they have, on what is called after the game.
 *
 * @param directories assemblies of stages that together hold everything that a stage may hold
 */
export function executionPolicy(directories: readonly string[]): PolicyDocument {
  const stacks = directories.flatMap((directory) => loadAssembly(directory, { ...placeholders, identityOf }));
  const resources = stacks.flatMap((stack) => stack.resources.map((resource) => ({ resource, stack })));
  const properties = new Map<string, Set<string>>();
  for (const { resource } of resources) {
    const names = properties.get(resource.type) ?? new Set();
    for (const name of Object.keys(resource.properties)) names.add(name);
    properties.set(resource.type, names);
  }
  const asked = resources.flatMap(({ resource, stack }) =>
    questionsAbout(resource, stack, stacks, properties.get(resource.type) ?? new Set()),
  );
  const stored = directories.flatMap(storedParameters);
  return { Version: '2012-10-17', Statement: statements([...asked.map(neededBy), ...stored]) };
}

/** The document's text, as its file holds it. */
export const textOf = (policy: PolicyDocument) => `${JSON.stringify(policy, null, 2)}\n`;

function questionsAbout(
  resource: DeployedResource,
  { account, region, partition }: DeployedStack,
  stacks: readonly DeployedStack[],
  properties: ReadonlySet<string>,
): readonly AuthorizationQuestion[] {
  const type = typeOf(resource.type);
  if (type === undefined) throw new Error(`${resource.place}: ${resource.type} is not known`);
  const roles = stacks.flatMap((stack) => stack.resources).filter((one) => one.type === 'AWS::IAM::Role');
  const inAccount = {
    roles: { arnOf: (name: string) => roles.find(({ ref }) => ref === name)?.attributes.Arn },
  };
  const model: unknown = readProperties(resource, type.schema);
  return neededForAll(type.permissions, { ...resource, account, region, partition, model, inAccount }, properties);
}

function neededBy({ action, resource, context }: AuthorizationQuestion): Needed {
  const service = context?.get('iam:passedtoservice');
  const known = typeof service === 'object' && 'uncertain' in service ? service.uncertain : service;
  const passedTo =
    known === undefined || known === 'anything' ? [] : [known].flat(2).filter((one) => one !== undefined);
  return { action, resource: patternOf(resource), passedTo };
}

/** What stands for an ARN, where AWS chooses a part of it. */
function patternOf(arn: string): string {
  const { game, region } = placeholders;
  return (
    arn
      // What CloudFormation names begins with the stack's name, as far as there is room for it.
      .replace(new RegExp(`([:/])${game}-.*$`), `$1${game}-*`)
      .replace(new RegExp(`(identitypool/${region}:|userpool/${region}_).*$`), '$1*')
      // A hyphen and random characters, twice.
      .replace(/(:secret:\w+-).*$/, '$1*')
      // A key is made of what it holds.
      .replace(/(:s3:::cdk-[\w-]+)\/.*$/, '$1/*')
  );
}

/** What templates read of the parameter store. */
function storedParameters(directory: string): readonly Needed[] {
  const { account, region } = placeholders;
  return readManifest(directory).flatMap(({ templateFile }) =>
    Object.values(readTemplate(templateFile).Parameters)
      .filter(({ Type }) => Type.startsWith('AWS::SSM::Parameter::Value'))
      .map(({ Default }) => ({
        action: 'ssm:GetParameters',
        resource: `arn:aws:ssm:${region}:${account}:parameter${String(Default)}`,
        passedTo: [],
      })),
  );
}

/** Actions with the same resources stand in one statement; a role may be handed to every service that any of them hands it to. */
function statements(needed: readonly Needed[]): readonly AllowStatement[] {
  const ofActions = new Map<string, { readonly resources: Set<string>; readonly services: Set<string> }>();
  for (const { action, resource, passedTo } of needed) {
    const { resources, services } = ofActions.get(action) ?? { resources: new Set(), services: new Set() };
    for (const service of passedTo) services.add(service);
    ofActions.set(action, { resources: resources.add(resource), services });
  }
  const together = new Map<string, string[]>();
  for (const [action, { resources, services }] of ofActions) {
    const key = JSON.stringify([[...resources].sort(), [...services].sort()]);
    together.set(key, [...(together.get(key) ?? []), action]);
  }
  return [...together]
    .map(([key, Action]): AllowStatement => {
      const [Resource, services] = JSON.parse(key) as [string[], string[]];
      const condition = { Condition: { StringEquals: { 'iam:PassedToService': services } } };
      return { Effect: 'Allow', Action: Action.sort(), Resource, ...(services.length > 0 && condition) };
    })
    .sort((one, other) => (one.Action.join() < other.Action.join() ? -1 : 1));
}
