import { AssemblyError } from './assembly-error';
import { noValue } from './intrinsics/scope';
import type { TemplateParameter } from './template';
import type { DeploymentTarget } from './types';

/** The domain under which a partition's services have their names. */
export function urlSuffix(partition: string): string {
  return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}

/**
 * A pseudo parameter's value, or undefined for a name that is none.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html documented
 */
export function pseudoParameter(name: string, target: DeploymentTarget, stack: { name: string; id: string }): unknown {
  const { account, region, partition } = target;
  switch (name) {
    case 'AWS::AccountId':
      return account;
    case 'AWS::Region':
      return region;
    case 'AWS::Partition':
      return partition;
    case 'AWS::URLSuffix':
      return urlSuffix(partition);
    case 'AWS::StackName':
      return stack.name;
    case 'AWS::StackId':
      return stack.id;
    case 'AWS::NotificationARNs':
      return [];
    case 'AWS::NoValue':
      return noValue;
    default:
      return undefined;
  }
}

/**
 * A template parameter's value: what it is given, else its default.
 *
 * @param given absent: nothing
 * @throws AssemblyError without either, for a value that the parameter does not take, and for a parameter whose value only names where AWS
 *   keeps it
 */
export function parameterValue(
  name: string,
  parameter: TemplateParameter,
  at: string,
  given?: string,
): string | readonly string[] {
  const { Type: type } = parameter;
  const value = given ?? parameter.Default;
  if (type.startsWith('AWS::SSM::Parameter::')) {
    throw new AssemblyError(at, `the parameter ${name} is read from the SSM parameter store, which is not there`);
  }
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new AssemblyError(at, `the parameter ${name} has no default: give it one, or write the value out`);
  }
  refuseOther(name, parameter, String(value), at);
  const isList = type === 'CommaDelimitedList' || type.startsWith('List<');
  return isList
    ? String(value)
        .split(',')
        .map((member) => member.trim())
    : String(value);
}

/** The words are **unconfirmed**; that the constraint's own description stands in them is **documented** (`ConstraintDescription`). */
function refuseOther(name: string, parameter: TemplateParameter, value: string, at: string): void {
  const { AllowedValues: allowed, AllowedPattern: pattern, ConstraintDescription: description } = parameter;
  const { MinLength, MaxLength, MinValue, MaxValue } = parameter;
  const isNumber = parameter.Type === 'Number';
  if (isNumber && (value.trim() === '' || !Number.isFinite(Number(value)))) {
    throw new AssemblyError(at, `Parameter ${name} must be a number.`);
  }
  const out = (size: number, least = -Infinity, most = Infinity) => size < least || size > most;
  const broken =
    allowed !== undefined && !allowed.map(String).includes(value)
      ? `must be one of ${allowed.join(', ')}`
      : pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(value)
        ? `must match pattern ${pattern}`
        : !isNumber && out(value.length, MinLength, MaxLength)
          ? `must have from ${MinLength ?? 0} to ${MaxLength ?? 'any number of'} characters`
          : isNumber && out(Number(value), MinValue, MaxValue)
            ? `must be a number from ${MinValue ?? 'any'} to ${MaxValue ?? 'any'}`
            : undefined;
  if (broken === undefined) return;
  throw new AssemblyError(at, `Parameter ${name} failed to satisfy constraint: ${description ?? broken}`);
}
