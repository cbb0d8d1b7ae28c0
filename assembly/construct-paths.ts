import { z } from 'zod';
import { readJsonFile } from './json-file';
import type { StackArtifact } from './manifest';

const metadataSchema = z.record(z.string(), z.array(z.object({ type: z.string(), data: z.unknown() })));

/**
 * Logical ID → construct path (`Federation/GuestRole/Resource`), so that an error can name the code to look at. The CDK writes
 * the pairs into the manifest or a file beside it.
 */
export function constructPaths(stack: StackArtifact): ReadonlyMap<string, string> {
  const metadata =
    stack.metadataFile === undefined
      ? metadataSchema.safeParse(stack.metadata).data
      : readJsonFile(stack.metadataFile, metadataSchema, 'Synthesize again.');
  const paths = new Map<string, string>();
  for (const [path, entries] of Object.entries(metadata ?? {})) {
    for (const { type, data } of entries) {
      if (type === 'aws:cdk:logicalId' && typeof data === 'string') paths.set(data, path.replace(/^\//, ''));
    }
  }
  return paths;
}
