import type { CompiledPolicy } from '../../policy/compile';
import type { ManagedPolicies } from './managed-policies';
import type { Role, RoleIdentity, RoleSettings } from './role';

interface StoredRole {
  readonly identity: RoleIdentity;
  settings: RoleSettings;
  /** By name. */
  readonly inline: Map<string, CompiledPolicy>;
  /** ARNs. */
  readonly attached: Set<string>;
}

/** What is attached to a role. */
export interface AttachedPolicies {
  /** Names of inline policies. */
  readonly inline: readonly string[];
  /** ARNs of managed policies. */
  readonly managed: readonly string[];
}

/**
 * The roles of the account. A role is known by its name, whose letters' case makes no other one of it, and whatever its path (**documented**:
 * IAM quotas, "IAM name requirements").
 */
export class RoleDirectory {
  readonly #managed: Pick<ManagedPolicies, 'find'>;
  readonly #byName = new Map<string, StoredRole>();
  readonly #byArn = new Map<string, StoredRole>();
  /** Told the ARN of a role that is gone: its sessions may do nothing any more, whatever has its name later. */
  onDeleted: (arn: string) => void = () => {};

  /** @param managed looks up what is attached, at each call */
  constructor(managed: Pick<ManagedPolicies, 'find'>) {
    this.#managed = managed;
  }

  find(arn: string): Role | undefined {
    const role = this.#byArn.get(arn);
    return role === undefined ? undefined : this.#asItIs(role);
  }

  /** The ARN of the role of a name, which has its path. */
  arnOf(name: string): string | undefined {
    return this.#byName.get(keyOf(name))?.identity.arn;
  }

  has(name: string): boolean {
    return this.#byName.has(keyOf(name));
  }

  /** A new role, without policies. Whoever calls has looked whether the name is free. */
  add(identity: RoleIdentity, settings: RoleSettings): void {
    if (this.has(identity.name)) throw new Error(`there is a role ${identity.name} already`);
    const role: StoredRole = { identity, settings, inline: new Map(), attached: new Set() };
    this.#byName.set(keyOf(identity.name), role);
    this.#byArn.set(identity.arn, role);
  }

  change(name: string, settings: RoleSettings): void {
    this.#get(name).settings = settings;
  }

  delete(name: string): void {
    const role = this.#byName.get(keyOf(name));
    if (role === undefined) return;
    this.#byName.delete(keyOf(name));
    this.#byArn.delete(role.identity.arn);
    this.onDeleted(role.identity.arn);
  }

  /** What is attached to a role, whatever attached it; nothing to one that does not exist. */
  policiesOf(name: string): AttachedPolicies {
    const role = this.#byName.get(keyOf(name));
    return { inline: [...(role?.inline.keys() ?? [])], managed: [...(role?.attached ?? [])] };
  }

  /** Adds an inline policy to a role, or changes the one of that name. */
  putPolicy(name: string, policyName: string, policy: CompiledPolicy): void {
    this.#get(name).inline.set(policyName, policy);
  }

  /** Takes an inline policy away, if role and policy are there. */
  deletePolicy(name: string, policyName: string): void {
    this.#byName.get(keyOf(name))?.inline.delete(policyName);
  }

  /** Attaches a managed policy; once more makes no difference. */
  attach(name: string, policyArn: string): void {
    this.#get(name).attached.add(policyArn);
  }

  /** Takes a managed policy from a role, if role and policy are there. */
  detach(name: string, policyArn: string): void {
    this.#byName.get(keyOf(name))?.attached.delete(policyArn);
  }

  /** The names of the roles that a managed policy is attached to. */
  withPolicy(policyArn: string): readonly string[] {
    return [...this.#byName.values()]
      .filter(({ attached }) => attached.has(policyArn))
      .map(({ identity }) => identity.name);
  }

  /** Whether a managed policy is some role's permissions boundary. */
  isBoundary(policyArn: string): boolean {
    return [...this.#byName.values()].some(({ settings }) => settings.permissionsBoundaryArn === policyArn);
  }

  #get(name: string): StoredRole {
    const role = this.#byName.get(keyOf(name));
    if (role === undefined) throw new Error(`there is no role ${name}`);
    return role;
  }

  #asItIs(role: StoredRole): Role {
    const { permissionsBoundaryArn, ...settings } = role.settings;
    return {
      ...role.identity,
      ...settings,
      identityPolicies: [...role.inline.values(), ...[...role.attached].map((arn) => this.#policy(arn))],
      ...(permissionsBoundaryArn === undefined ? {} : { permissionsBoundary: this.#policy(permissionsBoundaryArn) }),
      now: () => (this.#byArn.get(role.identity.arn) === role ? this.#asItIs(role) : undefined),
    };
  }

  /** A policy that is attached can't be deleted; if it were gone, what it denied or bounded must not be allowed for that. */
  #policy(arn: string): CompiledPolicy {
    const policy = this.#managed.find(arn);
    if (policy === undefined) throw new Error(`the policy ${arn}, which a role has, is gone`);
    return policy;
  }
}

/** Whether a role is among those named. */
export function isNamed(names: readonly string[], name: string): boolean {
  return names.some((other) => keyOf(other) === keyOf(name));
}

function keyOf(name: string): string {
  return name.toLowerCase();
}
