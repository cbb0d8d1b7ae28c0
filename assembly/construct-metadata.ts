import { z } from 'zod';
import { readJsonFile } from './json-file';
import type { StackArtifact } from './manifest';

const metadataSchema = z.record(
  z.string(),
  z.array(z.object({ type: z.string(), data: z.unknown(), trace: z.array(z.string()).optional() })),
);

/** What the CDK noted of each construct, by its path. */
export type ConstructMetadata = z.output<typeof metadataSchema>;

/** What the CDK noted of a stack's constructs, in the manifest or in a file beside it. */
export function constructMetadata(stack: StackArtifact): ConstructMetadata {
  if (stack.metadataFile !== undefined) return readJsonFile(stack.metadataFile, metadataSchema, 'Synthesize again.');
  return metadataSchema.safeParse(stack.metadata).data ?? {};
}
