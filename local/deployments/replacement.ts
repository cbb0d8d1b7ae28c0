import { isDeepStrictEqual } from 'node:util';
import type { AnyResourceType, Resource } from '../resources/resource-type';

/** Properties of a resource type whose change replaces it, always or perhaps. */
type Replacing = ReadonlyMap<string, 'yes' | 'maybe'>;

let byType: ReadonlyMap<string, Replacing> | undefined;

/** As CloudFormation's own specification has it. It is large, so it is loaded where something changes and not before. */
function replacingProperties(type: string): Replacing {
  byType ??= readSpecification();
  return byType.get(type) ?? new Map();
}

function readSpecification(): ReadonlyMap<string, Replacing> {
  const { loadAwsServiceSpecSync }: typeof import('@aws-cdk/aws-service-spec') = require('@aws-cdk/aws-service-spec');
  const known = new Map<string, Replacing>();
  for (const { cloudFormationType, properties, additionalReplacementProperties = [] } of loadAwsServiceSpecSync().all(
    'resource',
  )) {
    const replacing = new Map<string, 'yes' | 'maybe'>();
    for (const [name, { causesReplacement }] of Object.entries(properties)) {
      if (causesReplacement === 'yes' || causesReplacement === 'maybe') replacing.set(name, causesReplacement);
    }
    for (const [name, ...deeper] of additionalReplacementProperties) {
      if (name !== undefined) replacing.set(name, deeper.length === 0 ? 'yes' : 'maybe');
    }
    known.set(cloudFormationType, replacing);
  }
  return known;
}

/** Whether CloudFormation has a type, whatever the local cloud makes of it. */
export function isAwsType(type: string): boolean {
  byType ??= readSpecification();
  return byType.has(type);
}

/** Names of properties that differ. */
export function changedProperties(after: Resource<unknown>, before: Resource<unknown>): readonly string[] {
  const names = new Set([...Object.keys(before.properties), ...Object.keys(after.properties)]);
  return [...names].filter((name) => !isDeepStrictEqual(before.properties[name], after.properties[name]));
}

/**
 * Whether a change makes another resource in place of the one there is: as the type knows, else as CloudFormation's specification has
 * it. What that calls possible is none here, unless the type says so.
 */
export function replaces(
  type: Pick<AnyResourceType, 'type' | 'replaces'>,
  after: Resource<unknown>,
  before: Resource<unknown>,
): boolean {
  const decided = type.replaces?.(after, before);
  if (decided !== undefined) return decided;
  const replacing = replacingProperties(type.type);
  return changedProperties(after, before).some((name) => replacing.get(name) === 'yes');
}

/** What a change set tells of a property, before anything is known of values that only come with the change. */
export function mayReplace(type: string, property: string): 'Always' | 'Conditionally' | 'Never' {
  const how = replacingProperties(type).get(property);
  return how === undefined ? 'Never' : how === 'yes' ? 'Always' : 'Conditionally';
}
