import { AssemblyError } from './assembly-error';
import type { Scope } from './intrinsics/scope';
import { own } from './own-member';
import { parameterValue } from './parameters';
import type { IdentityOf } from './physical-identity';
import { resolveValue } from './resolve-value';
import { stackId } from './stack-id';
import type { Template, TemplateResource } from './template';
import { templateOutputs } from './template-outputs';
import { type TemplateScope, templateScope } from './template-scope';
import type { DeployedResource, DeployedStack, DeploymentTarget } from './types';

/** One stack about to be deployed. */
export interface StackInput {
  readonly name: string;
  readonly target: DeploymentTarget;
  readonly template: Template;
  /** What the template's parameters are given. @default nothing: each has its default */
  readonly parameters?: ReadonlyMap<string, string> | undefined;
  readonly terminationProtection: boolean;
  readonly assets: ReadonlyMap<string, string>;
  /** Logical ID → construct path. */
  readonly constructPaths: ReadonlyMap<string, string>;
  /** What to do about a type that is not known, behind the sentence that says so. @default nothing is said */
  readonly unknownHint?: ((type: string) => string) | undefined;
  /** What the stack may use of others. */
  readonly imports: Pick<Scope, 'exported' | 'stackOutput'>;
  /** What names its resources. */
  readonly identityOf: IdentityOf;
  /** Whether nothing is made of a type: its properties are as they are written. @default of none */
  readonly isInert?: ((type: string) => boolean) | undefined;
  /** Told of every resource whose name AWS lets exist only once; throws when it is taken. */
  claim(resource: DeployedResource, uniqueWithin: 'region' | 'account' | 'partition'): void;
}

/**
 * Resolves a template as CloudFormation would: every resource after those that it refers to or names in `DependsOn`, and
 * in that order in the answer.
 *
 * @throws AssemblyError with the place of the first thing that cannot be resolved
 */
export function deployStack(input: StackInput): DeployedStack {
  const { name, target, template } = input;
  const created = new Map<string, DeployedResource>();
  let readsLater = false;
  const creating: string[] = [];

  const stack = { name, id: stackId(name, target) };
  const whole = templateScope({
    stack,
    target,
    template,
    parameter(wanted, at) {
      const parameter = own(template.Parameters, wanted);
      if (parameter === undefined) throw new AssemblyError(at, `${wanted} is no parameter of this template`);
      return parameterValue(wanted, parameter, at, input.parameters?.get(wanted));
    },
    resource: (wanted, at) => resource(wanted, at),
    imports: input.imports,
  });
  const scope: TemplateScope = {
    ...whole,
    attribute(logicalId, attribute, at) {
      readsLater ||= resource(logicalId, at).later === true;
      return whole.attribute(logicalId, attribute, at);
    },
  };

  /** What is known later can't be cut into parts now: then the value as a whole is what is known later. */
  function orLater<Value>(resolve: () => Value, later: () => Value): Value {
    readsLater = false;
    try {
      return resolve();
    } catch (error) {
      if (readsLater && error instanceof AssemblyError) return later();
      throw error;
    }
  }

  function place(logicalId: string): string {
    const path = input.constructPaths.get(logicalId);
    return `${name}: ${logicalId}${path === undefined ? '' : ` (${path})`}`;
  }

  function resource(logicalId: string, at: string): DeployedResource {
    const existing = created.get(logicalId);
    if (existing !== undefined) return existing;
    const declared = own(template.Resources, logicalId);
    if (declared === undefined) {
      throw new AssemblyError(at, `${logicalId} is neither a parameter nor a resource of this template`);
    }
    if (!scope.isWanted(declared, place(logicalId))) {
      throw new AssemblyError(at, `${logicalId} is not created, because its condition ${declared.Condition} is false`);
    }
    if (creating.includes(logicalId)) {
      const cycle = [...creating.slice(creating.indexOf(logicalId)), logicalId].join(' → ');
      throw new AssemblyError(at, `resources depend on each other: ${cycle}`);
    }
    creating.push(logicalId);
    const made = create(logicalId, declared);
    creating.pop();
    created.set(logicalId, made);
    return made;
  }

  function create(logicalId: string, declared: TemplateResource): DeployedResource {
    const { Type: type } = declared;
    const where = place(logicalId);
    const identify = input.identityOf(type);
    if (identify === undefined)
      throw new AssemblyError(where, `resource type ${type} is not supported${input.unknownHint?.(type) ?? ''}`);
    for (const dependency of declared.DependsOn) {
      const other = own(template.Resources, dependency);
      // CloudFormation passes over a dependency whose own condition is false.
      if (other === undefined || scope.isWanted(other, place(dependency))) resource(dependency, `${where}: DependsOn`);
    }
    const properties = input.isInert?.(type)
      ? declared.Properties
      : resolvedProperties(declared, `${where}: Properties`);
    const base = { stackName: name, logicalId, type, properties, place: where };
    const {
      ref,
      attributes = {},
      uniqueWithin,
      inert,
      later,
    } = identify({ ...base, ...target }, [...created.values()]);
    const made = { ...base, ref, attributes, ...(inert && { inert }), ...(later && { later }) };
    if (uniqueWithin !== undefined) input.claim(made, uniqueWithin);
    return made;
  }

  function resolvedProperties({ Properties }: TemplateResource, at: string): Record<string, unknown> {
    const members = Object.entries(Properties).flatMap(([name, value]) => {
      const resolve = () => resolveValue({ [name]: value }, at, scope) as Record<string, unknown>;
      return Object.entries(orLater(resolve, () => ({ [name]: `<${at}.${name}>` })));
    });
    return Object.fromEntries(members);
  }

  function outputs(): DeployedStack['outputs'] {
    return Object.entries(template.Outputs).flatMap(([outputName, output]) => {
      const one = (value: unknown) => ({ ...template, Outputs: { [outputName]: { ...output, Value: value } } });
      const told = (value: unknown) => templateOutputs(name, one(value), scope);
      return orLater(
        () => told(output.Value),
        () => told(`<${outputName}>`),
      );
    });
  }

  for (const [logicalId, declared] of Object.entries(template.Resources)) {
    if (scope.isWanted(declared, place(logicalId))) resource(logicalId, place(logicalId));
  }
  return {
    name,
    id: stack.id,
    description: template.Description,
    terminationProtection: input.terminationProtection,
    ...target,
    resources: [...created.values()],
    outputs: outputs(),
    assets: input.assets,
  };
}
