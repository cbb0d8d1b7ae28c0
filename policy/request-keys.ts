import { s3CallerKeys } from './condition-keys/caller-keys';
import { type ContextValue, isUncertain, type RequestContext, type UncertainValue } from './types';

const anything: UncertainValue = { uncertain: 'anything' };

/** What the signature of a call to S3 says: it is read whether or not the call's parameters are. */
const ofSignatures: ReadonlySet<string> = new Set(s3CallerKeys.map(({ key }) => key.toLowerCase()));

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

  /**
   * Whether it is unknown what a policy variable stands for. So it is of a multivalued key: that it can't be used does not say
   * whether AWS then takes it for absent (its default, no match in `NotResource` or a Deny), so that is **unconfirmed**.
   */
  isUncertain(key: string): boolean {
    const value = this.get(key);
    return isUncertain(value) || (value !== undefined && typeof value !== 'string' && value.length > 0);
  }

  #unknown(key: string): UncertainValue | undefined {
    for (const name of this.#unfilled) {
      const isOf = name.endsWith('*') ? key.startsWith(name.slice(0, -1)) && !ofSignatures.has(key) : key === name;
      if (isOf) return anything;
    }
    return undefined;
  }
}
