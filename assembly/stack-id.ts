import { uuid } from './physical-name';
import type { DeploymentTarget } from './types';

/**
 * A stack's ID, `arn:<partition>:cloudformation:<region>:<account>:stack/<name>/<uuid>` (**documented**: pseudo parameter
 * `AWS::StackId`). AWS makes another UUID at each creation; here a stack of the same name and place has the same one in every run.
 */
export function stackId(name: string, { account, region, partition }: DeploymentTarget): string {
  return `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/${uuid([account, region, name])}`;
}
