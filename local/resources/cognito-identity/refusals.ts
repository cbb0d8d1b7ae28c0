import { ResourceRefused } from '../resource-refused';

const service = 'CognitoIdentity';

/** The words are those of the pool's other operations: amplify-js#14117 */
export function poolNotFound(poolId: string): ResourceRefused {
  return new ResourceRefused({ message: `IdentityPool '${poolId}' not found.`, code: 'NotFound', service });
}

/**
 * A pool has one role attachment, and one map of principal tags for each provider: for the first it is **observed** (aws-cdk#33510), for
 * the second, whose identifier is not generated either, **unconfirmed**.
 */
export function resourceExists(type: string, identifier: string): ResourceRefused {
  return new ResourceRefused({
    message: `Resource of type '${type}' with identifier '${identifier}' already exists.`,
    code: 'AlreadyExists',
  });
}

/**
 * "Once you have set a developer provider name, you cannot change it" (**documented**: CreateIdentityPool). Since users are linked by it,
 * the change is refused; by which words is unconfirmed.
 */
export function developerProviderNameIsFixed(): ResourceRefused {
  return new ResourceRefused({
    message: 'The developer provider name of an identity pool cannot be changed.',
    code: 'InvalidRequest',
    service,
  });
}

/** Observed: aws-cdk#22951. What the pool has is added, for whoever mistyped it. */
export function notAMappedProvider(key: string, known: readonly string[]): ResourceRefused {
  return new ResourceRefused({
    message: `${key} is not a valid RoleMapping ProviderName or is not a configured provider. The pool has ${list(known)}.`,
    code: 'InvalidRequest',
    service,
  });
}

/** The words are unconfirmed. */
export function notATaggedProvider(name: string, known: readonly string[]): ResourceRefused {
  return new ResourceRefused({
    message: `${name} is not a provider of the identity pool. The pool has ${list(known)}.`,
    code: 'InvalidRequest',
    service,
  });
}

function list(names: readonly string[]): string {
  return names.join(', ') || 'none';
}
