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

/**
 * What a role has of a managed policy that nobody here knows the document of is not guessed: with everything allowed the checks would hold
 * here and fail on AWS, with nothing none of them would hold.
 *
 * @throws AssemblyError for the ARN of a managed policy that the account does not have, with where its document can be written
 */
export function checkKnown(
  policies: ManagedPolicies,
  { attached, boundary }: { readonly attached: readonly string[]; readonly boundary?: string | undefined },
  { place }: Resource<unknown>,
): void {
  const unknown = (arn: string) => policies.find(arn) === undefined;
  for (const arn of attached.filter(unknown)) {
    throw new AssemblyError(place, `refers to the managed policy ${arn}, which is not known here: ${wayOut(arn)}`);
  }
  if (boundary === undefined || !unknown(boundary)) return;
  throw new AssemblyError(
    place,
    `has the permissions boundary ${boundary}, which no template creates and is not known here: ${wayOut(boundary)}. Every role has it where cdk.json says "@aws-cdk/core:permissionsBoundary"`,
  );
}

function wayOut(arn: string): string {
  return `write its document (aws iam get-policy-version tells it) into config/existing.json, or into the file of --existing: {"managedPolicies": [{"arn": "${arn}", "document": …}]}`;
}
