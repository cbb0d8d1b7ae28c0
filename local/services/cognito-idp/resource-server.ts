import { claimScopes, openidScope, selfServiceScope } from './tokens/scopes';

/** An API of an app's own, for which tokens can have scopes: `identifier/scope`. */
export interface ResourceServer {
  /** Unique in its pool: `https://scores.example`, or a plain name. */
  readonly identifier: string;
  readonly name: string;
  /** Scope → what it is said to be for. */
  readonly scopes: ReadonlyMap<string, string>;
}

const ownScopes = new Set([openidScope, selfServiceScope, ...claimScopes]);

/**
 * The first of the scopes that neither Cognito nor a resource server of the pool has. An app client that asks for it is refused
 * (**observed**: awsdocs/aws-cloudformation-user-guide#564); one that has it keeps it when the server goes (**observed**:
 * cloudformation-coverage-roadmap#173).
 */
export function unknownScope(
  scopes: Iterable<string>,
  servers: ReadonlyMap<string, ResourceServer>,
): string | undefined {
  return [...scopes].find((scope) => {
    const at = scope.lastIndexOf('/');
    return !ownScopes.has(scope) && servers.get(scope.slice(0, at))?.scopes.has(scope.slice(at + 1)) !== true;
  });
}
