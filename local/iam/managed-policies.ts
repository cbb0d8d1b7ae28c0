import { type CompiledPolicy, compilePolicy } from '../../policy/compile';
import { managedPolicyDocument } from '../../policy/managed/managed-policies';
import type { IamInventory } from './inventory';

/** Policies with an ARN of their own: the account's, which change, and those that AWS manages. */
export class ManagedPolicies {
  readonly #own = new Map<string, CompiledPolicy>();
  /** AWS's own, compiled once. */
  readonly #managedByAws = new Map<string, CompiledPolicy>();

  /**
   * @param existing what no stack owns
   * @throws PolicyError naming the ARN of a policy that is not understood
   */
  constructor({ managedPolicies = [] }: Pick<IamInventory, 'managedPolicies'> = {}) {
    for (const { arn, document } of managedPolicies) {
      this.#own.set(arn, compilePolicy(document, `the existing policy ${arn}`, 'identity'));
    }
  }

  /** The policy; undefined for one that neither the account has nor AWS manages (as far as known here). */
  find(arn: string): CompiledPolicy | undefined {
    const known = this.#own.get(arn) ?? this.#managedByAws.get(arn);
    if (known !== undefined) return known;
    const document = managedPolicyDocument(arn);
    if (document === undefined) return undefined;
    const policy = compilePolicy(document, `AWS managed policy ${arn.slice(arn.lastIndexOf('/') + 1)}`, 'identity');
    this.#managedByAws.set(arn, policy);
    return policy;
  }

  /**
   * Whether the account has a policy of this ARN's name. A name is taken whatever the path, and its letters' case makes no other one of it
   * (**documented**: IAM quotas, "IAM name requirements"; the path is **observed**: cloudformation-coverage-roadmap#931).
   */
  isNameTaken(arn: string): boolean {
    const wanted = nameKey(arn);
    return [...this.#own.keys()].some((own) => nameKey(own) === wanted);
  }

  /** Adds a policy of the account, or gives it another document: whoever has it, has that one from now on. */
  put(arn: string, policy: CompiledPolicy): void {
    this.#own.set(arn, policy);
  }

  delete(arn: string): void {
    this.#own.delete(arn);
  }
}

function nameKey(arn: string): string {
  const [, , , , account = ''] = arn.split(':');
  return `${account} ${arn.slice(arn.lastIndexOf('/') + 1).toLowerCase()}`;
}
