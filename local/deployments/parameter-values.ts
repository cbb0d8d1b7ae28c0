import { AssemblyError } from '../../assembly/assembly-error';
import { own } from '../../assembly/own-member';
import { parameterValue } from '../../assembly/parameters';
import type { Account } from '../resources/account';
import type { Desired } from './stack-record';

/** The value of a template's parameter: what was given, else its default. @throws AssemblyError where there is neither */
export function parameterOf(
  { template, parameters }: Pick<Desired, 'template' | 'parameters'>,
  account: Account,
  name: string,
  at: string,
): string | readonly string[] {
  const parameter = own(template.Parameters, name);
  if (parameter === undefined) throw new AssemblyError(at, `${name} is no parameter of this template`);
  const given = parameters.get(name);
  if (!parameter.Type.startsWith('AWS::SSM::Parameter::Value')) return parameterValue(name, parameter, at, given);
  // Its value names where the parameter store has it (documented: SSM parameter types).
  const stored = account.parameters.find(String(given ?? parameter.Default ?? ''));
  if (stored === undefined)
    throw new AssemblyError(
      at,
      `Unable to fetch parameters [${given ?? parameter.Default}] from parameter store for this account.`,
    );
  return stored.versions.at(-1)?.value ?? '';
}
