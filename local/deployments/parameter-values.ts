import { AssemblyError } from '../../assembly/assembly-error';
import { own } from '../../assembly/own-member';
import { parameterValue } from '../../assembly/parameters';
import type { Account } from '../resources/account';
import type { Desired } from './stack-record';

/** The value of a template's parameter: what was given, else its default. @throws AssemblyError where there is neither */
export function parameterOf(
  { template, parameters }: Pick<Desired, 'template' | 'parameters'>,
  _account: Account,
  name: string,
  at: string,
): string | readonly string[] {
  const parameter = own(template.Parameters, name);
  if (parameter === undefined) throw new AssemblyError(at, `${name} is no parameter of this template`);
  const given = parameters.get(name);
  return parameterValue(name, given === undefined ? parameter : { ...parameter, Default: given }, at);
}
