import type { DeploymentTarget } from '../../assembly/types';
import type { Clock } from '../shared/clock';
import type { CustomResources } from './custom-resources';

/**
 * What resource types change: the services of one account and region. Each service keeps what it is made of in a registry of its own,
 * which its operations read at each call; the resource types add to it, change it and take from it.
 */
export interface Account extends DeploymentTarget {
  readonly clock: Clock;
  /** Absent while assemblies are deployed at a start: custom resources are then not run. */
  readonly customResources?: CustomResources;
  /** The ID of the stack that a resource belongs to. */
  stackIdOf(resource: { readonly stackName: string }): string;
}
