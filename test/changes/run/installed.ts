import type { DeployedResource } from '../../../assembly/types';
import { outputOf } from '../../../local/account/outputs';
import { callsIn } from './api-calls';
import type { DeployedStage } from './deployed-stage';
import { withoutHash } from './players';
import type { DataPlaces } from './reach';

/** What apps know of a stage that were installed while it was so: its outputs and IDs, whatever is deployed since. */
export interface Installed {
  readonly stage: DeployedStage;
  readonly pool: DeployedResource;
  readonly places: DataPlaces;
  /** All resources of that time. */
  readonly resources: readonly DeployedResource[];
  /** @param name its logical ID, without the hash */
  role(name: string): DeployedResource | undefined;
}

export function installedFrom(stage: DeployedStage): Installed {
  const resources = stage.resources();
  const pool = resources.find(({ type }) => type === 'AWS::Cognito::IdentityPool');
  if (pool === undefined) throw new Error('the stage has no identity pool');
  const output = (name: string) => outputOf(stage.cloud.stacks, name);
  const takesScores = resources.some(({ type }) => type === 'AWS::ApiGateway::RestApi');
  return {
    ...{ stage, pool, resources },
    places: {
      bucket: output('BucketName'),
      table: output('TableName'),
      ...(takesScores && { api: { url: output('ScoresUrl'), calls: callsIn(resources) } }),
    },
    role: (name) =>
      resources.find(({ type, logicalId }) => type === 'AWS::IAM::Role' && withoutHash(logicalId) === name),
  };
}
