import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as load from '../../assembly/load';
import type { DeployedResource, DeployedStack } from '../../assembly/types';
import { identityOf } from '../../local/resources/identity-of';

/** One stack of a hand-written assembly. */
export interface WrittenStack {
  readonly template: object;
  readonly stackName?: string;
  readonly environment?: string;
  readonly terminationProtection?: boolean;
  readonly dependencies?: readonly string[];
  /** Logical ID → construct path. */
  readonly constructPaths?: Readonly<Record<string, string>>;
  /** S3 key → the text of the asset, or undefined for an asset whose source is missing. */
  readonly assets?: Readonly<Record<string, string | undefined>>;
}

const directories: string[] = [];

afterAll(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

/** A new directory that is removed after the tests of the file. */
export function emptyDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'assembly-'));
  directories.push(directory);
  return directory;
}

/** Writes a cloud assembly as the CDK does and answers its directory. */
export function writeAssembly(stacks: Readonly<Record<string, WrittenStack>>, manifest: object = {}): string {
  const directory = emptyDirectory();
  const write = (file: string, value: object) => writeFileSync(join(directory, file), JSON.stringify(value));
  const artifacts: Record<string, object> = { Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } } };
  for (const [id, stack] of Object.entries(stacks)) {
    write(`${id}.template.json`, stack.template);
    const files: Record<string, object> = {};
    for (const [objectKey, text] of Object.entries(stack.assets ?? {})) {
      const path = `asset.${objectKey.replace(/[^a-z]/gi, '')}`;
      if (text !== undefined) {
        mkdirSync(join(directory, path));
        writeFileSync(join(directory, path, 'index.js'), text);
      }
      files[objectKey] = { source: { path, packaging: 'zip' }, destinations: { here: { bucketName: 'b', objectKey } } };
    }
    write(`${id}.assets.json`, { version: '55.0.0', files, dockerImages: {} });
    artifacts[`${id}.assets`] = { type: 'cdk:asset-manifest', properties: { file: `${id}.assets.json` } };
    const paths = Object.entries(stack.constructPaths ?? {});
    write(
      `${id}.metadata.json`,
      Object.fromEntries(paths.map(([data, path]) => [`/${path}`, [{ type: 'aws:cdk:logicalId', data }]])),
    );
    artifacts[id] = {
      type: 'aws:cloudformation:stack',
      environment: stack.environment ?? 'aws://unknown-account/unknown-region',
      properties: {
        templateFile: `${id}.template.json`,
        stackName: stack.stackName ?? id,
        terminationProtection: stack.terminationProtection,
      },
      dependencies: [`${id}.assets`, ...(stack.dependencies ?? [])],
      additionalMetadataFile: `${id}.metadata.json`,
    };
  }
  write('manifest.json', { version: '55.0.0', artifacts, ...manifest });
  return directory;
}

/** Loads an assembly of resource types that the local cloud has. */
export function loadAssembly(directory: string, options: Partial<load.LoadOptions> = {}): readonly DeployedStack[] {
  return load.loadAssembly(directory, { identityOf, ...options });
}

/** Loads several. */
export function loadAssemblies(directories: readonly string[]): readonly DeployedStack[] {
  return load.loadAssemblies(directories, { identityOf });
}

/** Loads a one-stack assembly, named `game`. */
export function loadTemplate(template: object, constructPaths?: Readonly<Record<string, string>>): DeployedStack {
  const [stack] = loadAssembly(writeAssembly({ game: { template, constructPaths } }));
  if (stack === undefined) throw new Error('no stack was loaded');
  return stack;
}

/** A resource of a stack. */
export function resourceOf(stack: DeployedStack, logicalId: string): DeployedResource {
  const found = stack.resources.find((resource) => resource.logicalId === logicalId);
  if (found === undefined) throw new Error(`there is no ${logicalId}`);
  return found;
}

/** What a value of a template resolves to: it is put where a log group's retention would stand. */
export function resolved(value: unknown, rest: object = {}): unknown {
  const template = {
    ...rest,
    Resources: {
      Probe: { Type: 'AWS::Logs::LogGroup', Properties: { Probe: value } },
      Files: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'files' } },
    },
  };
  return resourceOf(loadTemplate(template), 'Probe').properties.Probe;
}
