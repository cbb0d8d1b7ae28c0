import { AssemblyError } from './assembly-error';
import { constructPaths } from './construct-paths';
import { deployStack } from './deploy-stack';
import { checkExports, importsFrom, isSameEnvironment } from './exports';
import { fileAssets } from './file-assets';
import { readManifest, type StackArtifact } from './manifest';
import type { IdentityOf } from './physical-identity';
import { TakenNames } from './taken-names';
import { readTemplate } from './template';
import type { DeployedStack, DeploymentTarget } from './types';

/** How an assembly is deployed. */
export interface LoadOptions {
  /** What names resources. */
  readonly identityOf: IdentityOf;
  /** Whether nothing is made of a type. @default of none */
  isInert?(type: string): boolean;
  /** What to do about a type that is not known. @default nothing is said */
  unknownHint?(type: string): string;
  /** For stacks that name no account. Default `123456789012`. */
  readonly account?: string;
  /** For stacks that name no region. Default `us-east-1`. */
  readonly region?: string;
  /** Default: the region's. */
  readonly partition?: string;
  /** Exports of stacks that are not loaded: name → value. */
  readonly imports?: ReadonlyMap<string, string>;
  /** What a stack's parameters are given. @default nothing: each has its default */
  parameters?(stack: string, declared: readonly string[]): ReadonlyMap<string, string>;
  /** Stacks that stand already: their exports can be imported, and their names are taken. */
  readonly earlier?: readonly DeployedStack[];
}

/**
 * Reads a cloud assembly and resolves every resource of its stacks, those that others depend on first.
 *
 * @param directory where `cdk synth` wrote to
 * @returns this assembly's stacks, without the earlier ones
 * @throws AssemblyError naming the place in the template and what to do
 */
export function loadAssembly(directory: string, options: LoadOptions): readonly DeployedStack[] {
  const stacks: DeployedStack[] = [];
  const takenNames = new TakenNames(options.earlier ?? []);
  for (const artifact of readManifest(directory)) {
    const target = targetOf(artifact, options);
    const standing = [...(options.earlier ?? []), ...stacks];
    const { stackName: name } = artifact;
    if (standing.some((other) => other.name === name && isSameEnvironment(other, target))) {
      throw new AssemblyError(directory, `the stack ${name} stands already in ${target.account}/${target.region}`);
    }
    const template = readTemplate(artifact.templateFile);
    const stack = deployStack({
      name,
      target,
      template,
      parameters: options.parameters?.(name, Object.keys(template.Parameters)),
      terminationProtection: artifact.terminationProtection,
      assets: fileAssets(artifact.assetManifestFiles, target),
      constructPaths: constructPaths(artifact),
      identityOf: options.identityOf,
      isInert: options.isInert,
      unknownHint: options.unknownHint,
      imports: importsFrom(standing, target, options.imports ?? new Map()),
      claim: (resource, uniqueWithin) => takenNames.claim(resource, target, uniqueWithin),
    });
    checkExports(stack, standing);
    stacks.push(stack);
  }
  return stacks;
}

/** Several assemblies in the order given, in which the later may import what the earlier export. */
export function loadAssemblies(directories: readonly string[], options: LoadOptions): readonly DeployedStack[] {
  const stacks: DeployedStack[] = [];
  for (const directory of directories) {
    stacks.push(...loadAssembly(directory, { ...options, earlier: [...(options.earlier ?? []), ...stacks] }));
  }
  return stacks;
}

/**
 * Where a stack of an assembly goes.
 *
 * @param named for what the stack itself leaves open
 */
export function targetOf(artifact: StackArtifact, named: Partial<DeploymentTarget>): DeploymentTarget {
  const account = artifact.account ?? named.account ?? '123456789012';
  const region = artifact.region ?? named.region ?? 'us-east-1';
  return { account, region, partition: named.partition ?? partitionOf(region) };
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
