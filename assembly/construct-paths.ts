import { type ConstructMetadata, constructMetadata } from './construct-metadata';
import type { StackArtifact } from './manifest';

/**
 * Logical ID → construct path (`Federation/GuestRole/Resource`), so that an error can name the code to look at. The CDK writes
 * the pairs into the manifest or a file beside it.
 */
export function constructPaths(stack: StackArtifact): ReadonlyMap<string, string> {
  return pathsIn(constructMetadata(stack));
}

/** The same of metadata that was read already. */
export function pathsIn(metadata: ConstructMetadata): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const [path, entries] of Object.entries(metadata)) {
    if (!Array.isArray(entries)) continue;
    // Without the schema of the notes, which would read each of them at every start.
    for (const { type, data } of entries.map(Object)) {
      if (type === 'aws:cdk:logicalId' && typeof data === 'string') paths.set(data, path.replace(/^\//, ''));
    }
  }
  return paths;
}
