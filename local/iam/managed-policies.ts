import type { DeployedStack } from '../../assembly/types';
import { type CompiledPolicy, compilePolicy } from '../../policy/compile';
import { managedPolicyDocument } from '../../policy/managed/managed-policies';
import type { IamInventory } from './inventory';
import { managedPolicyProperties } from './properties';

/** Policies with an ARN of their own: the templates', and those that AWS manages. */
export class ManagedPolicies {
  readonly #byArn: Map<string, CompiledPolicy>;

  constructor(customerManaged: ReadonlyMap<string, CompiledPolicy>) {
    this.#byArn = new Map(customerManaged);
  }

  /** The policy, compiled once; undefined for one that neither a template has nor AWS manages (as far as known here). */
  find(arn: string): CompiledPolicy | undefined {
    const known = this.#byArn.get(arn);
    if (known !== undefined) return known;
    const document = managedPolicyDocument(arn);
    if (document === undefined) return undefined;
    const policy = compilePolicy(document, `AWS managed policy ${arn.slice(arn.lastIndexOf('/') + 1)}`, 'identity');
    this.#byArn.set(arn, policy);
    return policy;
  }
}

/**
 * Every `AWS::IAM::ManagedPolicy` of the templates, and every policy that exists beside them, compiled.
 *
 * @throws PolicyError naming the place of what it does not know
 */
export function managedPoliciesFromStacks(
  stacks: readonly DeployedStack[],
  { managedPolicies: existing = [] }: Pick<IamInventory, 'managedPolicies'> = {},
): ManagedPolicies {
  const policies = new Map<string, CompiledPolicy>(
    existing.map(({ arn, document }) => [arn, compilePolicy(document, `the existing policy ${arn}`, 'identity')]),
  );
  for (const resource of stacks.flatMap((stack) => stack.resources)) {
    if (resource.type !== 'AWS::IAM::ManagedPolicy') continue;
    const { PolicyDocument } = managedPolicyProperties(resource);
    policies.set(resource.ref, compilePolicy(PolicyDocument, `${resource.place}: PolicyDocument`, 'identity'));
  }
  return new ManagedPolicies(policies);
}
