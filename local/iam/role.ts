import type { CompiledPolicy } from '../../policy/compile';

/** What a role is told apart by: none of it ever changes. */
export interface RoleIdentity {
  /** With its path: `arn:aws:iam::123456789012:role/game/Player`. */
  readonly arn: string;
  /** Without path. */
  readonly name: string;
  /** `AROA…` */
  readonly roleId: string;
  /** Twelve digits. */
  readonly account: string;
  readonly partition: string;
}

/** What a role says of itself, beside its policies. */
export interface RoleSettings {
  readonly trustPolicy: CompiledPolicy;
  /** A managed policy's ARN. */
  readonly permissionsBoundaryArn?: string;
  /** The longest session that a caller may ask for, in seconds. */
  readonly maxSessionSeconds: number;
  readonly tags: ReadonlyMap<string, string>;
}

/** An IAM role as it is at this moment, its policies compiled. */
export interface Role extends RoleIdentity, Omit<RoleSettings, 'permissionsBoundaryArn'> {
  /** Inline and managed, whatever resource attached them. */
  readonly identityPolicies: readonly CompiledPolicy[];
  readonly permissionsBoundary?: CompiledPolicy;
  /** This very role as it is when asked; undefined once it is deleted, although another may have its name by then. */
  readonly now: () => Role | undefined;
}
