import { join } from 'node:path';
import { z } from 'zod';
import { AssemblyError } from './assembly-error';
import { dependencyOrder } from './dependency-order';
import { readJsonFile } from './json-file';

/** What the manifest of a cloud assembly says of one stack. Files are absolute or relative as the directory was. */
export interface StackArtifact {
  readonly id: string;
  readonly stackName: string;
  /** Absent: the stack is environment-agnostic. */
  readonly account?: string;
  readonly region?: string;
  /** Whether `cdk deploy` protects the stack against deletion. */
  readonly terminationProtection: boolean;
  readonly templateFile: string;
  readonly assetManifestFiles: readonly string[];
  /** Where construct paths are written down, when they are in a file of their own. */
  readonly metadataFile?: string;
  /** The same, when they are in the manifest. */
  readonly metadata?: unknown;
}

const artifactSchema = z.object({
  type: z.string(),
  environment: z.string().optional(),
  dependencies: z.array(z.string()).default([]),
  properties: z.record(z.string(), z.unknown()).default({}),
  metadata: z.unknown().optional(),
  additionalMetadataFile: z.string().optional(),
});
type Artifact = z.output<typeof artifactSchema>;

const manifestSchema = z.object({
  artifacts: z.record(z.string(), artifactSchema).default({}),
  missing: z.array(z.object({ key: z.string() })).default([]),
});

/** Artifact types that deploy nothing. */
const inertTypes = new Set(['cdk:tree', 'cdk:feature-flag-report', 'cdk:asset-manifest', 'none']);

/**
 * The stacks of the cloud assembly in a directory, each behind the stacks that it depends on.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/deploy.html#deploy-how-synth-app (the cloud assembly)
 * @throws AssemblyError
 */
export function readManifest(directory: string): readonly StackArtifact[] {
  const file = join(directory, 'manifest.json');
  const manifest = readJsonFile(file, manifestSchema, 'Synthesize first: npx cdk synth -o <directory>');
  if (manifest.missing.length > 0) {
    const keys = manifest.missing.map((entry) => entry.key).join(', ');
    throw new AssemblyError(
      file,
      `the assembly is incomplete, context values are missing: ${keys}. Synthesize with them.`,
    );
  }
  const artifacts = new Map(Object.entries(manifest.artifacts));
  const stacks: string[] = [];
  for (const [id, artifact] of artifacts) {
    if (artifact.type === 'aws:cloudformation:stack') stacks.push(id);
    else if (artifact.type === 'cdk:cloud-assembly') {
      const nested = String(artifact.properties.directoryName ?? id);
      throw new AssemblyError(`${file}: ${id}`, `is an assembly of its own (a stage): load ${join(directory, nested)}`);
    } else if (!inertTypes.has(artifact.type)) {
      throw new AssemblyError(`${file}: ${id}`, `has an artifact type that is not supported: ${artifact.type}`);
    }
  }
  const ordered = dependencyOrder(
    stacks,
    (id) => artifacts.get(id)?.dependencies ?? [],
    (cycle) => new AssemblyError(file, `stacks depend on each other: ${cycle.join(' → ')}`),
  );
  return ordered.map((id) => stackArtifact(directory, file, id, artifacts));
}

function stackArtifact(
  directory: string,
  file: string,
  id: string,
  artifacts: ReadonlyMap<string, Artifact>,
): StackArtifact {
  const artifact = artifacts.get(id) as Artifact;
  const place = `${file}: ${id}`;
  const templateFile = text(artifact.properties.templateFile);
  if (templateFile === undefined) throw new AssemblyError(place, 'names no templateFile. Synthesize again.');
  const assetManifestFiles = artifact.dependencies.flatMap((dependency) => {
    const assets = artifacts.get(dependency);
    const name = assets?.type === 'cdk:asset-manifest' ? text(assets.properties.file) : undefined;
    return name === undefined ? [] : [join(directory, name)];
  });
  return {
    id,
    stackName: text(artifact.properties.stackName) ?? id,
    ...environment(artifact, place),
    terminationProtection: artifact.properties.terminationProtection === true,
    templateFile: join(directory, templateFile),
    assetManifestFiles,
    metadataFile: artifact.additionalMetadataFile && join(directory, artifact.additionalMetadataFile),
    metadata: artifact.metadata,
  };
}

/** `aws://123456789012/eu-west-1`; either half may be `unknown-account`, `unknown-region`. */
function environment(artifact: Artifact, place: string): { account?: string; region?: string } {
  if (artifact.environment === undefined) return {};
  const match = /^aws:\/\/(unknown-account|\d{12})\/(unknown-region|[a-z0-9-]+)$/.exec(artifact.environment);
  if (match === null) {
    throw new AssemblyError(place, `has an environment that is not aws://<account>/<region>: ${artifact.environment}`);
  }
  const [, account, region] = match;
  return {
    account: account === 'unknown-account' ? undefined : account,
    region: region === 'unknown-region' ? undefined : region,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
