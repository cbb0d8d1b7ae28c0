import { AssemblyError } from './assembly-error';
import { evaluateCondition } from './intrinsics/conditions';
import type { Scope } from './intrinsics/scope';
import { own } from './own-member';
import { holdsPlaceholder } from './placeholder';
import { resolveValue } from './resolve-value';
import type { Template } from './template';

/**
 * Evaluates a template's named conditions, each once, when first asked for.
 *
 * @param parameter a parameter's value, or undefined for a name that is none: conditions are decided before anything
 *   exists, so they may refer to nothing else
 */
export function templateConditions(
  stackName: string,
  template: Template,
  scope: Scope,
  parameter: (name: string, at: string) => unknown,
): Scope['condition'] {
  const outcomes = new Map<string, boolean>();
  const evaluating: string[] = [];

  const parametersOnly: Scope = {
    ...scope,
    condition,
    reference(name, at) {
      const value = parameter(name, at);
      if (value === undefined) throw new AssemblyError(at, `a condition may refer to parameters only, not to ${name}`);
      if (holdsPlaceholder(value)) throw new AssemblyError(at, undecided(name));
      return value;
    },
    attribute(logicalId, _attribute, at) {
      throw new AssemblyError(at, `a condition may refer to parameters only, not to ${logicalId}`);
    },
  };

  function condition(name: string, at: string): boolean {
    const known = outcomes.get(name);
    if (known !== undefined) return known;
    const expression = own(template.Conditions, name);
    if (expression === undefined) throw new AssemblyError(at, `there is no condition ${name} in this template`);
    if (evaluating.includes(name)) {
      throw new AssemblyError(at, `conditions depend on each other: ${[...evaluating, name].join(' → ')}`);
    }
    evaluating.push(name);
    const resolve = (value: unknown, valueAt: string) => resolveValue(value, valueAt, parametersOnly);
    const outcome = evaluateCondition(expression, `${stackName}: Conditions.${name}`, parametersOnly, resolve);
    evaluating.pop();
    outcomes.set(name, outcome);
    return outcome;
  }

  return condition;
}

const undecided = (name: string) =>
  `the parameter ${name} was handed a value of a resource that stands as inert (--inert): what it would be decides here which resources there ` +
  'are. Give it a value in the template of the stack above';
