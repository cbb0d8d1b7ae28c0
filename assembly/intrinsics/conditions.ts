import { AssemblyError } from '../assembly-error';
import { listOf, resolvedString } from './arguments';
import type { Intrinsic, Resolve, Scope } from './scope';

/** `Fn::If: [condition, then, else]`; only the branch taken is resolved. */
export const fnIf: Intrinsic = (argument, at, scope, resolve) => {
  const [name, then, otherwise] = listOf(argument, 3, at);
  if (typeof name !== 'string') throw new AssemblyError(`${at}[0]`, 'takes the plain name of a condition');
  return scope.condition(name, at) ? resolve(then, `${at}[1]`) : resolve(otherwise, `${at}[2]`);
};

/**
 * An expression of the `Conditions` section.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html documented
 */
export function evaluateCondition(expression: unknown, at: string, scope: Scope, resolve: Resolve): boolean {
  const entries = typeof expression === 'object' && expression !== null ? Object.entries(expression) : [];
  const [name, argument] = entries[0] ?? [];
  if (name === undefined || entries.length !== 1) throw new AssemblyError(at, 'needs one condition function here');
  const inner = `${at}.${name}`;
  const evaluateAll = (length: { min: number; max: number }) => {
    if (!Array.isArray(argument) || argument.length < length.min || argument.length > length.max) {
      throw new AssemblyError(inner, `takes ${length.min} to ${length.max} conditions`);
    }
    return argument.map((member, index) => evaluateCondition(member, `${inner}[${index}]`, scope, resolve));
  };
  switch (name) {
    case 'Condition':
      if (typeof argument !== 'string') throw new AssemblyError(inner, 'takes the plain name of a condition');
      return scope.condition(argument, inner);
    case 'Fn::Equals': {
      const [left, right] = listOf(argument, 2, inner);
      return resolvedString(left, `${inner}[0]`, resolve) === resolvedString(right, `${inner}[1]`, resolve);
    }
    case 'Fn::Not':
      return !evaluateAll({ min: 1, max: 1 })[0];
    case 'Fn::And':
      return evaluateAll({ min: 2, max: 10 }).every(Boolean);
    case 'Fn::Or':
      return evaluateAll({ min: 2, max: 10 }).some(Boolean);
    default:
      throw new AssemblyError(inner, 'is no condition function: use Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition');
  }
}
