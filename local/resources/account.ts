import type { DeploymentTarget } from '../../assembly/types';
import type { Repositories } from '../services/ecr/repositories';
import type { Parameters } from '../services/ssm/parameters';
import type { Clock } from '../shared/clock';

/**
 * What resource types change: the services of one account and region. Each service keeps what it is made of in a registry of its own,
 * which its operations read at each call; the resource types add to it, change it and take from it.
 */
export interface Account extends DeploymentTarget {
  readonly clock: Clock;
  readonly parameters: Parameters;
  readonly repositories: Repositories;
}
