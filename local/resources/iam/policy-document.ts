import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { type CompiledPolicy, compilePolicy } from '../../../policy/compile';
import type { ManagedPolicies } from '../../iam/managed-policies';
import type { Resource } from '../resource-type';

/** A policy document: `compilePolicy` reads it, and refuses what it does not understand. */
export const policyDocument = z.record(z.string(), z.unknown(), { error: 'must be a policy document' });

/**
 * The policy of a resource's property.
 *
 * @param where the property: `PolicyDocument`
 * @throws PolicyError naming resource and property
 */
export function compiled({ place }: Resource<unknown>, where: string, document: unknown): CompiledPolicy {
  return compilePolicy(document, `${place}: ${where}`, 'identity');
}

/** @throws AssemblyError for the ARN of a managed policy that the account does not have */
export function checkKnown(policies: ManagedPolicies, arns: Iterable<string>, { place }: Resource<unknown>): void {
  for (const arn of arns) {
    if (policies.find(arn) !== undefined) continue;
    throw new AssemblyError(
      place,
      `refers to the managed policy ${arn}, which is not known here: --existing can name it, with its document`,
    );
  }
}
