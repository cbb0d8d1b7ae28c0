import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { AssemblyError } from './assembly-error';
import { readJsonFile } from './json-file';
import type { DeploymentTarget } from './types';

const assetManifestSchema = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional(), executable: z.array(z.string()).optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
  dockerImages: z.record(z.string(), z.unknown()).default({}),
});

/**
 * The file assets of a stack: S3 key → path on disk (a file, or the directory that deployment would zip).
 *
 * @throws AssemblyError when a source is not there, or an asset is no file (container images)
 */
export function fileAssets(assetManifestFiles: readonly string[], target: DeploymentTarget): Map<string, string> {
  const assets = new Map<string, string>();
  for (const file of assetManifestFiles) {
    const manifest = readJsonFile(file, assetManifestSchema, 'Synthesize again.');
    const image = Object.keys(manifest.dockerImages)[0];
    if (image !== undefined)
      throw new AssemblyError(`${file}: dockerImages.${image}`, 'container images are not supported');
    for (const [id, { source, destinations }] of Object.entries(manifest.files)) {
      const place = `${file}: files.${id}`;
      if (source.path === undefined)
        throw new AssemblyError(place, 'has no source path; built assets are not supported');
      const path = resolve(dirname(file), source.path);
      if (!existsSync(path)) throw new AssemblyError(place, `its source is missing: ${path}. Synthesize again.`);
      for (const { objectKey } of Object.values(destinations)) assets.set(fillIn(objectKey, target), path);
    }
  }
  return assets;
}

/** The placeholders that an asset manifest may hold; no others exist. */
function fillIn(key: string, { account, region, partition }: DeploymentTarget): string {
  return key
    .replaceAll('${AWS::AccountId}', account)
    .replaceAll('${AWS::Region}', region)
    .replaceAll('${AWS::Partition}', partition);
}
