import { type AuthorizationQuestion, type ContextValue, requestContext } from '../../policy/types';
import type { RoleDirectory } from '../iam/role-directory';
import type { Resource } from './resource';

/** What CloudFormation does to a resource. An import reads it, and nothing else (**documented**: "Import AWS resources into a CloudFormation stack"). */
export type Step = 'create' | 'update' | 'delete' | 'import';

/** Condition keys of a question that are known from the resource, as IAM's documentation spells them. */
export type KnownKeys = Readonly<Record<string, ContextValue | undefined>>;

/** A resource in one step, as what a permission is needed for is read from it. */
export interface Stepping<Properties> extends Resource<Properties> {
  /** What it was, in an update. */
  readonly before?: Resource<Properties>;
  readonly inAccount: { readonly roles: Pick<RoleDirectory, 'arnOf'> };
}

/** ARNs that a permission is asked for; `*`: its action has no resource type, so that policies can only name all. */
export type On<Properties> = '*' | ((resource: Stepping<Properties>) => string | readonly string[]);

/**
 * One action that CloudFormation needs: its name alone, where it is always needed, and on the resource's own ARN; else with what differs.
 */
export type Permission<Properties> =
  | string
  | {
      readonly action: string;
      /** @default {@link Permissions.on} */
      readonly on?: On<Properties>;
      /** Whether this step needs it. @default it does */
      when?(resource: Stepping<Properties>): boolean;
      /** The properties that it goes with, where {@link when} compares two states of them. */
      readonly of?: readonly string[];
      /** The keys that are known; of several, each is a question of its own. @default none is */
      keys?(resource: Stepping<Properties>): KnownKeys | readonly KnownKeys[];
      /** What the service says in place of IAM's sentence. */
      refusal?(resource: Stepping<Properties>): string;
    };

/**
 * What CloudFormation asks IAM for, as the session that it acts with, before it makes, changes or deletes a resource of a type.
 *
 * The actions are those of the type's handlers in its schema of the CloudFormation registry (**documented**: `handlers.<step>.permissions`),
 * as far as the properties that are known here are concerned. The schemas' lists cover every property; which action goes with which is read
 * from the services' APIs, and is a judgement: **unconfirmed**, unless a type says more. What may be needed whatever a template says is
 * asked for. A resource is also read (**documented**: CloudFormation CLI guide, "Developing resource types": "when detailed information about
 * the resource's current state is required"; re:Post, "Attribute 'Key' does not exist": for `Fn::GetAtt`). That this is so whenever one is
 * made or changed, and never when it is deleted, is **unconfirmed**. Resource types are those of the Service Authorization Reference (**documented**). All questions of a step are asked before it
 * is begun; AWS asks call by call, so that there a part of it may be done by then (**unconfirmed**: nothing is, here).
 */
export interface Permissions<Properties> {
  /** The ARN that stands for the resource in policies. */
  readonly on: On<Properties>;
  readonly create: readonly Permission<Properties>[];
  readonly update: readonly Permission<Properties>[];
  readonly delete: readonly Permission<Properties>[];
  /** Asked for with {@link create} and {@link update}. */
  readonly read: readonly Permission<Properties>[];
}

/** A question, and what the service says where its answer is no. */
export interface Needed {
  readonly question: AuthorizationQuestion;
  /** @default IAM's sentence */
  readonly refusal?: string;
}

/** What a step needs. */
export function neededFor<Properties>(
  permissions: Permissions<Properties>,
  step: Step,
  resource: Stepping<Properties>,
): readonly Needed[] {
  const read = step === 'delete' ? [] : permissions.read;
  const own = step === 'import' ? [] : permissions[step];
  return [...new Set([...own, ...read])]
    .map((one) => (typeof one === 'string' ? { action: one } : one))
    .filter(({ when }) => when?.(resource) ?? true)
    .flatMap((one) => needed(one, permissions.on, resource));
}

/**
 * What making, changing and deleting a resource may need, whatever of its properties changes to whatever value: for whoever writes a
 * policy.
 *
 * @param properties names of properties that such resources have
 */
export function neededForAll<Properties>(
  permissions: Permissions<Properties>,
  resource: Stepping<Properties>,
  properties: ReadonlySet<string>,
): readonly AuthorizationQuestion[] {
  const unchanged = { ...resource, before: resource };
  const steps = [permissions.create, permissions.update, permissions.delete, permissions.read];
  return steps.flatMap((step, at) =>
    step.flatMap((one) => {
      const permission = typeof one === 'string' ? { action: one } : one;
      const { when, of = [] } = permission;
      const isNeeded = when?.(steps[at] === permissions.update ? unchanged : resource) ?? true;
      const may = of.some((property) => properties.has(property));
      if (!isNeeded && !may) return [];
      const found = needed(permission, permissions.on, resource);
      const anyway =
        found.length > 0 || !may ? found : needed({ ...permission, keys: () => ({}) }, permissions.on, resource);
      return anyway.map(({ question }) => question);
    }),
  );
}

function needed<Properties>(
  permission: Exclude<Permission<Properties>, string>,
  own: On<Properties>,
  resource: Stepping<Properties>,
): readonly Needed[] {
  const { action, on = own, keys, refusal } = permission;
  const arns = on === '*' ? [on] : [on(resource)].flat();
  const known = [keys?.(resource) ?? {}].flat();
  return arns.flatMap((arn) =>
    known.map((one) => ({
      question: { action, resource: arn, context: requestContext(one) },
      ...(refusal === undefined ? {} : { refusal: refusal(resource) }),
    })),
  );
}
