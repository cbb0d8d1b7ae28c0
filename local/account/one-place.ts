import type { DeploymentTarget } from '../../assembly/types';

/**
 * The one account and region in which everything stands, as one AWS endpoint would have it.
 *
 * @throws Error without any stack, and for stacks of two places
 */
export function onePlace(stacks: readonly (DeploymentTarget & { readonly name: string })[]): DeploymentTarget {
  const [first] = stacks;
  if (first === undefined) throw new Error('the assemblies hold no stack: synthesize a stage first');
  const elsewhere = stacks.find(({ account, region }) => account !== first.account || region !== first.region);
  if (elsewhere !== undefined) {
    throw new Error(
      `a local cloud is one account and one region: ${first.name} stands in ${first.account}/${first.region}, ` +
        `${elsewhere.name} in ${elsewhere.account}/${elsewhere.region}`,
    );
  }
  return { account: first.account, region: first.region, partition: first.partition };
}
