import type { DeploymentTarget } from '../../assembly/types';
import type { UserPools } from '../services/cognito-idp/user-pools';
import type { LogGroups } from '../services/logs/log-groups';
import type { Secrets } from '../services/secrets-manager/secrets';
import type { Clock } from '../shared/clock';

/**
 * What resource types change: the services of one account and region. Each service keeps what it is made of in a registry of its own,
 * which its operations read at each call; the resource types add to it, change it and take from it.
 */
export interface Account extends DeploymentTarget {
  readonly clock: Clock;
  readonly userPools: UserPools;
  readonly secrets: Secrets;
  readonly logGroups: LogGroups;
}
