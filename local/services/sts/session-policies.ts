import { type CompiledPolicy, compilePolicy } from '../../../policy/compile';
import { knownManagedPolicies } from '../../../policy/managed/managed-policies';
import { PolicyError } from '../../../policy/policy-error';
import type { ManagedPolicies } from '../../iam/managed-policies';
import { ServiceError } from '../../shared/service-error';
import { invalidParameter } from './errors';

/** What a session's own policies may hold in plain text, inline and ARNs together (documented). */
const maximumCharacters = 2048;

/** The session's own policies, and how much of the limit they take up. */
export interface SessionPolicies {
  /** One union; absent: the call named none, and the session has all that its role has. */
  readonly policies?: readonly CompiledPolicy[];
  /** Per cent. AWS measures a packed form of its own (documented, not specified): this is the plain text's share. */
  readonly packedSize?: number;
}

/**
 * Reads `Policy` and `PolicyArns`.
 *
 * @throws ServiceError `MalformedPolicyDocument`, `PackedPolicyTooLarge` or `ValidationError`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
 */
export function sessionPolicies(
  managed: ManagedPolicies,
  inline: string | undefined,
  arns: readonly string[],
): SessionPolicies {
  if (inline === undefined && arns.length === 0) return {};
  if (arns.length > 10) throw invalidParameter('PolicyArns holds at most 10 ARNs');
  const size = [inline ?? '', ...arns].reduce((sum, text) => sum + text.length, 0);
  if ((inline?.length ?? 0) > maximumCharacters) {
    throw invalidParameter(`Policy: Member must have length less than or equal to ${maximumCharacters}`);
  }
  const packedSize = Math.ceil((size / maximumCharacters) * 100);
  if (packedSize > 100) {
    throw new ServiceError(
      'PackedPolicyTooLarge',
      `Packed size of session policies is ${packedSize}% of the allowed size.`,
    );
  }
  const policies = arns.map((arn) => managedPolicy(managed, arn));
  if (inline !== undefined) policies.push(inlinePolicy(inline));
  return { policies, packedSize };
}

function managedPolicy(managed: ManagedPolicies, arn: string): CompiledPolicy {
  const policy = managed.find(arn);
  if (policy === undefined) {
    throw invalidParameter(
      `PolicyArns: there is no policy ${arn.slice(0, 2048)} here. The local cloud knows those of its templates, those that --existing ` +
        `names, and of AWS's own ${knownManagedPolicies().join(', ')}`,
    );
  }
  return policy;
}

function inlinePolicy(text: string): CompiledPolicy {
  try {
    return compilePolicy(JSON.parse(text), 'session policy', 'identity');
  } catch (error) {
    if (error instanceof SyntaxError) throw malformed('Syntax errors in policy.');
    if (error instanceof PolicyError) throw malformed(error.message);
    throw error;
  }
}

function malformed(sentence: string): ServiceError {
  return new ServiceError('MalformedPolicyDocument', sentence);
}
