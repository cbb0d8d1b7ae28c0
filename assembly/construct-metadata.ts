import { z } from 'zod';
import { readJsonFile } from './json-file';
import type { StackArtifact } from './manifest';

const noted = z.record(z.string(), z.unknown());
const entries = z.array(z.object({ type: z.string(), data: z.unknown(), trace: z.array(z.string()).optional() }));

/** One thing that the CDK noted of a construct. */
export type ConstructNote = z.output<typeof entries>[number];

/** What the CDK noted of each construct, by its path; {@link notesIn} reads it. */
export type ConstructMetadata = z.output<typeof noted>;

/** What the CDK noted of a stack's constructs, in the manifest or in a file beside it. */
export function constructMetadata(stack: StackArtifact): ConstructMetadata {
  if (stack.metadataFile !== undefined) return readJsonFile(stack.metadataFile, noted, 'Synthesize again.');
  return noted.safeParse(stack.metadata).data ?? {};
}

/** The notes of one construct. They are long, and read where somebody asks: a start needs none of them. */
export function notesIn(metadata: ConstructMetadata, path: string): readonly ConstructNote[] {
  return entries.safeParse(metadata[path]).data ?? [];
}
