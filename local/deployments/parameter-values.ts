import { AssemblyError } from '../../assembly/assembly-error';
import { own } from '../../assembly/own-member';
import { parameterValue } from '../../assembly/parameters';
import { holdsPlaceholder } from '../../assembly/placeholder';
import type { Account } from '../resources/account';
import type { Desired, Family } from './stack-record';

/**
 * The value of a template's parameter: what was given, else its default.
 *
 * @param stack one within another may be given placeholders, which whoever reads the parameter follows further
 * @throws AssemblyError where there is neither
 */
export function parameterOf(
  { parentId }: Family,
  { template, parameters }: Pick<Desired, 'template' | 'parameters'>,
  account: Account,
  name: string,
  at: string,
): string | readonly string[] {
  const parameter = own(template.Parameters, name);
  if (parameter === undefined) throw new AssemblyError(at, `${name} is no parameter of this template`);
  const given = parameters.get(name);
  // What the real value would be held against, and cut into as a list, nobody knows.
  if (parentId !== undefined && holdsPlaceholder(given) && !parameter.Type.startsWith('AWS::SSM::Parameter'))
    return given ?? '';
  if (!parameter.Type.startsWith('AWS::SSM::Parameter::Value')) {
    return withoutPlaceholder(name, parameterValue(name, parameter, at, given), at);
  }
  // Its value names where the parameter store has it (documented: SSM parameter types).
  const stored = account.parameters.find(String(given ?? parameter.Default ?? ''));
  if (stored === undefined)
    throw new AssemblyError(
      at,
      `Unable to fetch parameters [${given ?? parameter.Default}] from parameter store for this account.`,
    );
  return withoutPlaceholder(name, stored.versions.at(-1)?.value ?? '', at);
}

/** A placeholder must not come back as a value: outputs tell some. */
function withoutPlaceholder<Value>(name: string, value: Value, at: string): Value {
  if (!holdsPlaceholder(value)) return value;
  throw new AssemblyError(
    at,
    `Parameter ${name} holds a placeholder of a resource that stands as inert: give it a value`,
  );
}
