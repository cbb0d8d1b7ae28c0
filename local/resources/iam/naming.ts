import { AssemblyError } from '../../../assembly/assembly-error';
import type { NewResource } from '../../../assembly/physical-identity';
import { seedOf, steadyRandom } from '../../../assembly/physical-name';
import { optionalString } from '../string-properties';

/** `/`, or `/path/`: it stands between kind and name in an IAM ARN. */
export function iamPath(resource: NewResource): string {
  const path = optionalString(resource, 'Path') ?? '/';
  if (/^\/([!-~]{1,510}\/)?$/.test(path)) return path;
  throw new AssemblyError(`${resource.place}: Properties.Path`, `begins and ends with a slash, got '${path}'`);
}

/** An ID like IAM's (`AROA…`): four letters for the kind, seventeen characters. */
export function steadyUniqueId(resource: NewResource, prefix: string): string {
  return prefix + steadyRandom([...seedOf(resource), prefix], 17, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
}
