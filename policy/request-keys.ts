import { type ContextValue, isUncertain, type RequestContext, type UncertainValue } from './types';

const anything: UncertainValue = { uncertain: 'anything' };

/**
 * The condition keys of one request: the caller's (session, transport) and the question's (`s3:prefix`) as one context.
 *
 * They never overlap in AWS. Should they here, the **caller's** win: what a request says must never replace who sent it.
 */
export class RequestKeys {
  readonly #caller: RequestContext;
  readonly #question: RequestContext | undefined;
  readonly #unfilled: readonly string[];

  /** @param unfilled see `AuthorizationQuestion.unfilled` */
  constructor(caller: RequestContext, question?: RequestContext, unfilled: readonly string[] = []) {
    this.#caller = caller;
    this.#question = question;
    this.#unfilled = unfilled;
  }

  /** Every key that the request carries, in lower case. */
  get names(): readonly string[] {
    return [...new Set([...this.#caller.keys(), ...(this.#question?.keys() ?? [])])];
  }

  /** The keys, or families of them, that AWS may fill beside those. */
  get unfilled(): readonly string[] {
    return this.#unfilled;
  }

  /** The values of a key (lower-case name), or undefined when the request does not carry it. */
  get(key: string): ContextValue | undefined {
    return this.#caller.get(key) ?? this.#question?.get(key) ?? this.#unknown(key);
  }

  /**
   * The value that a policy variable stands for. A multivalued key has none, even when it holds one value (documented:
   * "you can't use multivalued context keys as policy variables").
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
   */
  variable(key: string): string | undefined {
    const value = this.get(key);
    return typeof value === 'string' ? value : undefined;
  }

  /** Whether it is unknown what a policy variable stands for. */
  isUncertain(key: string): boolean {
    return isUncertain(this.get(key));
  }

  #unknown(key: string): UncertainValue | undefined {
    for (const name of this.#unfilled) {
      if (name.endsWith('*') ? key.startsWith(name.slice(0, -1)) : key === name) return anything;
    }
    return undefined;
  }
}
