import { loadAssembly } from '../../assembly/load';
import { readManifest } from '../../assembly/manifest';
import { readProperties } from '../../assembly/properties';
import { readTemplate } from '../../assembly/template';
import type { DeployedResource, DeployedStack } from '../../assembly/types';
import { resourceTypes } from '../../local/resources/all-types';
import { identityOf } from '../../local/resources/identity-of';
import { neededForAll } from '../../local/resources/permissions';
import { typesByName } from '../../local/resources/types-by-name';
import type { AuthorizationQuestion, ContextValue } from '../../policy/types';

/** The game, account and region that the document names: whoever takes it puts their own in their places. */
export const placeholders = { game: 'star-harvest', account: '123456789012', region: 'eu-west-1', partition: 'aws' };

/** A statement of the document. */
export interface AllowStatement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A policy document, as IAM takes it. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly AllowStatement[];
}

interface Needed {
  readonly action: string;
  readonly resource: string;
  /** Values of the keys that it is narrowed by. */
  readonly only: ReadonlyMap<string, readonly string[]>;
}

/**
 * The keys that a statement is narrowed by, and how they are compared: which services are handed a role, and which managed policies one gets.
 * A value that no stage has is not allowed; who needs it writes the document anew.
 */
const narrowing: Readonly<Record<string, string>> = {
  'iam:PassedToService': 'StringEquals',
  'iam:PolicyARN': 'ArnEquals',
  'iam:AWSServiceName': 'StringEquals',
};

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
  const only = Object.keys(narrowing).map((key) => [key, valuesOf(context?.get(key.toLowerCase()))] as const);
  return { action, resource: patternOf(resource), only: new Map(only) };
}

function valuesOf(value: ContextValue | undefined): readonly string[] {
  const known = typeof value === 'object' && 'uncertain' in value ? value.uncertain : value;
  return known === 'anything' ? [] : [known].flat(2).filter((one) => one !== undefined);
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
      // An API and its parts have IDs that AWS makes up: whoever deploys one reaches the account's others in the region.
      .replace(/(:\/restapis)(\/.*)?$/, '$1*')
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
        only: new Map(),
      })),
  );
}

/** Actions with the same resources and conditions stand in one statement. */
function statements(needed: readonly Needed[]): readonly AllowStatement[] {
  const together = new Map<string, string[]>();
  for (const action of new Set(needed.map((one) => one.action))) {
    const same = needed.filter((one) => one.action === action);
    const Resource = [...new Set(same.map(({ resource }) => resource))].sort();
    const key = JSON.stringify({ Resource, ...conditionOf(same) });
    together.set(key, [...(together.get(key) ?? []), action]);
  }
  const each = [...together].map(([key, Action]): AllowStatement => ({ Effect: 'Allow', Action, ...JSON.parse(key) }));
  return each
    .map(({ Effect, Action, Resource, ...rest }) => ({ Effect, Action: [...Action].sort(), Resource, ...rest }))
    .sort((one, other) => (one.Action.join() < other.Action.join() ? -1 : 1));
}

/** Each value that any of them has: a role may be handed to every service that any of the roles is handed to. */
function conditionOf(same: readonly Needed[]): Pick<AllowStatement, 'Condition'> {
  const condition: Record<string, Record<string, readonly string[]>> = {};
  for (const [key, operator] of Object.entries(narrowing)) {
    const values = [...new Set(same.flatMap(({ only }) => only.get(key) ?? []))].sort();
    if (values.length > 0) condition[operator] = { ...condition[operator], [key]: values };
  }
  return Object.keys(condition).length === 0 ? {} : { Condition: condition };
}
