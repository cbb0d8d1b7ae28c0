import type { CompiledPolicy } from './compile';
import { type Naming, naming, spares } from './matching/principals';
import type { RequestKeys } from './request-keys';
import type { CompiledStatement } from './statement';
import type { Principal } from './types';

/** A request as statements see it. */
export interface JudgedRequest {
  readonly action: string;
  readonly resource: string;
  readonly principal: Principal;
  readonly keys: RequestKeys;
  readonly hasBoundary: boolean;
}

/** How closely a statement names who asks; `self` where it names nobody (identity-based policies). */
export function namingOf(statement: CompiledStatement, request: JudgedRequest): Naming {
  if (statement.principals !== undefined) return naming(statement.principals, request.principal, statement.effect);
  if (statement.notPrincipals === undefined) return 'self';
  return spares(statement.notPrincipals, request.principal, request.hasBoundary) ? 'none' : 'self';
}

/** Whether a statement names the resource asked about. */
export function namesResource(statement: CompiledStatement, request: JudgedRequest): boolean {
  return statement.resources === undefined || statement.resources.includes(request.resource, request.keys);
}

/** Whether a statement that names the action applies: it names resource and principal too, and its conditions hold. */
export function applies(statement: CompiledStatement, request: JudgedRequest): boolean {
  if (!namesResource(statement, request)) return false;
  if (namingOf(statement, request) === 'none') return false;
  for (const condition of statement.conditions) {
    if (!condition.holds(request.keys, statement.effect)) return false;
  }
  return true;
}

/** The first Deny of a policy that applies. */
export function denial(policy: CompiledPolicy, request: JudgedRequest): CompiledStatement | undefined {
  for (const statement of policy.naming(request.action).denies) if (applies(statement, request)) return statement;
  return undefined;
}

/** The first Allow of a policy that applies. */
export function permission(policy: CompiledPolicy, request: JudgedRequest): CompiledStatement | undefined {
  for (const statement of policy.naming(request.action).allows) if (applies(statement, request)) return statement;
  return undefined;
}

/** The Allow of a resource policy that names the principal most closely. */
export function grant(
  policy: CompiledPolicy,
  request: JudgedRequest,
): { readonly statement: CompiledStatement; readonly naming: Naming } | undefined {
  let closest: { readonly statement: CompiledStatement; readonly naming: Naming } | undefined;
  for (const statement of policy.naming(request.action).allows) {
    if (!applies(statement, request)) continue;
    const named = namingOf(statement, request);
    if (named === 'self') return { statement, naming: named };
    if (named === 'role' || closest === undefined) closest = { statement, naming: named };
  }
  return closest;
}
