import { type CompiledPolicy, compilePolicy } from '../../../policy/compile';
import type { PermissionStatement } from './lambda-function';

interface Policy {
  readonly permissions: ReadonlyMap<string, PermissionStatement>;
  readonly compiled: CompiledPolicy;
}

/**
 * The resource policies of functions, and those of their versions: a permission without qualifier does not hold for a version
 * (**observed**: aws-cdk#19464).
 */
export class FunctionPolicies {
  /** By the ARN that permissions name. */
  readonly #byResource = new Map<string, Policy>();

  /** The policy of that very ARN, which may have a qualifier. */
  of(resource: string): CompiledPolicy | undefined {
    return this.#byResource.get(resource)?.compiled;
  }

  /** Its text, as `GetPolicy` answers it. */
  textOf(resource: string): string | undefined {
    const statements = [...this.#permissionsOf(resource).values()].map(({ statement }) => statement);
    if (statements.length === 0) return undefined;
    return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements });
  }

  has({ resource, id }: Pick<PermissionStatement, 'resource' | 'id'>): boolean {
    return this.#byResource.get(resource)?.permissions.has(id) ?? false;
  }

  /**
   * Adds a statement, or changes the one of its ID.
   *
   * @throws PolicyError naming the permission that could not be understood; nothing is changed then
   */
  put(permission: PermissionStatement): void {
    const { resource, id } = permission;
    this.#set(resource, new Map([...this.#permissionsOf(resource), [id, permission]]));
  }

  /** Takes a statement away. */
  remove({ resource, id }: Pick<PermissionStatement, 'resource' | 'id'>): void {
    const rest = new Map(this.#permissionsOf(resource));
    rest.delete(id);
    if (rest.size === 0) this.#byResource.delete(resource);
    else this.#set(resource, rest);
  }

  /** Takes the policy of a version away. */
  removeQualifier(resource: string): void {
    this.#byResource.delete(resource);
  }

  /** Takes the policies of a function and of all its versions away. */
  removeFunction(arn: string): void {
    for (const resource of [...this.#byResource.keys()]) {
      if (resource === arn || resource.startsWith(`${arn}:`)) this.#byResource.delete(resource);
    }
  }

  #permissionsOf(resource: string): ReadonlyMap<string, PermissionStatement> {
    return this.#byResource.get(resource)?.permissions ?? new Map();
  }

  #set(resource: string, permissions: ReadonlyMap<string, PermissionStatement>): void {
    const document = {
      Version: '2012-10-17',
      Statement: [...permissions.values()].map(({ statement }) => statement),
    };
    const compiled = compilePolicy(document, `resource policy of ${resource}`, 'resource');
    this.#byResource.set(resource, { permissions, compiled });
  }
}
