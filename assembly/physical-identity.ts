import type { NameSource } from './physical-name';
import type { DeployedResource, DeploymentTarget } from './types';

/** A resource about to be created: its properties are resolved, its physical name is not chosen yet. */
export interface NewResource extends NameSource, DeploymentTarget {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly place: string;
}

/** What a created resource is called. */
export interface PhysicalIdentity {
  /** What `Ref` answers. */
  readonly ref: string;
  /** What `Fn::GetAtt` answers. An attribute that is left out is an error where a template asks for it. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Set where AWS refuses a second one of this name: how far the name must be unique. */
  readonly uniqueWithin?: 'region' | 'account' | 'partition';
  /** Set where there are attributes that are known only once it is made. */
  readonly later?: true;
  /** Set where nothing is made: every attribute is a placeholder. */
  readonly inert?: true;
}

/**
 * From a resource's properties to its physical identity.
 *
 * @param earlier what the same stack has created before it
 */
export type Identify = (resource: NewResource, earlier: readonly DeployedResource[]) => PhysicalIdentity;

/** What names the resources of a type, by the type's name; undefined for a type that is not known. */
export type IdentityOf = (type: string) => Identify | undefined;
