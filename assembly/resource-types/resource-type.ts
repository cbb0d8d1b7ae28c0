import { AssemblyError } from '../assembly-error';
import { type NameSource, seedOf, steadyRandom } from '../physical-name';
import type { DeployedResource, DeploymentTarget } from '../types';

/** A resource about to be created: its properties are resolved, its physical name is not chosen yet. */
export interface NewResource extends NameSource, DeploymentTarget {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly place: string;
  /** What the same stack has created before it. */
  readonly earlier: readonly DeployedResource[];
}

/** What a created resource is called. */
export interface PhysicalIdentity {
  /** What `Ref` answers. */
  readonly ref: string;
  /** What `Fn::GetAtt` answers. An attribute that is left out is an error where a template asks for it. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Set where AWS refuses a second one of this name: how far the name must be unique. */
  readonly uniqueWithin?: 'region' | 'account' | 'partition';
}

/** A resource type: from properties to physical identity, and nothing else. Whoever serves the resource reads its properties. */
export type ResourceType = (resource: NewResource) => PhysicalIdentity;

/** A property that must be a string where it is given. */
export function optionalString(resource: NewResource, property: string): string | undefined {
  const value = resource.properties[property];
  if (value === undefined || (typeof value === 'string' && value !== '')) return value;
  throw new AssemblyError(`${resource.place}: Properties.${property}`, 'must be a string, not empty');
}

/** A property that must be a string. */
export function requiredString(resource: NewResource, property: string): string {
  const value = optionalString(resource, property);
  if (value === undefined) throw new AssemblyError(`${resource.place}: Properties.${property}`, 'is missing');
  return value;
}

/** An ID like IAM's (`AROA…`): four letters for the kind, seventeen characters. */
export function uniqueId(resource: NewResource, prefix: string): string {
  return prefix + steadyRandom([...seedOf(resource), prefix], 17, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
}

/** The identifier of a resource that nobody can name: `<stack>-<logicalId>-<random>`, as CloudFormation makes it. */
export function unnamed(resource: NewResource): string {
  return `${resource.stackName}-${resource.logicalId}-${steadyRandom(seedOf(resource), 12)}`;
}
