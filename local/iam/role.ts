import type { CompiledPolicy } from '../../policy/compile';

/** An IAM role, its policies compiled. */
export interface Role {
  /** With its path: `arn:aws:iam::123456789012:role/game/Player`. */
  readonly arn: string;
  /** Without path. */
  readonly name: string;
  /** `AROA…` */
  readonly roleId: string;
  /** Twelve digits. */
  readonly account: string;
  readonly partition: string;
  readonly trustPolicy: CompiledPolicy;
  /** Inline and managed, those attached by other resources of the template included. */
  readonly identityPolicies: readonly CompiledPolicy[];
  readonly permissionsBoundary?: CompiledPolicy;
  /** The longest session that a caller may ask for, in seconds. */
  readonly maxSessionSeconds: number;
  readonly tags: ReadonlyMap<string, string>;
}

/** The roles of the account. */
export class RoleDirectory {
  readonly #byArn: ReadonlyMap<string, Role>;

  constructor(roles: Iterable<Role>) {
    this.#byArn = new Map([...roles].map((role) => [role.arn, role]));
  }

  find(arn: string): Role | undefined {
    return this.#byArn.get(arn);
  }
}
