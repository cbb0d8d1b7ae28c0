import type { DeployedStack } from '../../assembly/types';
import type { InertTypes } from '../resources/inert/inert-types';
import type { CloudOptions } from './cloud-options';
import { deployAssemblies } from './deployed-assembly';

/** The stacks that are deployed only once the cloud listens, for certificates that name their hosts; none where that can't be told before. */
export function stacksToCome(
  {
    assemblies,
    customResourcesOf = [],
    parameters,
    https,
  }: Pick<CloudOptions, 'assemblies' | 'customResourcesOf' | 'parameters' | 'https'>,
  inert: InertTypes,
): readonly DeployedStack[] {
  if (https === undefined || customResourcesOf.length === 0) return [];
  try {
    return deployAssemblies(assemblies, parameters, inert).flatMap(({ stacks }) => stacks);
  } catch {
    // What is wrong with them is said where they are deployed.
    return [];
  }
}
