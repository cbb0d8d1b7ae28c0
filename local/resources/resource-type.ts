import type { z } from 'zod';
import type { NewResource, PhysicalIdentity } from '../../assembly/physical-identity';
import type { LambdaFunctions } from '../services/lambda/functions';
import type { Account } from './account';
import type { Made } from './made';
import type { Permissions } from './permissions';
import type { Resource } from './resource';

export type { Made } from './made';
export type { Resource } from './resource';

/** Making a resource failed, and what there is of it is known by its name: it is deleted by that. */
export class HalfMade extends Error {
  constructor(
    message: string,
    readonly made: Made,
  ) {
    super(message);
  }
}

/**
 * What tells the numbers that AWS counts up in names: an {@link Account}, and where templates are resolved without one, what stands for it.
 */
export interface Numbering {
  readonly functions: Pick<LambdaFunctions, 'nextNumber'>;
}

/** What making or changing a resource comes to. */
// biome-ignore lint/suspicious/noConfusingVoidType: most types have nothing to tell, and return nothing
export type Outcome = Made | void | Promise<Made | void>;

/**
 * A resource type of CloudFormation: all that the local cloud knows of it, in one file. What is desired comes from templates and is
 * changed here; what players made (users, objects, items, identities, a secret's later versions) belongs to the services, and outlives
 * an update.
 */
export interface ResourceType<Properties = unknown> {
  /** `AWS::S3::Bucket` */
  readonly type: string;
  /** Strict: a property that is not understood stops the deployment before anything is changed, with its place. */
  readonly schema: z.ZodType<Properties>;
  /**
   * What a new one is called, from its properties; what AWS would choose at random is made of {@link NewResource}'s place and of how
   * often it was made before, so that a start anew gives the same names.
   *
   * @throws AssemblyError naming the place of a property of which no name can be made
   */
  identify(resource: NewResource, numbering: Numbering): PhysicalIdentity;
  /**
   * Makes it.
   *
   * @throws ResourceRefused for what AWS refuses, in its words where they are known, and AssemblyError for what is not understood here;
   *   nothing is changed then
   */
  create(resource: Resource<Properties>, account: Account): Outcome;
  /**
   * Changes it in place: physical ID and players' state stay. Called only where properties differ and none of them replaces.
   *
   * @throws ResourceRefused as {@link create}
   */
  update(resource: Resource<Properties>, before: Resource<Properties>, account: Account): Outcome;
  /**
   * Deletes it, and what players made in it. What is gone already is no error.
   *
   * @throws ResourceRefused as {@link create}
   */
  remove(resource: Resource<Properties>, account: Account): void | Promise<void>;
  /**
   * Makes it again as it was when an account comes back that was kept, where that is not what {@link create} does: without a function that is
   * run, and at once. What was accepted once is not judged anew: that others have changed since, or are gone, took it away from nobody.
   *
   * @throws as {@link create}
   */
  restore?(resource: Resource<Properties>, account: Account): void;
  /**
   * Those without which it is not: with any of them it goes, and nobody deletes it. Absent: it stands by itself.
   *
   * @throws AssemblyError as {@link identify}
   */
  within?(resource: Resource<Properties>): readonly Holder[];
  /**
   * Told that nothing of it changes, and that its stack's assembly lies where {@link Resource.assets} says now. Absent: that is nothing to
   * it.
   */
  moved?(resource: Resource<Properties>, account: Account): void;
  /**
   * Whether a resource of which no property changes is to be changed all the same: what it is made of lies elsewhere. Absent: it never is.
   */
  outdated?(resource: Resource<Properties>, account: Account): boolean;
  /** What CloudFormation asks IAM for before each of the three. */
  readonly permissions: Permissions<Properties>;
  /** Whether it is removed where making it failed, since something may be there all the same. @default false */
  readonly removeAfterFailure?: boolean;
  /**
   * Whether a change replaces the resource, where that is known better than the service specification has it.
   *
   * @returns undefined: as the specification has it
   */
  replaces?(resource: Resource<Properties>, before: Resource<Properties>): boolean | undefined;
  /** Set where its resources stand in a stack and are nothing, and what is read of them are placeholders. */
  readonly inert?: true;
  /**
   * The properties into which placeholders may come: none that names something, or decides who may do what or who is who; nor one of which a
   * name or an attribute is made. @default none
   */
  readonly placeholdersIn?: readonly string[];
  /**
   * The properties that hold identity-based policies: of what their statements allow, that on inert resources comes to nothing.
   *
   * @default none
   */
  readonly grantsIn?: readonly string[];
  /** The property that names it, of which one that comes of inert resources is made up. @default none */
  readonly madeUpName?: string;
  /**
   * The properties that are handed on to where placeholders are known again: to another template, which follows them further, or to the
   * parameter store, out of which no template takes one.
   *
   * @default none
   */
  readonly handsOnIn?: readonly string[];
  /** Absent: resources of this type can't be imported here, whatever AWS supports. */
  readonly adopt?: Adoption;
}

/** What a resource lies in: a pool, of an app client. */
export interface Holder {
  readonly type: string;
  /** Its physical ID, or one of its attributes or its `Name`, as the resource names it. */
  readonly id: string;
}

/** How a resource that is there already is taken into a stack. */
export interface Adoption {
  /** The properties that name one: the type's primary identifier in AWS's service specification, which a test compares. */
  readonly identifier: readonly string[];
  /**
   * Finds one, and changes nothing: an import leaves a resource as it is configured (**documented**: "Import AWS resources into a
   * CloudFormation stack").
   *
   * @param identifier a value for each of {@link identifier}
   * @returns its physical ID, and attributes that its properties do not tell; undefined where there is none
   */
  find(identifier: Readonly<Record<string, string>>, account: Account): (Made & { readonly ref: string }) | undefined;
}

/** Types of any properties, as a list of them has it. */
// biome-ignore lint/suspicious/noExplicitAny: each type reads its own properties, which nobody else looks into
export type AnyResourceType = ResourceType<any>;
