import { AssemblyError } from '../../assembly/assembly-error';

/** A value for a template's parameter, for whichever stack declares it, or for one stack alone. */
export interface GivenParameter {
  readonly stack?: string;
  readonly name: string;
  readonly value: string;
}

/** What of this a stack is given: what is said for it alone goes before what is said for all. */
export function parametersFor(
  stack: string,
  declared: readonly string[],
  given: readonly GivenParameter[],
): ReadonlyMap<string, string> {
  const here = given.filter(({ name, stack: only = stack }) => only === stack && declared.includes(name));
  const inOrder = [...here.filter((one) => one.stack === undefined), ...here.filter((one) => one.stack !== undefined)];
  return new Map(inOrder.map(({ name, value }) => [name, value]));
}

/**
 * Refuses a value that no template takes, before anything is deployed.
 *
 * @param declared the parameters of each stack that will be
 * @throws AssemblyError that lists those there are
 */
export function checkGivenParameters(
  given: readonly GivenParameter[],
  declared: ReadonlyMap<string, readonly string[]>,
): void {
  for (const { stack, name } of given) {
    const option = `--parameter ${stack === undefined ? '' : `${stack}:`}${name}`;
    if (stack !== undefined && !declared.has(stack)) {
      throw new AssemblyError(option, `there is no stack ${stack}, only: ${[...declared.keys()].join(', ')}`);
    }
    const there = stack === undefined ? [...declared.values()].flat() : (declared.get(stack) ?? []);
    if (there.includes(name)) continue;
    const known = [...new Set(there)].join(', ') || 'none';
    throw new AssemblyError(option, `no template has a parameter ${name}; there are: ${known}`);
  }
}
