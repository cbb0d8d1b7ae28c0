import { readProperties } from '../../assembly/properties';
import type { DeployedStack } from '../../assembly/types';
import type { Account } from './account';
import type { AnyResourceType } from './resource-type';

/**
 * Creates the resources of these types, stack by stack, in the order in which they depend on each other. All properties are read before
 * anything is made.
 *
 * @throws AssemblyError naming the place of a property that is not understood; what a type throws
 */
export function standUp(stacks: readonly DeployedStack[], types: readonly AnyResourceType[], account: Account): void {
  const byName = new Map(types.map((type) => [type.type, type]));
  const making = stacks.flatMap(({ resources, account, region, partition, assets }) =>
    resources.flatMap((resource) => {
      const type = byName.get(resource.type);
      if (type === undefined) return [];
      const model = readProperties(resource, type.schema);
      return [{ type, resource: { ...resource, account, region, partition, assets, model } }];
    }),
  );
  for (const { type, resource } of making) type.create(resource, account);
}
