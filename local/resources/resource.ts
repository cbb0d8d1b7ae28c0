import type { DeployedResource, DeploymentTarget } from '../../assembly/types';

/** A resource of a stack: its place, its physical identity, and its properties as its type reads them. */
export interface Resource<Properties> extends DeployedResource, DeploymentTarget {
  /** {@link DeployedResource.properties}, read by its type's schema. */
  readonly model: Properties;
  /** File assets of its stack's assembly, by their S3 key; absent where the stack did not come from an assembly on disk. */
  readonly assets?: ReadonlyMap<string, string>;
}
