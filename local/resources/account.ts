import type { DeploymentTarget } from '../../assembly/types';
import type { DynamoDbTables } from '../services/dynamodb/tables/table';
import type { LambdaFunctions } from '../services/lambda/functions';
import type { Buckets } from '../services/s3/bucket';
import type { Clock } from '../shared/clock';

/**
 * What resource types change: the services of one account and region. Each service keeps what it is made of in a registry of its own,
 * which its operations read at each call; the resource types add to it, change it and take from it.
 */
export interface Account extends DeploymentTarget {
  readonly clock: Clock;
  readonly buckets: Buckets;
  readonly tables: DynamoDbTables;
  readonly functions: LambdaFunctions;
}
