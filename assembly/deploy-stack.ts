import { AssemblyError } from './assembly-error';
import { noValue, type Scope } from './intrinsics/scope';
import { own } from './own-member';
import { parameterValue, pseudoParameter } from './parameters';
import { resolveValue } from './resolve-value';
import { knownResourceTypes } from './resource-types/known-types';
import { stackId } from './stack-id';
import type { Template, TemplateResource } from './template';
import { templateConditions } from './template-conditions';
import type { DeployedOutput, DeployedResource, DeployedStack, DeploymentTarget } from './types';

/** One stack about to be deployed. */
export interface StackInput {
  readonly name: string;
  readonly target: DeploymentTarget;
  readonly template: Template;
  readonly terminationProtection: boolean;
  readonly assets: ReadonlyMap<string, string>;
  /** Logical ID → construct path. */
  readonly constructPaths: ReadonlyMap<string, string>;
  /** What the template's parameters are given. @default nothing: each has its default */
  readonly parameters?: ReadonlyMap<string, string>;
  /** What the stack may use of others. */
  readonly imports: Pick<Scope, 'exported' | 'stackOutput'>;
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
  const creating: string[] = [];

  const scope: Scope = {
    target,
    reference: (wanted, at) => parameterReference(wanted, at) ?? resource(wanted, at).ref,
    attribute(logicalId, attribute, at) {
      const { attributes, type } = resource(logicalId, at);
      if (Object.hasOwn(attributes, attribute)) return attributes[attribute] as string;
      const known = Object.keys(attributes).join(', ') || 'none';
      throw new AssemblyError(at, `${logicalId} (${type}) has no attribute ${attribute} here; known: ${known}`);
    },
    condition: (wanted, at) => condition(wanted, at),
    mapping(map, top, second, at) {
      const value = own(own(own(template.Mappings, map), top), second);
      if (value === undefined) throw new AssemblyError(at, `Mappings has no ${map}.${top}.${second}`);
      return value;
    },
    ...input.imports,
  };

  const condition = templateConditions(name, template, scope, parameterReference);

  function parameterReference(wanted: string, at: string): unknown {
    const pseudo = pseudoParameter(wanted, target, name);
    if (pseudo !== undefined) return pseudo;
    const parameter = own(template.Parameters, wanted);
    return parameter === undefined ? undefined : parameterValue(wanted, parameter, at, input.parameters?.get(wanted));
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
    if (!isWanted(declared, logicalId)) {
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

  function isWanted(declared: TemplateResource, logicalId: string): boolean {
    return declared.Condition === undefined || scope.condition(declared.Condition, `${place(logicalId)}: Condition`);
  }

  function create(logicalId: string, declared: TemplateResource): DeployedResource {
    const { Type: type } = declared;
    const where = place(logicalId);
    const identify = knownResourceTypes.get(type);
    if (identify === undefined) throw new AssemblyError(where, `resource type ${type} is not supported`);
    for (const dependency of declared.DependsOn) {
      const other = own(template.Resources, dependency);
      // CloudFormation passes over a dependency whose own condition is false.
      if (other === undefined || isWanted(other, dependency)) resource(dependency, `${where}: DependsOn`);
    }
    const properties = resolveValue(declared.Properties, `${where}: Properties`, scope) as Record<string, unknown>;
    const base = { stackName: name, logicalId, type, properties, place: where };
    const { ref, attributes = {}, uniqueWithin } = identify({ ...base, ...target, earlier: [...created.values()] });
    const made = { ...base, ref, attributes };
    if (uniqueWithin !== undefined) input.claim(made, uniqueWithin);
    return made;
  }

  for (const [logicalId, declared] of Object.entries(template.Resources)) {
    if (isWanted(declared, logicalId)) resource(logicalId, place(logicalId));
  }
  return {
    name,
    id: stackId(name, target),
    description: template.Description,
    terminationProtection: input.terminationProtection,
    ...target,
    resources: [...created.values()],
    outputs: outputs(name, template, scope),
    assets: input.assets,
  };
}

function outputs(stackName: string, template: Template, scope: Scope): DeployedOutput[] {
  return Object.entries(template.Outputs).flatMap(([name, output]) => {
    const at = `${stackName}: Outputs.${name}`;
    if (output.Condition !== undefined && !scope.condition(output.Condition, `${at}.Condition`)) return [];
    const text = (value: unknown, member: string): string => {
      const resolved = resolveValue(value, `${at}.${member}`, scope);
      if (typeof resolved === 'string' && resolved !== '') return resolved;
      if (typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved);
      const what = resolved === noValue || resolved === undefined ? 'is missing' : 'must be a string, not empty';
      throw new AssemblyError(`${at}.${member}`, what);
    };
    return [
      {
        name,
        value: text(output.Value, 'Value'),
        description: output.Description,
        exportName: output.Export && text(output.Export.Name, 'Export.Name'),
      },
    ];
  });
}
