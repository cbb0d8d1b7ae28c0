import { readProperties } from '../../assembly/properties';
import type { DeployedResource, DeploymentTarget } from '../../assembly/types';
import type { AnyResourceType, Resource } from '../resources/resource-type';
import { StateRefused } from '../state/state-refused';
import { reasonOf } from './engine';

/** A resource as it is kept: what its type reads from its properties is read again. */
export type KeptResource = DeployedResource & DeploymentTarget;

/** What of a resource is kept. */
export function keptResource(resource: Resource<unknown>): KeptResource {
  const { stackName, logicalId, type, ref, attributes, properties, place, account, region, partition } = resource;
  const { inert, inertAttributes, hidesAttributes } = resource;
  return {
    ...{ stackName, logicalId, type, ref, attributes, properties, place, account, region, partition },
    // What is read of a placeholder is one after a restart too.
    ...(inert && { inert }),
    ...(inertAttributes !== undefined && { inertAttributes }),
    ...(hidesAttributes === true && { hidesAttributes }),
  };
}

/**
 * The resource that was kept.
 *
 * @param assets of its stack
 * @throws StateRefused where this release does not understand it any more
 */
export function restoredResource(
  kept: KeptResource,
  typeOf: (name: string) => Pick<AnyResourceType, 'schema'> | undefined,
  assets?: ReadonlyMap<string, string>,
): Resource<unknown> {
  const type = typeOf(kept.type);
  if (type === undefined) throw notUnderstood(kept, `resource type ${kept.type} is not supported`);
  try {
    return { ...kept, model: readProperties(kept, type.schema), ...(assets === undefined ? {} : { assets }) };
  } catch (error) {
    throw notUnderstood(kept, reasonOf(error));
  }
}

/** Without one of its resources an account would be another one, with more allowed in it perhaps: a policy that denies may be the one. */
export function notUnderstood({ place }: Pick<KeptResource, 'place'>, reason: string): StateRefused {
  return new StateRefused(
    `the account was kept with ${place}, which can't be made again (${reason}): ` +
      'start the release that kept it, or start over with --fresh',
  );
}
