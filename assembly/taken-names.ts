import { AssemblyError } from './assembly-error';
import type { DeployedResource, DeployedStack, DeploymentTarget } from './types';

type Reach = 'region' | 'account' | 'partition';

/**
 * The physical names that are taken. AWS refuses a second bucket, role or OIDC provider of one name, so two stages in one
 * account can collide although each is sound (one of them must import what the other creates).
 */
export class TakenNames {
  readonly #places = new Map<string, string>();

  constructor(standing: readonly DeployedStack[]) {
    for (const stack of standing) {
      for (const resource of stack.resources) {
        for (const reach of ['region', 'account', 'partition'] as const) {
          this.#places.set(keyOf(resource, stack, reach), resource.place);
        }
      }
    }
  }

  /** Takes a name. */
  claim(resource: DeployedResource, target: DeploymentTarget, reach: Reach): void {
    const key = keyOf(resource, target, reach);
    const owner = this.#places.get(key);
    if (owner !== undefined) {
      const what = `'${resource.ref}' exists already in this ${reach}, created by ${owner}`;
      throw new AssemblyError(resource.place, `the ${resource.type} ${what}: name it differently, or import that one`);
    }
    this.#places.set(key, resource.place);
  }
}

function keyOf(
  { type, ref }: DeployedResource,
  { partition, account, region }: DeploymentTarget,
  reach: Reach,
): string {
  // A table is a table, however it was declared.
  const kind = type === 'AWS::DynamoDB::GlobalTable' ? 'AWS::DynamoDB::Table' : type;
  const within = { partition: [partition], account: [partition, account], region: [partition, account, region] }[reach];
  return JSON.stringify([kind, ...within, ref]);
}
