import type { DeployedStack } from '../../assembly/types';
import type { IamInventory } from './inventory';

/**
 * What exists beside the templates is in none of them: whoever starts a cloud with both is told which entry is one too many. A deployment
 * to a cloud that is up meets the same in IAM's words.
 *
 * @throws Error naming the place in the template
 */
export function checkInventory(stacks: readonly DeployedStack[], existing: IamInventory): void {
  const { oidcProviders, samlProviders = [], managedPolicies = [] } = existing;
  const arns = new Set([...oidcProviders, ...samlProviders, ...managedPolicies].map(({ arn }) => arn));
  for (const { type, ref, place } of stacks.flatMap(({ resources }) => resources)) {
    if (!type.startsWith('AWS::IAM::') || !arns.has(ref)) continue;
    throw new Error(`${place}: creates ${ref}, which the inventory has too: take it out of the inventory`);
  }
}
