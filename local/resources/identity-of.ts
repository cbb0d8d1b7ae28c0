import type { Identify, IdentityOf } from '../../assembly/physical-identity';
import type { DeployedResource } from '../../assembly/types';
import { resourceTypes } from './all-types';
import type { InertTypes } from './inert/inert-types';
import { lambdaVersion } from './lambda/version';
import type { AnyResourceType, Numbering } from './resource-type';
import { typesByName } from './types-by-name';

const typeOf = typesByName(resourceTypes);

/**
 * What names the resources of a type where templates are resolved without an account.
 *
 * @returns undefined for a type that the local cloud does not know
 */
export function identityOf(name: string): Identify | undefined {
  return identifying(typeOf(name));
}

/** The same, with types that stand as inert. */
export function identityWith(inert: Pick<InertTypes, 'has'> | undefined): IdentityOf {
  const find = typesByName(resourceTypes, inert);
  return (name) => identifying(find(name));
}

function identifying(type: Pick<AnyResourceType, 'identify'> | undefined): Identify | undefined {
  return type && ((resource, earlier) => type.identify(resource, numberingAfter(earlier)));
}

/** As an account numbers in which nothing was before these resources. */
function numberingAfter(resources: readonly DeployedResource[]): Numbering {
  const versions = resources.filter(({ type }) => type === lambdaVersion.type);
  return { functions: { nextNumber: (arn) => versions.filter(({ ref }) => ref.startsWith(`${arn}:`)).length + 1 } };
}
